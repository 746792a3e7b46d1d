package org.backlinks.snapshot;

import java.util.Arrays;

/** Reads bytes that are not trusted. A count is checked before memory of that size is allocated. */
final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int position;

  ByteReader(byte[] bytes) {
    this(bytes, bytes.length);
  }

  ByteReader(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  /** Returns the number of bytes that are not read yet. */
  int remaining() {
    return end - position;
  }

  /** Skips bytes and returns where they start. */
  int skip(int length) throws CorruptChunkException {
    if (length > remaining()) {
      throw new CorruptChunkException("cut short");
    }
    int start = position;
    position += length;
    return start;
  }

  /**
   * Reads a count.
   *
   * @param max the largest valid count
   * @param things the things that are counted, for the message of the exception
   */
  int readCount(int max, String things) throws CorruptChunkException {
    long count = readVarint();
    if (count < 0 || count > max) {
      throw new CorruptChunkException("too many " + things);
    }
    return (int) count;
  }

  long readVarint() throws CorruptChunkException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes[skip(1)];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new CorruptChunkException("a number is too large");
  }

  /**
   * Reads numbers that {@link ByteWriter#writeBits} wrote.
   *
   * @param width the bits of one number, 0 to 64
   */
  void readBits(long[] values, int count, int width) throws CorruptChunkException {
    Arrays.fill(values, 0, count, 0);
    int low = Math.min(width, Integer.SIZE);
    readBitRange(values, count, 0, low);
    readBitRange(values, count, low, width - low);
  }

  private void readBitRange(long[] values, int count, int shift, int width)
      throws CorruptChunkException {
    int from = skip((int) (((long) count * width + Byte.SIZE - 1) / Byte.SIZE));
    long mask = (1L << width) - 1;
    long pending = 0;
    int pendingBits = 0;
    for (int i = 0; i < count; i++) {
      while (pendingBits < width) {
        pending |= (bytes[from++] & 0xFFL) << pendingBits;
        pendingBits += Byte.SIZE;
      }
      values[i] |= (pending & mask) << shift;
      pending >>>= width;
      pendingBits -= width;
    }
  }
}
