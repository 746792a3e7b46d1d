package org.backlinks.local.majestic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.util.Iterator;
import java.util.Objects;

/**
 * Reads pieces of text as UTF-8. Requests the next piece only when the previous one has been read.
 */
final class PieceInputStream extends InputStream {
  private final Iterator<String> pieces;
  private byte[] piece = new byte[0];
  private int position;

  PieceInputStream(Iterator<String> pieces) {
    this.pieces = pieces;
  }

  @Override
  public int read() {
    return hasMore() ? piece[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    int copied = 0;
    while (copied < length && hasMore()) {
      int count = Math.min(length - copied, piece.length - position);
      System.arraycopy(piece, position, buffer, offset + copied, count);
      position += count;
      copied += count;
    }
    return copied == 0 && length > 0 ? -1 : copied;
  }

  private boolean hasMore() {
    while (position == piece.length) {
      if (!pieces.hasNext()) {
        return false;
      }
      piece = pieces.next().getBytes(UTF_8);
      position = 0;
    }
    return true;
  }
}
