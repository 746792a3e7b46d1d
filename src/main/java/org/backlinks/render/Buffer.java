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

  private static final int BLOCK = 1 << 13;

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
    System.arraycopy(from, offset, room(length), size, length);
    advance(size + length, more(from, offset, offset + length));
  }

  /** How many bytes more these take inside a JSON string. */
  static int more(byte[] bytes, int from, int to) {
    int more = 0;
    for (int i = from; i < to; i++) {
      more += MORE[bytes[i] & 0xFF];
    }
    return more;
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
    escapes -= more(bytes, newSize, size);
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
    byte[] block = new byte[BLOCK * LONGEST_ESCAPE + 2];
    block[0] = '"';
    int at = 1;
    for (int from = 0; from < size; from += BLOCK) {
      at = escape(bytes, from, Math.min(size, from + BLOCK), block, at);
      out.write(block, 0, at);
      at = 0;
    }
    block[at] = '"';
    out.write(block, 0, at + 1);
  }

  /** Writes bytes as they stand inside a JSON string; returns where the next one goes. */
  static int escape(byte[] bytes, int from, int to, byte[] into, int start) {
    int at = start;
    for (int i = from; i < to; i++) {
      byte one = bytes[i];
      if (MORE[one & 0xFF] == 0) {
        into[at++] = one;
      } else {
        into[at++] = '\\';
        at = letters(one, into, at);
      }
    }
    return at;
  }

  private static int letters(byte one, byte[] into, int start) {
    int at = start;
    if (SHORT[one] != 0) {
      into[at++] = SHORT[one];
      return at;
    }
    into[at++] = 'u';
    into[at++] = '0';
    into[at++] = '0';
    into[at++] = HEX[one >> 4];
    into[at++] = HEX[one & 0xF];
    return at;
  }
}
