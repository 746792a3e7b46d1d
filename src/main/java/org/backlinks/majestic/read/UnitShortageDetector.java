package org.backlinks.majestic.read;

import static org.backlinks.majestic.read.ShortageWords.*;
import static org.backlinks.majestic.read.UnitMentionFinder.MAX_DISTANCE;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Detects sentences that say that units are short. A shortage of another resource does not count:
 * the units must be directly after {@code insufficient}, or directly before {@code exhausted}. Each
 * rule reads a limited number of words around one word.
 */
public final class UnitShortageDetector {
  /** Maximum distance between words of one short phrase. */
  private static final int MAX_NEAR_DISTANCE = 4;

  private final RefusalClause clause;
  private final UnitMentionFinder units;

  private UnitShortageDetector(List<String> words) {
    this.clause = new RefusalClause(words);
    this.units = new UnitMentionFinder(clause);
  }

  /** Returns whether a clause of the sentence, which ends at a comma, says that units are short. */
  public static boolean isReportedIn(List<String> sentence) {
    List<String> clause = new ArrayList<>();
    for (String word : sentence) {
      if (!word.equals(RefusalTokenizer.COMMA)) {
        clause.add(word);
      } else if (new UnitShortageDetector(clause).isReported()) {
        return true;
      } else {
        clause = new ArrayList<>();
      }
    }
    return new UnitShortageDetector(clause).isReported();
  }

  private boolean isReported() {
    for (int i = 0; i < clause.size(); i++) {
      if (clause.isAnyOf(i, CONDITIONS)) {
        return false;
      }
      if (isShortageOfUnits(i) || isNothingLeft(i) || isLimitOfUnits(i)) {
        return true;
      }
    }
    return false;
  }

  private boolean isShortageOfUnits(int at) {
    boolean isDenied = clause.isNegated(at);
    return switch (clause.word(at)) {
      case "enough", "sufficient" -> isDenied && units.isUnitsAround(at);
      case "afford" -> isDenied && units.isUnitsNext(at);
      case "few" -> clause.is(at - 1, "too") && units.isUnitsAround(at);
      case "short" -> clause.is(at + 1, "of", "on") && units.isUnitsNext(at + 1);
      case "out" -> isRunOut(at);
      case "over", "above", "beyond" -> !isDenied && units.isQuotaNext(at);
      case "more" -> isMoreThanAvailable(at) || (isNeeded(at) && units.isUnitsNext(at));
      case "greater", "higher", "larger" -> isMoreThanAvailable(at);
      case "additional", "extra" -> isNeeded(at) && units.isUnitsNext(at);
      default -> !isDenied && (isUsedUp(at) || isShortageWordOfUnits(at));
    };
  }

  private boolean isShortageWordOfUnits(int at) {
    if (clause.isAnyOf(at, SHORT_BEFORE_OR_AFTER)) {
      return units.isUnitsAround(at);
    }
    return clause.isAnyOf(at, SHORT_AFTER)
        ? units.isQuotaNext(at) || units.isUnitsBefore(at)
        : clause.isAnyOf(at, SHORT_BEFORE) && units.isUnitsNext(at);
  }

  /** {@code out of units}, {@code units ran out}; but not {@code 3 out of 5 units}. */
  private boolean isRunOut(int at) {
    if (clause.is(at + 1, "of")) {
      return !clause.isNumber(at + 2) && units.isUnitsNext(at + 1);
    }
    return clause.is(at - 1, "run", "runs", "ran", "running") && units.isUnitsBefore(at - 1);
  }

