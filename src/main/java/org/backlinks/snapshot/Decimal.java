package org.backlinks.snapshot;

import java.nio.charset.StandardCharsets;

/** Whole numbers as ASCII digits. */
final class Decimal {
  private static final byte[] SMALLEST =
      Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);

  private Decimal() {}

  /** Writes a number in the only way without plus sign and leading zeros; returns its end. */
  static int put(byte[] out, int from, long value) {
    if (value == Long.MIN_VALUE) {
      System.arraycopy(SMALLEST, 0, out, from, SMALLEST.length);
      return from + SMALLEST.length;
    }
    int start = from;
    if (value < 0) {
      out[start++] = '-';
    }
    long rest = Math.abs(value);
    int size = 1;
    for (long power = 10; size < 19 && rest >= power; power *= 10) {
      size++;
    }
    int at = start + size;
    for (; rest > Integer.MAX_VALUE; rest /= 10) {
      out[--at] = (byte) ('0' + rest % 10);
    }
    put(out, start, (int) rest, at - start);
    return start + size;
  }

  /** Writes so many digits, with zeros before where the number has fewer. */
  static void put(byte[] out, int from, int value, int size) {
    int rest = value;
    for (int i = from + size - 1; i >= from; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
