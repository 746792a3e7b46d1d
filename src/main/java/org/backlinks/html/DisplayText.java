package org.backlinks.html;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes upstream's texts fit for display. A text must be short, and it must not change the order of
 * the characters of other texts.
 */
final class DisplayText {
  /** The maximum length of a text on a page, in code points. */
  static final int MAX_LENGTH = 200;

  /** The maximum length of an address that is a link. Longer ones are shown as text only. */
  private static final int MAX_LINK_LENGTH = 2_048;

  private static final int REPLACEMENT = 0xFFFD;
  private static final int FIRST_STRONG_ISOLATE = 0x2068;
  private static final int POP_DIRECTIONAL_ISOLATE = 0x2069;

  private DisplayText() {}

  /** Returns a text of at most {@link #MAX_LENGTH} code points. */
  static String of(String text) {
    return of(text, MAX_LENGTH);
  }

  /**
   * Returns the text, cut after {@code maxLength} code points. A cut text ends with an ellipsis.
   * Line breaks become spaces. Characters that can't be displayed, and those that change the
   * direction of text, become replacement characters.
   */
  static String of(String text, int maxLength) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), maxLength) + 1);
    int count = 0;
    int at = 0;
    while (at < text.length() && count < maxLength) {
      int codePoint = text.codePointAt(at);
      shown.appendCodePoint(displayed(codePoint));
      at += Character.charCount(codePoint);
      count++;
    }
    return at < text.length() ? shown.append('…').toString() : shown.toString();
  }

  private static int displayed(int codePoint) {
    if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r') {
      return ' ';
    }
    return isDisplayable(codePoint) ? codePoint : REPLACEMENT;
  }

  private static boolean isDisplayable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> !changesDirection(codePoint) && !isNoncharacter(codePoint);
    };
  }

  /** Returns whether a character embeds, overrides or isolates the direction of what follows. */
  private static boolean changesDirection(int codePoint) {
    return (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  private static boolean isNoncharacter(int codePoint) {
    return (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
  }

  /**
   * Returns a text that neither changes nor depends on the direction of the text around it. It is
   * for places without markup.
   */
  static String isolated(String text) {
    return new StringBuilder()
        .appendCodePoint(FIRST_STRONG_ISOLATE)
        .append(text)
        .appendCodePoint(POP_DIRECTIONAL_ISOLATE)
        .toString();
  }

  /**
   * Returns a text for a place of limited width, which is measured in narrow characters. Chinese,
   * Japanese and Korean characters count as two.
   */
  static String fit(String text, int maxWidth) {
    String shown = of(text);
    double width = 0;
    int at = 0;
    while (at < shown.length()) {
      int codePoint = shown.codePointAt(at);
      width += widthOf(codePoint);
      if (width > maxWidth) {
        return shown.substring(0, at) + "…";
      }
      at += Character.charCount(codePoint);
    }
    return shown;
  }

  private static double widthOf(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    if (codePoint >= 0x1100) {
      return codePoint >= 0x2000 && codePoint < 0x2E80 ? 1 : 2;
    }
    boolean isWide = "mw&%@#".indexOf(codePoint) >= 0 || Character.isUpperCase(codePoint);
    return isWide ? 1.5 : 1;
  }

  /** Returns the address if a reader may follow it, else null. Only HTTP is followed. */
  static @Nullable String linkTarget(@Nullable String url) {
    if (url == null || url.length() > MAX_LINK_LENGTH) {
      return null;
    }
    String start = url.substring(0, Math.min(url.length(), 8)).toLowerCase(Locale.ROOT);
    int hostAt = start.startsWith("http://") ? 7 : start.equals("https://") ? 8 : -1;
    boolean hasHost = hostAt > 0 && url.length() > hostAt && url.charAt(hostAt) != '/';
    return hasHost && url.codePoints().allMatch(DisplayText::isAddressCharacter) ? url : null;
  }

  private static boolean isAddressCharacter(int codePoint) {
    return isDisplayable(codePoint)
        && !Character.isWhitespace(codePoint)
        && !Character.isSpaceChar(codePoint)
        && codePoint != '\\';
  }
}
