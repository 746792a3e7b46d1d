package org.backlinks.majestic.read;

import java.nio.charset.StandardCharsets;

/**
 * Parses the references of XML. A reference to what is not a character is also found in an odd
 * spelling: with a capital {@code X}, or without its semicolon.
 */
final class XmlReferenceParser {
  private static final int NOT_FOUND = -1;

  /** Maximum length of the name of a predefined entity, plus one. */
  private static final int MAX_NAME_LENGTH = 5;

  /** A number above all characters. */
  private static final int TOO_LARGE = 0x200000;

  private int codePoint;

  /** Returns whether there was a reference at the last ampersand. */
  boolean isFound() {
    return codePoint != NOT_FOUND;
  }

  /** Returns the character of the last reference; it may be forbidden. */
  int codePoint() {
    return codePoint;
  }

  boolean isHighSurrogate() {
    return isFound() && codePoint < 0x10000 && Character.isHighSurrogate((char) codePoint);
  }

  boolean isLowSurrogate() {
    return isFound() && codePoint < 0x10000 && Character.isLowSurrogate((char) codePoint);
  }

  /** Returns whether a number is not a character that upstream may write. */
  static boolean isForbidden(int point) {
    return point == 0
        || point > Character.MAX_CODE_POINT
        || (point < 0x10000 && (Character.isSurrogate((char) point) || point >= 0xFFFE));
  }

  /** Parses the reference at an ampersand; returns the index after it. */
  int parse(byte[] in, int ampersand, int to) {
    codePoint = NOT_FOUND;
    int at = ampersand + 1;
    if (at < to && in[at] == '#') {
      return parseNumber(in, at + 1, to);
    }
    int end = at;
    while (end < to && end - at < MAX_NAME_LENGTH && in[end] != ';') {
      end++;
    }
    if (end == to || in[end] != ';') {
      return at;
    }
    codePoint =
        switch (new String(in, at, end - at, StandardCharsets.ISO_8859_1)) {
          case "amp" -> '&';
          case "lt" -> '<';
          case "gt" -> '>';
          case "quot" -> '"';
          case "apos" -> '\'';
          default -> NOT_FOUND;
        };
    return end + 1;
  }

  private int parseNumber(byte[] in, int from, int to) {
    boolean isHex = from < to && (in[from] | 0x20) == 'x';
    int at = isHex ? from + 1 : from;
    int start = at;
    int point = 0;
    while (at < to && digitValue(in[at], isHex) >= 0) {
      point = Math.min(point * (isHex ? 16 : 10) + digitValue(in[at], isHex), TOO_LARGE);
      at++;
    }
    if (at == start || at == to) {
      return at;
    }
    boolean isEnded = in[at] == ';';
    boolean isValid = isEnded && !(isHex && in[from] == 'X');
    if (isValid || isForbidden(point)) {
      codePoint = point;
    }
    return isEnded ? at + 1 : at;
  }

  private static int digitValue(byte digit, boolean isHex) {
    if (digit >= '0' && digit <= '9') {
      return digit - '0';
    }
    int letter = digit | 0x20;
    return isHex && letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }
}
