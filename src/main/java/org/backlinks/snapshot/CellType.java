package org.backlinks.snapshot;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;

/** How the text of a cell is meant to be read; text that can't be read so is kept as text. */
public enum CellType {
  TEXT("text"),
  /** A signed 64-bit whole number. */
  NUMBER("a number"),
  /** A number whose -1 means unknown. */
  NUMBER_OR_UNKNOWN("a number"),
  /** 0, 1, true or false, in any case. */
  FLAG("a flag"),
  /** A calendar day, {@code yyyy-MM-dd}. */
  DATE("a date");

  private static final int LONGEST_NUMBER = 20;
  private final String noun;

  CellType(String noun) {
    this.noun = noun;
  }

  /** What a cell of this type is called in a warning. */
  public String noun() {
    return noun;
  }

  /** Whether the UTF-8 text at {@code [from, to)} can be read as this type. */
  public boolean reads(byte[] text, int from, int to) {
    return switch (this) {
      case TEXT -> true;
      case NUMBER, NUMBER_OR_UNKNOWN -> isNumber(text, from, to);
      case FLAG -> flag(text, from, to) >= 0;
      case DATE -> isDate(text, from, to);
    };
  }

  /** Whether the text is a whole number that fits 64 bits, without plus sign or leading zeros. */
  public static boolean isNumber(byte[] text, int from, int to) {
    int digits = from < to && text[from] == '-' ? from + 1 : from;
    int length = to - digits;
    if (length <= 0 || to - from > LONGEST_NUMBER) {
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

  /** The number at {@code [from, to)}, which {@link #isNumber} accepted. */
  public static long number(byte[] text, int from, int to) {
    boolean negative = text[from] == '-';
    long value = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      value = value * 10 - (text[i] - '0');
    }
    return negative ? value : -value;
  }

  /** 1 for a set flag, 0 for an unset one, -1 for what is no flag. */
  public static int flag(byte[] text, int from, int to) {
    if (to - from == 1) {
      return text[from] == '1' ? 1 : text[from] == '0' ? 0 : -1;
    }
    if (to - from < 4 || to - from > 5) {
      return -1;
    }
    return switch (ascii(text, from, to).toLowerCase(Locale.ROOT)) {
      case "true" -> 1;
      case "false" -> 0;
      default -> -1;
    };
  }

  /** The day at {@code from}, which {@link #DATE} reads. */
  static LocalDate day(byte[] text, int from) {
    return LocalDate.of(
        digits(text, from, 4), digits(text, from + 5, 2), digits(text, from + 8, 2));
  }

  private static boolean isDate(byte[] text, int from, int to) {
    if (to - from != 10 || text[from + 4] != '-' || text[from + 7] != '-') {
      return false;
    }
    int year = digits(text, from, 4);
    int month = digits(text, from + 5, 2);
    int day = digits(text, from + 8, 2);
    if (year < 0 || month < 1 || month > 12 || day < 1) {
      return false;
    }
    return day <= 28 || isDay(year, month, day);
  }

  private static boolean isDay(int year, int month, int day) {
    try {
      LocalDate.of(year, month, day);
      return true;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
  }

  private static int digits(byte[] text, int from, int count) {
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
    return new String(text, from, to - from, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
