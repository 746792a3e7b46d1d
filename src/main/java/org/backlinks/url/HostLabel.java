package org.backlinks.url;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Brings one label of a host name, the text between two dots, into canonical form. */
final class HostLabel {
  /** Host names must not have underscores by the standard, but real ones have them. */
  private static final Pattern SYNTAX = Pattern.compile("[a-z0-9_-]+");

  private static final int MAX_LENGTH = 63;

  private HostLabel() {}

  /**
   * Returns the label in ASCII and in lower case.
   *
   * @throws IllegalArgumentException when no host can have this label. The message says what the
   *     address must have
   */
  static String canonicalize(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("must have a host without empty parts between its dots");
    }
    String label = toAscii(text);
    if (!SYNTAX.matcher(label).matches()) {
      throw new IllegalArgumentException(
          "must have a host of letters, digits, hyphens, underscores and dots");
    }
    if (label.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "must have a host with at most " + MAX_LENGTH + " characters between its dots");
    }
    return label;
  }

  /**
   * Converts a label to ASCII. {@link IDN} follows IDNA 2003. Later rules convert some characters
   * differently: ß, the final sigma, joiners, and scripts that Unicode added later. The two results
   * may belong to two owners, so such a label is rejected.
   */
  private static String toAscii(String text) {
    if (text.chars().allMatch(character -> character < 128)) {
      return text.toLowerCase(Locale.ROOT);
    }
    try {
      String ascii = IDN.toASCII(text).toLowerCase(Locale.ROOT);
      if (IDN.toUnicode(ascii).equals(toCompatibilityLowerCase(text))) {
        return ascii;
      }
    } catch (IllegalArgumentException notInIdna2003) {
      // such a label gets the same message as one with two readings
    }
    throw new IllegalArgumentException(
        "must have its host in punycode (xn--…), because its spelling has more than one reading");
  }

  /** Returns the label in lower case and in compatibility form, by the rules of current Unicode. */
  private static String toCompatibilityLowerCase(String label) {
    return toLowerCase(Normalizer.normalize(toLowerCase(label), Normalizer.Form.NFKC));
  }

  /**
   * Converts each character by itself. {@link String#toLowerCase} treats a sigma at the end of a
   * word in a special way.
   */
  private static String toLowerCase(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
