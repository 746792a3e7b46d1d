package org.backlinks.majestic.read;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.Utf8;

/** Contains the text of one row as UTF-8 in an array in which the row can be parsed. */
final class RowBuffer extends Writer {
  /** Maximum length of a row in bytes. */
  static final int MAX_ROW_BYTES = 8_000_000;

  private static final int INITIAL_CAPACITY = 1 << 13;
  private static final int MAX_RETAINED_CAPACITY = 1 << 17;
  private static final int PIECE_LENGTH = 1 << 12;

  private final char[] piece = new char[PIECE_LENGTH];
  private byte[] bytes = new byte[INITIAL_CAPACITY];
  private int length;

  /** The first half of a character whose second half is in the next piece; 0 if there is none. */
  private char pendingHighSurrogate;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
    pendingHighSurrogate = 0;
    // one very long row must not occupy its memory until the end of the answer
    if (bytes.length > MAX_RETAINED_CAPACITY) {
      bytes = new byte[INITIAL_CAPACITY];
    }
  }

  @Override
  public void write(char[] source, int offset, int count) throws IOException {
    for (int at = offset; at < offset + count; ) {
      int pending = 0;
      if (pendingHighSurrogate != 0) {
        piece[pending++] = pendingHighSurrogate;
        pendingHighSurrogate = 0;
      }
      int size = Math.min(offset + count - at, PIECE_LENGTH - pending);
      System.arraycopy(source, at, piece, pending, size);
      at += size;
      encodePiece(pending + size);
    }
  }

  private void encodePiece(int pieceLength) throws IOException {
    int encoded = pieceLength;
    if (Character.isHighSurrogate(piece[encoded - 1])) {
      pendingHighSurrogate = piece[--encoded];
    }
    int neededLength = length + 3 * encoded;
    if (neededLength > bytes.length) {
      bytes =
          Arrays.copyOf(bytes, Math.max(neededLength, Math.min(MAX_ROW_BYTES, bytes.length * 2)));
    }
    length = Utf8.encode(piece, 0, encoded, bytes, length);
    if (length > MAX_ROW_BYTES) {
      throw new UnreadableException("a row is longer than " + MAX_ROW_BYTES + " bytes");
    }
  }

  @Override
  public void write(String text, int offset, int count) throws IOException {
    write(text.toCharArray(), offset, count);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
