package org.backlinks.snapshot;

import java.nio.charset.StandardCharsets;

/** Writes whole numbers as ASCII digits. */
final class DecimalFormatter {
  private static final byte[] MIN_VALUE_DIGITS =
      Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);

  private DecimalFormatter() {}

  /** Writes a number without a plus sign and without leading zeros; returns where it ends. */
  static int write(byte[] out, int from, long value) {
    if (value == Long.MIN_VALUE) {
      System.arraycopy(MIN_VALUE_DIGITS, 0, out, from, MIN_VALUE_DIGITS.length);
      return from + MIN_VALUE_DIGITS.length;
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
    writePadded(out, start, (int) rest, at - start);
    return start + size;
  }

  /** Writes a number as exactly {@code size} digits, with leading zeros. */
  static void writePadded(byte[] out, int from, int value, int size) {
    int rest = value;
    for (int i = from + size - 1; i >= from; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
