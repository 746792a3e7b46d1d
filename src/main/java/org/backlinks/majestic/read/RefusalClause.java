package org.backlinks.majestic.read;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The words of a clause. A position outside of the clause has no word. */
final class RefusalClause {
  /** Maximum distance between a negation and the word that it negates. */
  private static final int MAX_NEGATION_DISTANCE = 4;

  private final List<String> words;

  RefusalClause(List<String> words) {
    this.words = words;
  }

  int size() {
    return words.size();
  }

  private boolean isInside(int at) {
    return at >= 0 && at < words.size();
  }

  /** Returns the word at a position inside the clause. */
  String word(int at) {
    return words.get(at);
  }

  /** Returns whether one of these words is at the position. */
  boolean is(int at, String... expected) {
    return isInside(at) && List.of(expected).contains(words.get(at));
  }

  /** Returns whether a word of the set is at the position. */
  boolean isAnyOf(int at, Set<String> expected) {
    return isInside(at) && expected.contains(words.get(at));
  }

  /** Returns whether a word of the set is at one of the positions in {@code [from, to)}. */
  boolean containsAny(Set<String> expected, int from, int to) {
    for (int i = Math.max(0, from); i < Math.min(words.size(), to); i++) {
      if (expected.contains(words.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a negation is shortly before the position. */
  boolean isNegated(int at) {
    return containsAny(ShortageWords.NEGATIONS, at - MAX_NEGATION_DISTANCE, at);
  }

  /** Returns whether a number of digits is at the position. */
  boolean isNumber(int at) {
    return isInside(at) && words.get(at).chars().allMatch(Character::isDigit);
  }

  /** Returns whether a number is at one of the positions in {@code [from, to)}. */
  boolean containsNumber(int from, int to) {
    return IntStream.range(from, to).anyMatch(this::isNumber);
  }

  /** Returns whether a number of zeros is at the position. */
  boolean isZero(int at) {
    return isInside(at) && words.get(at).chars().allMatch(digit -> digit == '0');
  }
}
