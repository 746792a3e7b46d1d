package org.backlinks.render;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes that grow, and how many they will be inside a JSON string, where quotes and control
 * characters take more. Large ones lie in memory that an earlier one gave back.
 */
public final class Buffer extends OutputStream {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long SPACES = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  /** How many bytes more each byte takes inside a JSON string. */
  private static final byte[] MORE = new byte[256];

  /** What stands behind the backslash for a byte that has a short escape. */
  private static final byte[] SHORT = new byte[256];

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  /** The most bytes that one byte becomes inside a JSON string. */
  static final int LONGEST_ESCAPE = 6;

  private static final int SMALL = 1 << 13;
  private static final byte[] NONE = {};

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

  /**
   * Bytes of which {@link #escapes} tells how many more they take; the rest is counted when asked.
   */
  private int counted;

  private int escapes;

  public Buffer() {
    this(SMALL);
  }

  Buffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  @Override
  public void write(int one) {
    room(1)[size++] = (byte) one;
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    System.arraycopy(from, offset, room(length), size, length);
    size += length;
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
      byte[] larger = Spare.take(Math.max(bytes.length * 2, size + length));
      System.arraycopy(bytes, 0, larger, 0, size);
      Spare.give(bytes);
      bytes = larger;
    }
    return bytes;
  }

  /** Takes what was written into the {@link #room} up to {@code newSize}. */
  void advance(int newSize, int more) {
    count();
    size = newSize;
    counted = newSize;
    escapes += more;
  }

  private void count() {
    escapes += more(bytes, counted, size);
    counted = size;
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
    count();
    return size + escapes;
  }

  /** Forgets what came after the first {@code newSize} bytes. */
  void truncate(int newSize) {
    count();
    escapes -= more(bytes, newSize, size);
    size = newSize;
    counted = newSize;
  }

  /** Gives the memory to later buffers; what was written is gone. */
  public void release() {
    byte[] done = bytes;
    bytes = NONE;
    size = 0;
    counted = 0;
    escapes = 0;
    Spare.give(done);
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
  public void writeStringTo(Buffer out) {
    byte[] into = out.room(escapedSize() + 2);
    int at = out.size;
    into[at++] = '"';
    at = escape(bytes, 0, size, into, at);
    into[at++] = '"';
    out.size = at;
  }

  /**
   * Writes bytes as they stand inside a JSON string, eight at a time while none needs an escape;
   * returns where the next one goes.
   */
  static int escape(byte[] bytes, int from, int to, byte[] into, int start) {
    int at = start;
    int i = from;
    while (i < to) {
      if (to - i >= Long.BYTES) {
        long word = (long) WORD.get(bytes, i);
        // what is left becomes no shorter: there is room for eight
        WORD.set(into, at, word);
        int plain = Long.numberOfTrailingZeros(escapes(word)) / Byte.SIZE;
        i += plain;
        at += plain;
        if (plain == Long.BYTES) {
          continue;
        }
      }
      byte one = bytes[i++];
      if (MORE[one & 0xFF] == 0) {
        into[at++] = one;
      } else {
        into[at++] = '\\';
        at = letters(one, into, at);
      }
    }
    return at;
  }

  /**
   * The highest bit of the first byte that is a quote, a backslash or a control character is set,
   * and no bit before it; 0 when there is none.
   */
  private static long escapes(long word) {
    return (below(word, SPACES) | below(word ^ QUOTES, ONES) | below(word ^ BACKSLASHES, ONES))
        & HIGHS;
  }

  /** The highest bit of the first byte that is less than the limit's is set. */
  private static long below(long word, long limit) {
    return (word - limit) & ~word;
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
