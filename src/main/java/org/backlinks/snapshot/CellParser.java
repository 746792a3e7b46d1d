package org.backlinks.snapshot;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads the values of cells from UTF-8 bytes at {@code [from, to)}. The parsing methods need a text
 * that the test of the same type accepted.
 */
public final class CellParser {
  private static final int MAX_NUMBER_LENGTH = 20;
  private static final int DATE_LENGTH = 10;

  private CellParser() {}

  /**
   * Returns whether the text is a whole number of 64 bits, without a plus sign and without leading
   * zeros.
   */
  public static boolean isNumber(byte[] text, int from, int to) {
    int digits = from < to && text[from] == '-' ? from + 1 : from;
    int length = to - digits;
    if (length <= 0 || to - from > MAX_NUMBER_LENGTH) {
      return false;
    }
    if (text[digits] == '0' && (length > 1 || digits > from)) {
      return false;
    }
    for (int i = digits; i < to; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    return length < 19 || fitsLong(text, from, to);
  }

  private static boolean fitsLong(byte[] text, int from, int to) {
    try {
      Long.parseLong(ascii(text, from, to));
      return true;
    } catch (NumberFormatException tooLarge) {
      return false;
    }
  }

  /** Returns the number that {@link #isNumber} accepted. */
  public static long parseNumber(byte[] text, int from, int to) {
    boolean isNegative = text[from] == '-';
    long value = 0;
    for (int i = isNegative ? from + 1 : from; i < to; i++) {
      value = value * 10 - (text[i] - '0');
    }
    return isNegative ? value : -value;
  }

  /** Returns whether the text is 0, 1, true or false, in any case. */
  static boolean isFlag(byte[] text, int from, int to) {
    if (to - from == 1) {
      return text[from] == '0' || text[from] == '1';
    }
    return equalsIgnoreCase("true", text, from, to) || equalsIgnoreCase("false", text, from, to);
  }

  /** Returns the flag that {@link #isFlag} accepted. */
  public static boolean parseFlag(byte[] text, int from, int to) {
    return text[from] == '1' || to - from == "true".length();
  }

  private static boolean equalsIgnoreCase(String word, byte[] text, int from, int to) {
    return to - from == word.length() && word.equalsIgnoreCase(ascii(text, from, to));
  }

  /** Returns whether the text is a day of the calendar, {@code yyyy-MM-dd}. */
  static boolean isDate(byte[] text, int from, int to) {
    if (to - from != DATE_LENGTH || text[from + 4] != '-' || text[from + 7] != '-') {
      return false;
    }
    int year = parseDigits(text, from, 4);
    int month = parseDigits(text, from + 5, 2);
    int day = parseDigits(text, from + 8, 2);
    if (year < 0 || month < 1 || month > 12 || day < 1) {
      return false;
    }
    return day <= 28 || isCalendarDay(year, month, day);
  }

  private static boolean isCalendarDay(int year, int month, int day) {
    try {
      LocalDate.of(year, month, day);
      return true;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
  }

  /** Returns the day at {@code from} that {@link #isDate} accepted. */
  static LocalDate parseDate(byte[] text, int from) {
    return LocalDate.of(
        parseDigits(text, from, 4), parseDigits(text, from + 5, 2), parseDigits(text, from + 8, 2));
  }

  /** Returns the number that the digits are, or -1 when one of the bytes is not a digit. */
  private static int parseDigits(byte[] text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return -1;
      }
      value = value * 10 + text[i] - '0';
    }
    return value;
  }

  private static String ascii(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
