package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.BitSet;
import java.util.Locale;

/**
 * A text in a form in which all its spellings are equal. Percent and HTML escapes are decoded as
 * often as they were applied, a plus becomes a space, and letters become lower case. The time for
 * this is linear in the length of the text.
 *
 * @param text the folded characters
 * @param capitals the indexes of the characters that were capital letters
 * @param escapedSpaces the indexes of the spaces that were a plus or an escape
 */
record FoldedText(String text, BitSet capitals, BitSet escapedSpaces) {
  /** Maximum length of an entity, without its semicolon: that of U+10FFFF. */
  private static final int MAX_ENTITY_LENGTH = 9;

  static FoldedText of(String raw) {
    byte[] bytes = raw.getBytes(UTF_8);
    String plain = new String(bytes, 0, unescape(bytes), UTF_8);
    StringBuilder folded = new StringBuilder(plain.length());
    BitSet capitals = new BitSet();
    BitSet escapedSpaces = new BitSet();
    plain
        .codePoints()
        .forEach(point -> {
          if (Character.isUpperCase(point)) {
            capitals.set(folded.length());
          }
          if (point == '+') {
            escapedSpaces.set(folded.length());
          }
          appendFolded(point, folded);
        });
    return new FoldedText(folded.toString(), capitals, escapedSpaces);
  }

  private static void appendFolded(int point, StringBuilder folded) {
    if (point == '+') {
      folded.append(' ');
    } else if (point < 0x80) {
      folded.append((char) Character.toLowerCase(point));
    } else {
      // first to upper case: a text that somebody wrote in capitals must fold to the same text
      folded.append(Character.toString(point).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Decodes all escapes in place. After each appended byte, also if an escape became that byte, the
   * last bytes are decoded again if they are an escape. So the result has no escapes.
   *
   * @return the length of the result in bytes
   */
  private static int unescape(byte[] bytes) {
    int length = 0;
    for (byte next : bytes) {
      bytes[length++] = next;
      int before;
      do {
        before = length;
        length = unescapeLast(bytes, length);
      } while (length < before);
    }
    return length;
  }

  private static int unescapeLast(byte[] bytes, int length) {
    if (length >= 3 && bytes[length - 3] == '%') {
      int high = Character.digit(bytes[length - 2], 16);
      int low = Character.digit(bytes[length - 1], 16);
      if (high >= 0 && low >= 0) {
        int decoded = high << 4 | low;
        bytes[length - 3] = (byte) (decoded == ' ' ? '+' : decoded);
        return length - 2;
      }
    }
    return bytes[length - 1] == ';' ? unescapeLastEntity(bytes, length) : length;
  }

  private static int unescapeLastEntity(byte[] bytes, int length) {
    int first = Math.max(0, length - 1 - MAX_ENTITY_LENGTH);
    for (int start = length - 2; start >= first; start--) {
      if (bytes[start] == '&') {
        int point = entityCodePoint(new String(bytes, start + 1, length - start - 2, UTF_8));
        if (point < 0) {
          return length;
        }
        byte[] character = Character.toString(point).getBytes(UTF_8);
        System.arraycopy(character, 0, bytes, start, character.length);
        return start + character.length;
      }
    }
    return length;
  }

  /** Returns the character of an entity, or -1 if there is no such entity. */
  private static int entityCodePoint(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "amp" -> '&';
      case "lt" -> '<';
      case "gt" -> '>';
      case "quot" -> '"';
      case "apos" -> '\'';
      case String number when number.startsWith("#x") -> parseCodePoint(number.substring(2), 16);
      case String number when number.startsWith("#") -> parseCodePoint(number.substring(1), 10);
      default -> -1;
    };
  }

  private static int parseCodePoint(String digits, int radix) {
    int point = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), radix);
      if (digit < 0) {
        return -1;
      }
      // this can't overflow: an entity has at most seven digits
      point = point * radix + digit;
    }
    boolean isScalar =
        Character.isValidCodePoint(point)
            && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    return digits.isEmpty() || !isScalar ? -1 : point;
  }
}
