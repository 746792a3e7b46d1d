package org.backlinks.snapshot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Compares and searches bytes, eight at a time. Most texts here are short, and for short texts this
 * is faster than the vector code of {@link java.util.Arrays}.
 */
public final class ByteArrays {
  private static final VarHandle LONG_VIEW =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_VIEW =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long HASH_MULTIPLIER = 0x9E3779B97F4A7C15L;

  private ByteArrays() {}

  private static long readLong(byte[] bytes, int at) {
    return (long) LONG_VIEW.get(bytes, at);
  }

  /** Writes a number as four bytes, the lowest byte first. */
  static void writeInt(byte[] bytes, int at, int value) {
    INT_VIEW.set(bytes, at, value);
  }

  /** Returns whether {@code length} bytes are equal in both arrays. */
  public static boolean rangeEquals(
      byte[] first, int firstFrom, byte[] second, int secondFrom, int length) {
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      if (readLong(first, firstFrom + i) != readLong(second, secondFrom + i)) {
        return false;
      }
    }
    if (i < length && length > 8) {
      return readLong(first, firstFrom + length - 8) == readLong(second, secondFrom + length - 8);
    }
    for (; i < length; i++) {
      if (first[firstFrom + i] != second[secondFrom + i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the index of the first byte in {@code [from, to)} that is a quote, a backslash, a
   * control character or above 0x7F. JSON writes every other byte as it is. Returns {@code to} when
   * there is no such byte.
   */
  public static int indexOfJsonSpecial(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + 8 <= to; i += 8) {
      long word = readLong(bytes, i);
      long quote = word ^ (ONES * '"');
      long backslash = word ^ (ONES * '\\');
      long special =
          ((quote - ONES) & ~quote)
              | ((backslash - ONES) & ~backslash)
              | ((word - ONES * ' ') & ~word)
              | word;
      special &= HIGH_BITS;
      if (special != 0) {
        return i + (Long.numberOfTrailingZeros(special) >>> 3);
      }
    }
    while (i < to && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  /**
   * Returns the index of the first byte in {@code [from, to)} that is an ampersand, a control
   * character or above 0x7F. Every other byte is a character of XML text. Returns {@code to} when
   * there is no such byte.
   */
  public static int indexOfXmlSpecial(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + 8 <= to; i += 8) {
      long word = readLong(bytes, i);
      long ampersand = word ^ (ONES * '&');
      long special = ((ampersand - ONES) & ~ampersand) | ((word - ONES * ' ') & ~word) | word;
      special &= HIGH_BITS;
      if (special != 0) {
        return i + (Long.numberOfTrailingZeros(special) >>> 3);
      }
    }
    while (i < to && bytes[i] >= ' ' && bytes[i] != '&') {
      i++;
    }
    return i;
  }

  /** Returns the index of an ASCII character in {@code [from, to)}, or {@code to}. */
  public static int indexOf(byte[] bytes, int from, int to, char character) {
    int i = from;
    long repeated = ONES * character;
    for (; i + 8 <= to; i += 8) {
      long difference = readLong(bytes, i) ^ repeated;
      long matches = (difference - ONES) & ~difference & HIGH_BITS;
      if (matches != 0) {
        return i + (Long.numberOfTrailingZeros(matches) >>> 3);
      }
    }
    while (i < to && bytes[i] != character) {
      i++;
    }
    return i;
  }

  /**
   * Returns a hash code of 64 bits; the upper half is the better one. Among a million texts, the
   * chance that two have the same one is about 1 to 37 million.
   */
  public static long hash(byte[] bytes, int from, int length) {
    long hash = length;
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      hash = (hash ^ readLong(bytes, from + i)) * HASH_MULTIPLIER;
      hash ^= hash >>> 32;
    }
    long rest = 0;
    if (i < length && length > 8) {
      rest = readLong(bytes, from + length - 8);
    } else {
      for (; i < length; i++) {
        rest = rest << 8 | (bytes[from + i] & 0xFF);
      }
    }
    return (hash ^ rest) * HASH_MULTIPLIER;
  }
}
