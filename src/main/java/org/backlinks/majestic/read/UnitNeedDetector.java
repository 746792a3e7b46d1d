package org.backlinks.majestic.read;

import static org.backlinks.majestic.read.ShortageWords.*;
import static org.backlinks.majestic.read.UnitMentionFinder.MAX_DISTANCE;

import java.util.Set;

/** Detects clauses that say that a call needs more units than there are. */
final class UnitNeedDetector {
  /** Maximum distance between words of one short phrase. */
  private static final int MAX_NEAR_DISTANCE = 4;

  private static final Set<String> NEED_VERBS =
      RefusalTokenizer.wordSet("need needs must require requires should");
  private static final Set<String> NEED_WORDS =
      RefusalTokenizer.wordSet(
          "costs cost needed necessary need needs requested required requires");
  private static final Set<String> BUYING_VERBS =
      RefusalTokenizer.wordSet("acquire buy obtain order purchase");
  private static final Set<String> INABILITY_WORDS =
      RefusalTokenizer.wordSet("cannot cant couldnt unable failed");

  private final RefusalClause clause;
  private final UnitMentionFinder units;

  UnitNeedDetector(RefusalClause clause, UnitMentionFinder units) {
    this.clause = clause;
    this.units = units;
  }

  /** Returns whether the clause says so by the word at the position. */
  boolean isReportedAt(int at) {
    return switch (clause.word(at)) {
      case "more" -> isMoreThanAvailable(at) || isWanted(at);
      case "greater", "higher", "larger" -> isMoreThanAvailable(at);
      case "additional", "extra" -> isWanted(at);
      case "less", "fewer", "lower", "smaller", "below" -> isLessThanNeeded(at);
      case "needed", "required", "necessary" -> isAmountNeeded(at);
      case "charge", "deduct", "debit", "reserve", "spend" -> isImpossibleCharge(at);
      default -> false;
    };
  }

  /** {@code more units than you have}, {@code more than your remaining units}. */
  private boolean isMoreThanAvailable(int at) {
    if (clause.is(at + 1, "than")) {
      boolean isThanOwned = clause.containsAny(OWNING_VERBS, at + 2, at + 2 + MAX_NEAR_DISTANCE);
      return isThanOwned
          ? units.isUnitsAround(at)
          : units.isUnitsNext(at) && clause.containsAny(REMAINING_WORDS, at, at + MAX_DISTANCE);
    }
    int unitsAt = units.unitsAfter(at);
    return unitsAt >= 0 && clause.is(unitsAt + 1, "than");
  }

  /** {@code you need 5 more units}, {@code please buy more units}; but not {@code to buy more}. */
  private boolean isWanted(int at) {
    if (clause.isNegated(at) || !units.isUnitsNext(at)) {
      return false;
    }
    for (int i = at - 1; i >= at - MAX_NEAR_DISTANCE; i--) {
      if (clause.isAnyOf(i, NEED_VERBS) && i >= at - 2) {
        return true;
      }
      if (clause.isAnyOf(i, BUYING_VERBS)) {
        return !clause.is(i - 1, "to") || clause.isAnyOf(i - 2, NEED_VERBS);
      }
    }
    return false;
  }

  /** {@code your units are less than required}. */
  private boolean isLessThanNeeded(int at) {
    return !clause.isNegated(at)
        && units.isUnitsBefore(at)
        && clause.containsAny(NEED_WORDS, at + 1, at + MAX_NEAR_DISTANCE);
  }

  /** {@code 5000 units are needed}; but not {@code the parameter units is required}. */
  private boolean isAmountNeeded(int at) {
    int unitsAt = clause.is(at - 1, "are", "is") ? at - 2 : at - 1;
    return !clause.isNegated(at)
        && units.isUnits(unitsAt)
        && clause.containsNumber(unitsAt - MAX_NEAR_DISTANCE, unitsAt);
  }

  /** {@code cannot charge 5000 units}; but not {@code we do not charge units}. */
  private boolean isImpossibleCharge(int at) {
    boolean isImpossible =
        clause.containsAny(INABILITY_WORDS, at - 2, at)
            || (clause.is(at - 1, "not") && clause.is(at - 2, "can", "could"));
    return isImpossible && units.isUnitsNext(at);
  }
}
