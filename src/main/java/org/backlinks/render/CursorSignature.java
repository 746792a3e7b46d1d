package org.backlinks.render;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.backlinks.report.Report;

/** Signs the cursors of a report with the report's own key. */
final class CursorSignature {
  /** The number of bytes of a signature. */
  static final int LENGTH = 16;

  private CursorSignature() {}

  /** Returns the signature of the contents of a cursor. */
  static byte[] sign(Report report, byte[] contents) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(report.cursorKey()), "HmacSHA256"));
      mac.update(report.id().text().getBytes(StandardCharsets.US_ASCII));
      return Arrays.copyOf(mac.doFinal(contents), LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
