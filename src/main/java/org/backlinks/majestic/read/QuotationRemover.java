package org.backlinks.majestic.read;

/**
 * Removes from a text the quotations, and each word that starts with an ellipsis: both repeat text
 * of somebody else. The time for this is linear in the length of the text.
 */
final class QuotationRemover {
  private QuotationRemover() {}

  /**
   * Returns the beginning of the text with an {@link EchoFilter#PLACEHOLDER} instead of each
   * quotation. Only the quoted word {@code command} stays, because it replaces the name of the
   * command. A quotation without an end was truncated, so it continues to the end of the text.
   *
   * <p>If the whole text is one quotation, its marks are removed instead.
   *
   * @param maxLength maximum number of characters of the result
   */
  static String remove(String text, int maxLength) {
    String stripped = text.strip();
    boolean isWholeQuoted =
        !stripped.isEmpty()
            && isOpeningMark(stripped, 0)
            && closingPosition(stripped, 0) == stripped.length() - 1;
    String ownText = isWholeQuoted ? stripped.substring(1, stripped.length() - 1) : text;
    return removeQuotations(ownText, maxLength);
  }

  private static String removeQuotations(String text, int maxLength) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < text.length() && result.length() < maxLength) {
      int dots = ellipsisLength(text, at);
      if (dots > 0 && isTokenStart(result)) {
        at = tokenEnd(text, at + dots);
        result.append(EchoFilter.PLACEHOLDER);
      } else if (isOpeningMark(text, at)) {
        int end = closingPosition(text, at);
        boolean isCommand = text.substring(at + 1, end).strip().equals("command");
        result.append(isCommand ? " command " : String.valueOf(EchoFilter.PLACEHOLDER));
        at = end + 1;
      } else {
        result.append(text.charAt(at++));
      }
    }
    result.setLength(Math.min(result.length(), maxLength));
    return result.toString();
  }

  /** Returns the length of the ellipsis at an index that starts a word; 0 if there is none. */
  private static int ellipsisLength(String text, int at) {
    int length = text.charAt(at) == '…' ? 1 : text.startsWith("...", at) ? 3 : 0;
    int next = at + length;
    return next < text.length() && Character.isWhitespace(text.charAt(next)) ? 0 : length;
  }

  private static boolean isTokenStart(StringBuilder before) {
    return before.isEmpty()
        || Character.isWhitespace(before.charAt(before.length() - 1))
        || before.charAt(before.length() - 1) == EchoFilter.PLACEHOLDER;
  }

  private static int tokenEnd(String text, int from) {
    int end = from;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isOpeningMark(String text, int at) {
    char mark = text.charAt(at);
    boolean inWord = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
    return !closingMarks(mark).isEmpty() && !(mark == '\'' && inWord);
  }

  /** Returns the marks that end a quotation; an empty text if this mark starts no quotation. */
  private static String closingMarks(char opening) {
    return switch (opening) {
      case '"' -> "\"";
      case '\'' -> "'";
      case '`' -> "`'";
      case '“', '„', '”' -> "“”";
      case '‘', '‚' -> "‘’";
      case '«' -> "»";
      case '»' -> "«";
      case '‹' -> "›";
      default -> "";
    };
  }

  /**
   * Returns the index of the closing mark. An apostrophe inside a word does not end a quotation.
   */
  private static int closingPosition(String text, int opening) {
    String marks = closingMarks(text.charAt(opening));
    for (int end = opening + 1; end < text.length(); end++) {
      char mark = text.charAt(end);
      boolean isApostrophe =
          (mark == '\'' || mark == '’')
              && end + 1 < text.length()
              && Character.isLetterOrDigit(text.charAt(end + 1));
      if (marks.indexOf(mark) >= 0 && !isApostrophe) {
        return end;
      }
    }
    return text.length();
  }
}
