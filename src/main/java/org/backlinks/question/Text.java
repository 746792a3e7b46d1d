package org.backlinks.question;

/** What can be asked of any text; lengths are in characters (code points). */
final class Text {
  private Text() {}

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** False where half of a surrogate pair stands alone: such text can't be written as UTF-8. */
  static boolean isWhole(String text) {
    return text.codePoints().noneMatch(one -> Character.getType(one) == Character.SURROGATE);
  }

  static boolean hasControls(String text) {
    return text.codePoints().anyMatch(Character::isISOControl);
  }

  static boolean hasSpaces(String text) {
    return text.codePoints()
        .anyMatch(one -> Character.isWhitespace(one) || Character.isSpaceChar(one));
  }

  static boolean isAscii(String text) {
    return text.chars().allMatch(one -> one < 128);
  }
}
