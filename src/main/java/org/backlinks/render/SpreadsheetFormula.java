package org.backlinks.render;

/**
 * Recognizes texts that a spreadsheet may execute. A spreadsheet trims a cell and normalizes its
 * characters before it decides whether the cell is a formula.
 */
final class SpreadsheetFormula {
  private SpreadsheetFormula() {}

  /** Returns whether the first character that a spreadsheet keeps starts a formula. */
  static boolean isFormula(byte[] utf8, int from, int to) {
    if (from == to) {
      return false;
    }
    byte first = utf8[from];
    if (first > ' ' && first < 0x7F) {
      return startsFormula(first);
    }
    // some programs execute a text that starts with one of these
    if (first == '\t' || first == '\r') {
      return true;
    }
    int at = from;
    while (at < to) {
      int length = Math.min(sequenceLength(utf8[at]), to - at);
      int character = decode(utf8, at, length);
      if (!isTrimmed(character)) {
        return startsFormula(character);
      }
      at += length;
    }
    return false;
  }

  /** Returns the number of bytes of the character that starts with this byte. */
  private static int sequenceLength(byte first) {
    int bits = first & 0xFF;
    return bits < 0xC0 ? 1 : bits < 0xE0 ? 2 : bits < 0xF0 ? 3 : 4;
  }

  private static int decode(byte[] utf8, int at, int length) {
    int character = utf8[at] & (length == 1 ? 0xFF : 0x7F >> length);
    for (int i = at + 1; i < at + length; i++) {
      character = (character << 6) | (utf8[i] & 0x3F);
    }
    return character;
  }

  /** Returns whether the character is =, +, - or @, or becomes one by normalization (NFKC). */
  private static boolean startsFormula(int character) {
    return switch (character) {
      case '=', '+', '-', '@' -> true;
      // superscript and subscript signs, and the minus sign that those become
      case 0x207A, 0x207B, 0x207C, 0x208A, 0x208B, 0x208C, 0x2212 -> true;
      // two and three equals signs in one character, and the plus of Hebrew
      case 0x2A75, 0x2A76, 0xFB29 -> true;
      // small and full-width signs
      case 0xFE62, 0xFE63, 0xFE66, 0xFE6B, 0xFF0B, 0xFF0D, 0xFF1D, 0xFF20 -> true;
      default -> false;
    };
  }

  /** Returns whether the character is a space, a control character, or invisible. */
  private static boolean isTrimmed(int character) {
    return switch (Character.getType(character)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT ->
          true;
      default -> isInvisible(character);
    };
  }

  /** Returns whether a character of another category is invisible, or the blank of Braille. */
  private static boolean isInvisible(int character) {
    return switch (character) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x2800, 0x3164, 0xFFA0 -> true;
      default ->
          (character >= 0x180B && character <= 0x180F)
              || (character >= 0xFE00 && character <= 0xFE0F)
              || (character >= 0xFFF0 && character <= 0xFFF8)
              || (character >= 0xE0000 && character <= 0xE0FFF);
    };
  }
}
