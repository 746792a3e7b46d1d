package org.backlinks.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A byte array that grows while it is written. */
final class ByteWriter {
  private byte[] bytes;
  private int size;

  ByteWriter(int initialCapacity) {
    bytes = new byte[initialCapacity];
  }

  /** Writes an unsigned number with seven bits in each byte, the lowest bits first. */
  void writeVarint(long value) {
    ensureCapacity(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Writes the length of a text in UTF-8, and then the text. */
  void writeText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeVarint(utf8.length);
    writeBytes(utf8, 0, utf8.length);
  }

  void writeBytes(byte[] from, int offset, int length) {
    ensureCapacity(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  void writeByte(byte value) {
    ensureCapacity(1);
    bytes[size++] = value;
  }

  /**
   * Writes the lowest bits of each number, one number after another, the lowest bits first. When
   * {@code width} is above 32, the lowest 32 bits of all numbers come first, then the other bits of
   * all numbers. The last byte is filled with zeros.
   *
   * @param width the bits of one number, 0 to 64
   */
  void writeBits(long[] values, int count, int width) {
    int low = Math.min(width, Integer.SIZE);
    writeBitRange(values, count, 0, low);
    writeBitRange(values, count, low, width - low);
  }

  private void writeBitRange(long[] values, int count, int shift, int width) {
    ensureCapacity((int) ((long) count * width / Byte.SIZE) + Long.BYTES);
    long mask = (1L << width) - 1;
    long pending = 0;
    int pendingBits = 0;
    int to = size;
    for (int i = 0; i < count; i++) {
      pending |= ((values[i] >>> shift) & mask) << pendingBits;
      pendingBits += width;
      if (pendingBits >= Integer.SIZE) {
        ByteArrays.writeInt(bytes, to, (int) pending);
        to += Integer.BYTES;
        pending >>>= Integer.SIZE;
        pendingBits -= Integer.SIZE;
      }
    }
    ByteArrays.writeInt(bytes, to, (int) pending);
    size = to + (pendingBits + Byte.SIZE - 1) / Byte.SIZE;
  }

  private void ensureCapacity(int length) {
    if (bytes.length - size < length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
    }
  }

  /** Returns the array itself. Its first {@link #size} bytes are written. */
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
