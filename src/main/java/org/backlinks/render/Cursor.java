package org.backlinks.render;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.backlinks.report.Report;
import org.backlinks.snapshot.ChunkRef;

/**
 * Where the next page starts, in a form that only we can make: signed with the report's own key. It
 * also says where the page's first row is stored, so that a reader need not look for it first.
 *
 * @param from the page's first row, from 0
 * @param snapshot the lease version that the report's manifest was written under
 * @param first number of the first piece of the row's chunk
 * @param pieces how many pieces the chunk has; 0 where they were written under another version, or
 *     are too many to be read before the cursor is known to be ours
 */
public record Cursor(int from, int snapshot, int first, int pieces) {
  private static final int PLACE = 3 * Integer.BYTES + 1;
  private static final int SIGNATURE = 16;
  private static final int LENGTH = PLACE + SIGNATURE;

  /** The cursor of the page that starts at row {@code from}, which lies in this chunk. */
  static Cursor at(int from, int snapshot, ChunkRef ref) {
    boolean near = ref.version() == ChunkRef.MANIFESTS && ref.pieces() <= Groups.MOST_PIECES;
    return new Cursor(from, snapshot, near ? ref.first() : 0, near ? ref.pieces() : 0);
  }

  /** What a text says that may be a cursor; whether it is one of ours is not known yet. */
  public static Optional<Cursor> read(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (bytes.length != LENGTH) {
      return Optional.empty();
    }
    ByteBuffer place = ByteBuffer.wrap(bytes);
    Cursor read = new Cursor(place.getInt(), place.getInt(), place.getInt(), place.get());
    return read.pieces >= 0 && read.pieces <= Groups.MOST_PIECES
        ? Optional.of(read)
        : Optional.empty();
  }

  /** The numbers of the pieces that hold the page's first row. */
  public List<Integer> numbers() {
    return IntStream.range(0, pieces).mapToObj(i -> first + i).toList();
  }

  /** Whether we made this text for this report. */
  public boolean isOf(Report report, String text) {
    return MessageDigest.isEqual(
        text(report).getBytes(StandardCharsets.US_ASCII), text.getBytes(StandardCharsets.UTF_8));
  }

  /** The cursor as callers get it. */
  String text(Report report) {
    byte[] place =
        ByteBuffer.allocate(PLACE)
            .putInt(from)
            .putInt(snapshot)
            .putInt(first)
            .put((byte) pieces)
            .array();
    byte[] all =
        ByteBuffer.allocate(LENGTH).put(place).put(signature(report, place), 0, SIGNATURE).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  private static byte[] signature(Report report, byte[] place) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(report.cursorKey()), "HmacSHA256"));
      mac.update(report.id().text().getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(place);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
