package org.backlinks.snapshot;

import java.util.Arrays;

/** Reads bytes that are not trusted: a count is checked before anything is made of its size. */
final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  ByteReader(byte[] bytes) {
    this(bytes, bytes.length);
  }

  ByteReader(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  /** How many bytes are left. */
  int left() {
    return end - at;
  }

  /** Passes bytes over and returns where they start. */
  int take(int length) throws DamagedChunkException {
    if (length > left()) {
      throw new DamagedChunkException("cut short");
    }
    int start = at;
    at += length;
    return start;
  }

  /**
   * The count that comes next.
   *
   * @param most the largest that there can be
   * @param what is counted
   */
  int count(int most, String what) throws DamagedChunkException {
    long count = varint();
    if (count < 0 || count > most) {
      throw new DamagedChunkException("more " + what + " than there can be");
    }
    return (int) count;
  }

  long varint() throws DamagedChunkException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes[take(1)];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new DamagedChunkException("a number is too large");
  }

  /** Reads numbers of so many bits each, 0 to 64, as {@link ByteWriter#bits} writes them. */
  void bits(long[] into, int count, int width) throws DamagedChunkException {
    Arrays.fill(into, 0, count, 0);
    int low = Math.min(width, Integer.SIZE);
    part(into, count, 0, low);
    part(into, count, low, width - low);
  }

  private void part(long[] into, int count, int shift, int width) throws DamagedChunkException {
    int from = take((int) (((long) count * width + Byte.SIZE - 1) / Byte.SIZE));
    long mask = (1L << width) - 1;
    long waiting = 0;
    int bits = 0;
    for (int i = 0; i < count; i++) {
      while (bits < width) {
        waiting |= (bytes[from++] & 0xFFL) << bits;
        bits += Byte.SIZE;
      }
      into[i] |= (waiting & mask) << shift;
      waiting >>>= width;
      bits -= width;
    }
  }
}
