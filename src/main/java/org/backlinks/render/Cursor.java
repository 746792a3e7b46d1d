package org.backlinks.render;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.backlinks.report.Report;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.ReadBatches;

/**
 * The start of the next page, signed with the report's own key. It also says where the first row of
 * the page is stored, so that the row can be read together with the report.
 *
 * @param from the first row of the page, from 0
 * @param snapshotVersion the lease version under which the report's manifest was written
 * @param firstPiece the number of the first piece of the row's chunk
 * @param pieceCount the number of pieces of the chunk; 0 when they were written under another lease
 *     version, or when they are too many to be read before the signature is checked
 */
public record Cursor(int from, int snapshotVersion, int firstPiece, int pieceCount) {
  private static final int POSITION_LENGTH = 3 * Integer.BYTES + 1;
  private static final int ENCODED_LENGTH = POSITION_LENGTH + CursorSignature.LENGTH;

  /**
   * Returns the cursor of the page that starts at row {@code from}.
   *
   * @param ref the chunk that holds the row
   */
  static Cursor of(int from, int snapshotVersion, ChunkRef ref) {
    boolean isReadableEarly =
        ref.version() == ChunkRef.MANIFEST_VERSION && ref.pieceCount() <= ReadBatches.MAX_PIECES;
    return new Cursor(
        from,
        snapshotVersion,
        isReadableEarly ? ref.firstPiece() : 0,
        isReadableEarly ? ref.pieceCount() : 0);
  }

  /** Parses a cursor. {@link #isSignedFor} says whether this program made it. */
  public static Optional<Cursor> parse(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (bytes.length != ENCODED_LENGTH) {
      return Optional.empty();
    }
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    Cursor cursor = new Cursor(fields.getInt(), fields.getInt(), fields.getInt(), fields.get());
    return cursor.pieceCount >= 0 && cursor.pieceCount <= ReadBatches.MAX_PIECES
        ? Optional.of(cursor)
        : Optional.empty();
  }

  /** Returns the numbers of the pieces that hold the first row of the page. */
  public List<Integer> pieceNumbers() {
    return IntStream.range(0, pieceCount).mapToObj(i -> firstPiece + i).toList();
  }

  /** Returns whether this program made the text of this cursor for this report. */
  public boolean isSignedFor(Report report, String text) {
    return MessageDigest.isEqual(
        encode(report).getBytes(StandardCharsets.US_ASCII), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the cursor as the text that callers get. */
  String encode(Report report) {
    byte[] position =
        ByteBuffer.allocate(POSITION_LENGTH)
            .putInt(from)
            .putInt(snapshotVersion)
            .putInt(firstPiece)
            .put((byte) pieceCount)
            .array();
    byte[] all =
        ByteBuffer.allocate(ENCODED_LENGTH)
            .put(position)
            .put(CursorSignature.sign(report, position))
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }
}
