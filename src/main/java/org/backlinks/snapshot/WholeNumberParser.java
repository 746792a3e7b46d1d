package org.backlinks.snapshot;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Parses whole numbers in every form of a JSON number: {@code 4}, {@code 4.0}, {@code 0e0}, {@code
 * 1e2}. The time is linear in the length of the text, even for huge exponents.
 */
public final class WholeNumberParser {
  /** The maximum exponent. Larger exponents become this one. No text has that many digits. */
  private static final int MAX_EXPONENT = 1_000_000_000;

  private final byte[] text;
  private final int to;
  private int position;

  private WholeNumberParser(byte[] text, int from, int to) {
    this.text = text;
    this.position = from;
    this.to = to;
  }

  /** Returns the value of a text, or null when it is not a 64-bit whole number. */
  public static @Nullable Long parse(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return parse(utf8, 0, utf8.length);
  }

  /** Returns the value at {@code [from, to)}, or null when it is not a 64-bit whole number. */
  static @Nullable Long parse(byte[] text, int from, int to) {
    return new WholeNumberParser(text, from, to).parse();
  }

  private @Nullable Long parse() {
    boolean isNegative = consume('-');
    int start = position;
    int point = skipDigits();
    if (point == start || (text[start] == '0' && point - start > 1)) {
      return null;
    }
    int end = point;
    if (consume('.')) {
      end = skipDigits();
      if (end == point + 1) {
        return null;
      }
    }
    long exponent = 0;
    if (position < to && (text[position] | 0x20) == 'e') {
      position++;
      boolean isExponentNegative = consume('-');
      if (!isExponentNegative) {
        consume('+');
      }
      int first = position;
      exponent = readExponent();
      if (position == first) {
        return null;
      }
      exponent = isExponentNegative ? -exponent : exponent;
    }
    return position == to ? computeValue(isNegative, start, point, end, exponent) : null;
  }

  private boolean consume(char expected) {
    if (position < to && text[position] == expected) {
      position++;
      return true;
    }
    return false;
  }

  /** Skips digits and returns where they end. */
  private int skipDigits() {
    while (position < to && isDigit(text[position])) {
      position++;
    }
    return position;
  }

  private long readExponent() {
    long value = 0;
    for (; position < to && isDigit(text[position]); position++) {
      value = Math.min(MAX_EXPONENT, value * 10 + text[position] - '0');
    }
    return value;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  /**
   * Returns the value of the digits at {@code [start, end)}, or null when it is not a 64-bit whole
   * number.
   *
   * @param point the index of the decimal point, or {@code end} when there is none
   */
  private @Nullable Long computeValue(
      boolean isNegative, int start, int point, int end, long exponent) {
    int first = start;
    while (first < end && (text[first] == '0' || first == point)) {
      first++;
    }
    if (first == end) {
      return 0L;
    }
    int last = end - 1;
    while (text[last] == '0' || last == point) {
      last--;
    }
    // at distance d from the point, a digit before it is worth 10^(d - 1), one after it 10^-d
    long power = exponent + (last < point ? point - 1 - last : point - last);
    if (power < 0 || power > 18) {
      return null;
    }
    try {
      long value = 0;
      for (int i = first; i <= last; i++) {
        if (i != point) {
          value = Math.subtractExact(Math.multiplyExact(value, 10L), text[i] - '0');
        }
      }
      for (long i = 0; i < power; i++) {
        value = Math.multiplyExact(value, 10L);
      }
      return isNegative ? value : Math.negateExact(value);
    } catch (ArithmeticException tooLarge) {
      return null;
    }
  }
}
