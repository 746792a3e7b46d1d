package org.backlinks.question;

/** Checks texts. A length is a number of characters (code points). */
final class CodePoints {
  private CodePoints() {}

  static int count(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Returns whether the text has no unpaired surrogate, which UTF-8 can't encode. */
  static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
  }

  static boolean hasControlCharacters(String text) {
    return text.codePoints().anyMatch(Character::isISOControl);
  }

  static boolean hasWhitespace(String text) {
    return text.codePoints()
        .anyMatch(point -> Character.isWhitespace(point) || Character.isSpaceChar(point));
  }
}
