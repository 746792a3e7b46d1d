package org.backlinks.snapshot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes eight at a time: most texts here are short, and the library's own loops start late. */
public final class Bytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private Bytes() {}

  private static long eight(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** Writes four bytes, the lowest first. */
  static void putFour(byte[] bytes, int at, int four) {
    INTS.set(bytes, at, four);
  }

  /** Whether so many bytes are the same in both. */
  public static boolean same(byte[] one, int from, byte[] other, int start, int length) {
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      if (eight(one, from + i) != eight(other, start + i)) {
        return false;
      }
    }
    if (i < length && length > 8) {
      return eight(one, from + length - 8) == eight(other, start + length - 8);
    }
    for (; i < length; i++) {
      if (one[from + i] != other[start + i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The first place in {@code [from, to)} of a byte that JSON does not write as it is, or that is
   * no ASCII: a quote, a backslash, a control character, a byte above 0x7F. {@code to} if there is
   * none.
   */
  public static int firstOdd(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + 8 <= to; i += 8) {
      long eight = eight(bytes, i);
      long quote = eight ^ (ONES * '"');
      long backslash = eight ^ (ONES * '\\');
      long odd =
          ((quote - ONES) & ~quote)
              | ((backslash - ONES) & ~backslash)
              | ((eight - ONES * ' ') & ~eight)
              | eight;
      odd &= HIGHS;
      if (odd != 0) {
        return i + (Long.numberOfTrailingZeros(odd) >>> 3);
      }
    }
    while (i < to && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  /** Spreads texts over all numbers. */
  static int hash(byte[] bytes, int from, int length) {
    long hash = length;
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      hash = (hash ^ eight(bytes, from + i)) * MIX;
      hash ^= hash >>> 32;
    }
    long rest = 0;
    if (i < length && length > 8) {
      rest = eight(bytes, from + length - 8);
    } else {
      for (; i < length; i++) {
        rest = rest << 8 | (bytes[from + i] & 0xFF);
      }
    }
    hash = (hash ^ rest) * MIX;
    return (int) (hash >>> 32);
  }
}
