package org.backlinks.render;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes that grow, and how many they will be inside a JSON string, where quotes and control
 * characters take more.
 */
public final class Buffer extends OutputStream {
  /** How many bytes more each byte takes inside a JSON string. */
  private static final byte[] MORE = new byte[256];

  /** What stands behind the backslash for a byte that has a short escape. */
  private static final byte[] SHORT = new byte[256];

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  /** The most bytes that one byte becomes inside a JSON string. */
  static final int LONGEST_ESCAPE = 6;

  private static final int BLOCK = 1 << 14;

  static {
    Arrays.fill(MORE, 0, 0x20, (byte) (LONGEST_ESCAPE - 1));
    String bytes = "\"\\\b\t\n\f\r";
    String letters = "\"\\btnfr";
    for (int i = 0; i < bytes.length(); i++) {
      MORE[bytes.charAt(i)] = 1;
      SHORT[bytes.charAt(i)] = (byte) letters.charAt(i);
    }
  }

  private byte[] bytes;
  private int size;
  private int escapes;

  public Buffer() {
    this(BLOCK);
  }

  Buffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  @Override
  public void write(int one) {
    room(1)[size++] = (byte) one;
    escapes += MORE[one & 0xFF];
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    int more = 0;
    for (int i = offset; i < offset + length; i++) {
      more += MORE[from[i] & 0xFF];
    }
    put(from, offset, length, more);
  }

  /** Writes bytes of which it is known how many more they take inside a JSON string. */
  void put(byte[] from, int offset, int length, int more) {
    System.arraycopy(from, offset, room(length), size, length);
    size += length;
    escapes += more;
  }

  /** The array itself, with room for so many bytes more; who uses it says so by advancing. */
  byte[] room(int length) {
    if (bytes.length - size < length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
    }
    return bytes;
  }

  /** Takes what was written into the {@link #room} up to {@code newSize}. */
  void advance(int newSize, int more) {
    size = newSize;
    escapes += more;
  }

  /** The last byte, or 0 when there is none. */
  byte last() {
    return size == 0 ? 0 : bytes[size - 1];
  }

  /** Bytes as they are. */
  public int size() {
    return size;
  }

  /** Bytes inside a JSON string, quotes around it not counted. */
  public int escapedSize() {
    return size + escapes;
  }

  /** Forgets what came after the first {@code newSize} bytes. */
  void truncate(int newSize) {
    for (int i = newSize; i < size; i++) {
      escapes -= MORE[bytes[i] & 0xFF];
    }
    size = newSize;
  }

  /** Writes some of the bytes to another buffer. */
  void copy(int from, int to, Buffer other) {
    other.write(bytes, from, to - from);
  }

  /** Writes the bytes as they are. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Writes the bytes, which are UTF-8, as one JSON string. */
  public void writeStringTo(OutputStream out) throws IOException {
    byte[] block = new byte[BLOCK];
    block[0] = '"';
    int at = 1;
    for (int i = 0; i < size; i++) {
      if (at > BLOCK - LONGEST_ESCAPE - 1) {
        out.write(block, 0, at);
        at = 0;
      }
      at = escape(bytes[i], block, at);
    }
    block[at++] = '"';
    out.write(block, 0, at);
  }

  /** Writes a byte as it stands inside a JSON string; returns where the next one goes. */
  static int escape(byte one, byte[] out, int start) {
    int at = start;
    switch (MORE[one & 0xFF]) {
      case 0 -> out[at++] = one;
      case 1 -> {
        out[at++] = '\\';
        out[at++] = SHORT[one];
      }
      default -> {
        out[at++] = '\\';
        out[at++] = 'u';
        out[at++] = '0';
        out[at++] = '0';
        out[at++] = HEX[one >> 4];
        out[at++] = HEX[one & 0xF];
      }
    }
    return at;
  }
}