  /** {@code used up}, {@code used all units}, {@code all units were used}. */
  private boolean isUsedUp(int at) {
    if (!clause.isAnyOf(at, USED_WORDS)) {
      return false;
    }
    int from = at - MAX_DISTANCE;
    if (clause.is(at + 1, "up")
        || clause.containsAny(COMPLETENESS_WORDS, from, at + MAX_NEAR_DISTANCE)) {
      return units.isUnitsAround(at);
    }
    // not: 12 out of 5000 units are used
    boolean isStatedOfAll =
        at == clause.size() - 1
            && clause.is(at - 1, "is", "are")
            && IntStream.range(0, at).noneMatch(clause::isNumber);
    return isStatedOfAll
        ? units.isUnitsBefore(at)
        : clause.is(at + 1, "your") && units.isQuotaNext(at);
  }

  /** {@code you need 5 more}, before {@code units}. */
  private boolean isNeeded(int at) {
    return !clause.isNegated(at) && clause.containsAny(Set.of("need", "needs"), at - 2, at);
  }

  /** {@code more units than you have}, {@code more than your remaining units}. */
  private boolean isMoreThanAvailable(int at) {
    int unitsAt = units.unitsAfter(at);
    if (unitsAt < 0) {
      return false;
    }
    return clause.is(at + 1, "than")
        ? clause.containsAny(REMAINING_WORDS, at, at + MAX_DISTANCE)
        : clause.containsAny(Set.of("than"), unitsAt, unitsAt + MAX_NEAR_DISTANCE);
  }

  /**
   * {@code no units}, {@code 0 units left}, {@code units left: none}, {@code only 3 units left}.
   */
  private boolean isNothingLeft(int at) {
    boolean isNegatedAny = clause.is(at, "any") && clause.isNegated(at);
    boolean isNothing = clause.isAnyOf(at, ZERO_WORDS) || clause.isZero(at) || isNegatedAny;
    boolean isOtherPhrase =
        clause.is(at + 1, "longer", "such") || !(isNothing || clause.is(at, "only"));
    if (isOtherPhrase || clause.containsAny(CHARGES, at - MAX_DISTANCE, at + MAX_DISTANCE)) {
      return false;
    }
    boolean isAboutRest =
        clause.containsAny(REMAINING_WORDS, at - MAX_DISTANCE, at + MAX_DISTANCE)
            || clause.is(at - 1, "is", "are", "at", "to");
    int unitsAt = units.unitsAfter(at);
    if (unitsAt < 0 || isAboutRest) {
      boolean isAmount = isNothing || clause.isNumber(at + 1);
      return isAboutRest && (unitsAt >= 0 || (isAmount && units.isUnitsBefore(at)));
    }
    boolean isOwned = clause.isAnyOf(at - 1, OWNING_VERBS);
    boolean isWholeStatement = clause.is(at, "no") && isPhraseEnd(unitsAt + 1);
    return isNothing && (isNegatedAny || isOwned || isWholeStatement);
  }

  /** Returns whether the phrase before the position is complete: not {@code no units charged}. */
  private boolean isPhraseEnd(int at) {
    return at >= clause.size()
        || clause.is(at, RefusalTokenizer.COLON, RefusalTokenizer.PARENTHESIS)
        || clause.is(at, "for", "in", "on", "to", "at", "anymore", "today");
  }

  /** {@code the limit of your units has been reached}, {@code limit reached for units}. */
  private boolean isLimitOfUnits(int at) {
    if (!clause.isAnyOf(at, LIMITS)) {
      return false;
    }
    int from = at - MAX_DISTANCE;
    int to = at + MAX_DISTANCE;
    boolean isOfOther =
        clause.containsAny(OTHER_RESOURCES, from, to)
            || clause.containsAny(MACHINE_RESOURCES, from, to)
            || clause.containsAny(CHARGES, from, to);
    return !isOfOther && isLimitReached(Math.max(0, from), Math.min(clause.size(), to));
  }

  private boolean isLimitReached(int from, int to) {
    boolean isReached = false;
    boolean isOfUnits = false;
    for (int i = from; i < to; i++) {
      isReached |= clause.isAnyOf(i, REACHED) && !clause.isNegated(i);
      isOfUnits |= units.isUnits(i);
    }
    return isReached && isOfUnits;
  }
}
