package org.backlinks.local.majestic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.util.Iterator;
import java.util.Objects;

/** Reads pieces of text as UTF-8, asking for the next piece only when the last one is used up. */
final class PieceStream extends InputStream {
  private final Iterator<String> pieces;
  private byte[] piece = new byte[0];
  private int at;

  PieceStream(Iterator<String> pieces) {
    this.pieces = pieces;
  }

  @Override
  public int read() {
    return more() ? piece[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) {
    Objects.checkFromIndexSize(from, length, into.length);
    int copied = 0;
    while (copied < length && more()) {
      int count = Math.min(length - copied, piece.length - at);
      System.arraycopy(piece, at, into, from + copied, count);
      at += count;
      copied += count;
    }
    return copied == 0 && length > 0 ? -1 : copied;
  }

  private boolean more() {
    while (at == piece.length) {
      if (!pieces.hasNext()) {
        return false;
      }
      piece = pieces.next().getBytes(UTF_8);
      at = 0;
    }
    return true;
  }
}
