package org.backlinks.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A byte array that grows. */
final class ByteWriter {
  private byte[] bytes;
  private int size;

  ByteWriter(int usual) {
    bytes = new byte[usual];
  }

  /** Writes a number, taken as unsigned, seven bits a byte, the lowest first. */
  void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length);
    bytes(utf8, 0, utf8.length);
  }

  void bytes(byte[] from, int offset, int length) {
    room(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  void one(byte value) {
    room(1);
    bytes[size++] = value;
  }

  /**
   * Writes the lowest bits of numbers, 0 to 64, end to end, the lowest first; of more than 32 the
   * lowest 32 of all numbers come before the rest of all. The last byte is filled with 0.
   */
  void bits(long[] values, int count, int width) {
    int low = Math.min(width, Integer.SIZE);
    part(values, count, 0, low);
    part(values, count, low, width - low);
  }

  private void part(long[] values, int count, int shift, int width) {
    room((int) ((long) count * width / Byte.SIZE) + Long.BYTES);
    long mask = (1L << width) - 1;
    long waiting = 0;
    int bits = 0;
    int to = size;
    for (int i = 0; i < count; i++) {
      waiting |= ((values[i] >>> shift) & mask) << bits;
      bits += width;
      if (bits >= Integer.SIZE) {
        Bytes.putFour(bytes, to, (int) waiting);
        to += Integer.BYTES;
        waiting >>>= Integer.SIZE;
        bits -= Integer.SIZE;
      }
    }
    Bytes.putFour(bytes, to, (int) waiting);
    size = to + (bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }
}
