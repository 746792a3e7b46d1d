package org.backlinks.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The byte order mark, which some editors write before a text. */
public final class ByteOrderMark {
  /** The mark, or its three UTF-8 bytes as Latin-1 or ASCII decodes them. */
  private static final Pattern LEADING_MARKS =
      Pattern.compile("(?:\\s|\\x{FEFF}|\\x{EF}\\x{BB}\\x{BF}|\\x{FFFD}{3})+");

  private ByteOrderMark() {}

  /** Removes white space at both ends of a text, and byte order marks at its start. */
  public static String strip(String text) {
    String stripped = text.strip();
    Matcher marks = LEADING_MARKS.matcher(stripped);
    return marks.lookingAt() ? stripped.substring(marks.end()) : stripped;
  }
}
