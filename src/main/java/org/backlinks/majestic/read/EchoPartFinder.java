package org.backlinks.majestic.read;

import java.util.BitSet;
import java.util.Set;

/**
 * Finds parts of a sent address in upstream's messages: a segment of its path, a value of its
 * query, a label of its host, or what is left when its front or its middle is missing. A part
 * consists of whole words. One ordinary word may be upstream's own: it is a part only if upstream
 * says so. The time is linear in the lengths of the address and of the message.
 */
final class EchoPartFinder {
  /** Minimum length of several words that are joined by punctuation. */
  private static final int MIN_JOINED_LENGTH = 4;

  /** Minimum length of letters without punctuation. */
  private static final int MIN_WORD_LENGTH = 8;

  /** Maximum number of characters between a word and the name of what it is. */
  private static final int MAX_GAP = 3;

  /** Names of what was sent. After them, a word repeats it. */
  private static final Set<String> ECHO_NAMES =
      RefusalTokenizer.wordSet(
          "address domain host item items link page path query site target url urls value");

  /** A character that no address contains. */
  private static final char NO_PART = '\n';

  private final SubstringMatcher address;

  /**
   * @param address the folded forms of the address
   */
  EchoPartFinder(String address) {
    this.address = new SubstringMatcher(address);
  }

  /** Marks all characters of a message that belong to a part. */
  void mark(FoldedText message, BitSet marked) {
    String text = withoutPlainSpaces(message);
    int[] lengths = address.matchLengths(text);
    int[] ends = new int[text.length() + 1];
    int[] starts = new int[text.length() + 1];
    findWordEdges(text, starts, ends);
    int markedEnd = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean isLongest = i + 1 == text.length() || lengths[i + 1] <= lengths[i];
      int start = starts[i + 1 - lengths[i]];
      int end = ends[i + 1];
      if (isLongest && end > Math.max(start, markedEnd) && isPart(text, start, end, ends)) {
        marked.set(Math.max(start, markedEnd), end);
        markedEnd = end;
      }
    }
  }

  private static String withoutPlainSpaces(FoldedText message) {
    StringBuilder text = new StringBuilder(message.text());
    for (int i = 0; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i)) && !message.escapedSpaces().get(i)) {
        text.setCharAt(i, NO_PART);
      }
    }
    return text.toString();
  }

  /**
   * Finds the edges of words.
   *
   * @param starts receives for each index the first start of a word that is not before it
   * @param ends receives for each index the last end of a word that is not after it
   */
  private static void findWordEdges(String text, int[] starts, int[] ends) {
    for (int i = 1; i <= text.length(); i++) {
      boolean isEnd = isInWord(text, i - 1) && !isInWord(text, i);
      ends[i] = isEnd ? i : ends[i - 1];
    }
    starts[text.length()] = text.length();
    for (int i = text.length() - 1; i >= 0; i--) {
      boolean isStart = isInWord(text, i) && !isInWord(text, i - 1);
      starts[i] = isStart ? i : starts[i + 1];
    }
  }

  private static boolean isInWord(String text, int at) {
    return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
  }

  private static boolean isPart(String text, int start, int end, int[] ends) {
    boolean isOneWord = ends[end - 1] <= start;
    if (!isOneWord) {
      return end - start >= MIN_JOINED_LENGTH;
    }
    return end - start >= MIN_WORD_LENGTH
        && (RefusalTokenizer.isCompound(text.substring(start, end)) || isNamed(text, start));
  }

  /** Returns whether the words before say that something that was sent follows. */
  private static boolean isNamed(String text, int start) {
    int end = start;
    while (end > Math.max(0, start - MAX_GAP) && !isInWord(text, end - 1)) {
      end--;
    }
    int from = end;
    while (end - from <= MIN_WORD_LENGTH && isInWord(text, from - 1)) {
      from--;
    }
    return ECHO_NAMES.contains(text.substring(from, end));
  }
}
