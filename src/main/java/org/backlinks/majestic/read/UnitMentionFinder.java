package org.backlinks.majestic.read;

import static org.backlinks.majestic.read.ShortageWords.*;

import java.util.Set;

/**
 * Finds the word for units to which another word of the clause belongs. Units are also called
 * credits, a quota or an allowance.
 */
final class UnitMentionFinder {
  /** Maximum distance between a word and the units to which it belongs. */
  static final int MAX_DISTANCE = 12;

  /** Words before the word for units that say which units these are. */
  private static final Set<String> UNIT_KINDS =
      RefusalTokenizer.wordSet(
          """
          account analysis api available current daily index item monthly remaining required res \
          resource retrieval subscription the total your\
          """);

  /** Words after {@code units of} that give the units another meaning. */
  private static final Set<String> OTHER_MEASURES =
      RefusalTokenizer.wordSet("currency length measure measurement measurements time work");

  private static final int NOT_FOUND = -1;

  private final RefusalClause clause;

  UnitMentionFinder(RefusalClause clause) {
    this.clause = clause;
  }

  /** Returns whether the word at the position means units. */
  boolean isUnits(int at) {
    return clause.isAnyOf(at, UNIT_WORDS)
        && !clause.isAnyOf(at + 1, OTHER_NOUNS)
        && !(clause.is(at + 1, "of") && clause.isAnyOf(at + 2, OTHER_MEASURES));
  }

  /** Returns whether the phrase after the word, or before it, is about units. */
  boolean isUnitsAround(int at) {
    return isUnitsNext(at) || isUnitsBefore(at);
  }

  /** Returns whether the phrase after the word is about units. */
  boolean isUnitsNext(int at) {
    return unitsAfter(at) != NOT_FOUND;
  }

  /** Returns whether the phrase after the word is about a quota or an allowance. */
  boolean isQuotaNext(int at) {
    int unitsAt = unitsAfter(at);
    return clause.isAnyOf(unitsAt, QUOTA_WORDS)
        || (unitsAt != NOT_FOUND && clause.isAnyOf(unitsAt + 1, QUOTA_WORDS));
  }

  /** Returns the position of the units that the phrase after the word is about, or -1. */
  int unitsAfter(int at) {
    int end = Math.min(clause.size(), at + 1 + MAX_DISTANCE);
    for (int i = at + 1; i < end; i++) {
      if (isUnits(i)) {
        return i;
      }
      if (clause.is(i, RefusalTokenizer.PARENTHESIS)) {
        return unitsInParentheses(i);
      }
      if (isOtherResource(i) || isPhraseEnd(i, at)) {
        return NOT_FOUND;
      }
    }
    return NOT_FOUND;
  }

  /** Returns the position of the units if parentheses contain only them, or -1. */
  private int unitsInParentheses(int opening) {
    int at = opening + 1;
    while (clause.isAnyOf(at, UNIT_KINDS)) {
      at++;
    }
    return isUnits(at) && clause.is(at + 1, RefusalTokenizer.PARENTHESIS) ? at : NOT_FOUND;
  }

  /** Returns whether the clause, up to the word, only names units: {@code your units}. */
  boolean isOnlyUnitsUpTo(int at) {
    int kinds = at;
    while (clause.isAnyOf(kinds - 1, UNIT_KINDS)) {
      kinds--;
    }
    return isUnits(at) && kinds == 0;
  }

  /** Returns whether the word is {@code data} or {@code disk quota}; a quota of data is a quota. */
  private boolean isOtherResource(int at) {
    return clause.isAnyOf(at, MACHINE_RESOURCES)
        || (clause.isAnyOf(at, OTHER_RESOURCES) && !clause.isAnyOf(at + 1, QUOTA_WORDS));
  }

  private boolean isPhraseEnd(int at, int start) {
    boolean isLaterColon = at > start + 1 && clause.is(at, RefusalTokenizer.COLON);
    return isLaterColon || (clause.isAnyOf(at, PHRASE_ENDS) && !clause.isAnyOf(at - 1, LIMITS));
  }

  /** Returns whether the nearest resource before the word is units. */
  boolean isUnitsBefore(int at) {
    for (int i = at - 1; i >= Math.max(0, at - MAX_DISTANCE); i--) {
      if (isUnits(i)) {
        return !clause.isAnyOf(i - 1, MACHINE_RESOURCES);
      }
      if (clause.isAnyOf(i, OTHER_RESOURCES) || clause.isAnyOf(i, MACHINE_RESOURCES)) {
        return false;
      }
    }
    return false;
  }
}
