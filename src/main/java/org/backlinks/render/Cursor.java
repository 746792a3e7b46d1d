package org.backlinks.render;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.OptionalInt;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.backlinks.report.Report;

/**
 * Where the next page starts, in a form that only we can make: signed with the report's own key.
 */
public final class Cursor {
  private static final int SIGNATURE = 16;
  private static final int LENGTH = Integer.BYTES + SIGNATURE;

  private Cursor() {}

  /** The cursor of the page that starts at row {@code from}. */
  static String at(Report report, int from) {
    byte[] bytes =
        ByteBuffer.allocate(LENGTH).putInt(from).put(signature(report, from), 0, SIGNATURE).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The row that a caller's cursor names, or nothing when it is not one that we made for this
   * report.
   */
  public static OptionalInt read(Report report, String cursor) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException notBase64) {
      return OptionalInt.empty();
    }
    if (bytes.length != LENGTH) {
      return OptionalInt.empty();
    }
    int from = ByteBuffer.wrap(bytes).getInt();
    byte[] ours = at(report, from).getBytes(StandardCharsets.US_ASCII);
    byte[] theirs = cursor.getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(ours, theirs) ? OptionalInt.of(from) : OptionalInt.empty();
  }

  private static byte[] signature(Report report, int from) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(report.cursorKey()), "HmacSHA256"));
      mac.update(report.id().text().getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(from).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
