package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;

/** Bytes that arrive in pieces: a read returns at most the bytes of one piece. */
final class PiecewiseInputStream extends ByteArrayInputStream {
  private final int pieceSize;

  PiecewiseInputStream(byte[] bytes, int pieceSize) {
    super(bytes);
    this.pieceSize = pieceSize;
  }

  /** Returns a stream that gives the text in UTF-8 one byte at a time. */
  static PiecewiseInputStream ofSingleBytes(String text) {
    return new PiecewiseInputStream(text.getBytes(UTF_8), 1);
  }

  @Override
  public synchronized int read(byte[] target, int offset, int length) {
    return super.read(target, offset, Math.min(pieceSize, length));
  }
}
