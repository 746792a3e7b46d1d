package org.backlinks.url;

/**
 * The Public Suffix List, with its private part. A report has thousands of hosts, and {@code
 * InternetDomainName} needs 6 microseconds for each of them, half of the time in which a row is
 * read otherwise. This class reads a name once, from its end, and looks each suffix up by its hash
 * code. A test compares it with the library for each rule.
 */
final class PublicSuffixList {
  /** The result for a text with a character that no name in lower case has. */
  static final int NO_NAME = -1;

  private static final int MAX_LABEL_LENGTH = 63;

  private PublicSuffixList() {}

  /**
   * Returns where the registrable domain of the name at {@code [from, to)} starts: one label before
   * its public suffix. Returns {@code from} for a public suffix, and for a text that can't be a
   * name although it has only characters of names, such as an IPv4 address. Returns {@link
   * #NO_NAME} for other characters.
   */
  static int domainStart(byte[] name, int from, int to) {
    boolean isName = to - from <= Host.MAX_LENGTH;
    long hash = SuffixRules.EMPTY_NAME;
    // the list's rule for an unknown top-level domain: that domain is a public suffix
    int rulesOfParent = SuffixRules.BELOW;
    int parent = to;
    int suffix = to;
    int domain = to;
    int end = to;
    while (true) {
      int start = end;
      while (start > from && name[start - 1] != '.') {
        byte character = name[--start];
        if (!isLabelCharacter(character)) {
          return NO_NAME;
        }
        hash = SuffixRules.prepend(character, hash);
      }
      isName &= isLabelLength(end - start) && (end < to || !isDigit(name[start]));
      int rules = rulesOfParent == 0 ? 0 : SuffixRules.of(hash);
      if (isSuffix(rules, rulesOfParent)) {
        suffix = start;
      } else if ((rules & SuffixRules.EXCLUDED) != 0) {
        suffix = parent;
      }
      domain = suffix == start || suffix == parent ? start : domain;
      if (start == from) {
        return isName ? domain : from;
      }
      rulesOfParent = rules;
      parent = start;
      end = start - 1;
      hash = SuffixRules.prepend('.', hash);
    }
  }

  private static boolean isSuffix(int rules, int rulesOfParent) {
    return (rules & SuffixRules.EXACT) != 0
        || ((rulesOfParent & SuffixRules.BELOW) != 0 && (rules & SuffixRules.EXCLUDED) == 0);
  }

  private static boolean isLabelLength(int length) {
    return length > 0 && length <= MAX_LABEL_LENGTH;
  }

  private static boolean isLabelCharacter(byte character) {
    return (character >= 'a' && character <= 'z')
        || isDigit(character)
        || character == '-'
        || character == '_';
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
