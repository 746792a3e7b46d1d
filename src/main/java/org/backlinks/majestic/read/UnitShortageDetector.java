package org.backlinks.majestic.read;

import static org.backlinks.majestic.read.ShortageWords.*;
import static org.backlinks.majestic.read.UnitMentionFinder.MAX_DISTANCE;

import java.util.ArrayList;
import java.util.List;
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
  private final UnitNeedDetector needs;

  private UnitShortageDetector(List<String> words) {
    this.clause = new RefusalClause(words);
    this.units = new UnitMentionFinder(clause);
    this.needs = new UnitNeedDetector(clause, units);
  }

  /**
   * Returns whether a clause of the sentence says that units are short. A comma ends a clause, but
   * not before {@code which}.
   */
  public static boolean isReportedIn(List<String> sentence) {
    List<String> clause = new ArrayList<>();
    for (int i = 0; i < sentence.size(); i++) {
      if (!sentence.get(i).equals(RefusalTokenizer.COMMA)) {
        clause.add(sentence.get(i));
      } else if (i + 1 == sentence.size() || !sentence.get(i + 1).equals("which")) {
        if (new UnitShortageDetector(clause).isReported()) {
          return true;
        }
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
      if (isShortageOfUnits(i) || needs.isReportedAt(i) || isNothingLeft(i) || isLimitOfUnits(i)) {
        return true;
      }
    }
    return false;
  }

  private boolean isShortageOfUnits(int at) {
    boolean isDenied = clause.isNegated(at);
    return switch (clause.word(at)) {
      case "enough", "sufficient" -> isDenied && units.isUnitsAround(at);
      case "afford", "have", "hold", "own" -> isDenied && units.isUnitsNext(at);
      case "suffice", "cover" -> isDenied && units.isUnitsBefore(at);
      case "few" -> clause.is(at - 1, "too") && units.isUnitsAround(at);
      case "short" -> clause.is(at + 1, "of", "on") && units.isUnitsNext(at + 1);
      case "out" -> isRunOut(at);
      case "over", "above", "beyond" -> !isDenied && units.isQuotaNext(at);
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
        || clause.containsAny(COMPLETENESS_WORDS, from, at + MAX_NEAR_DISTANCE)
        || isHundredPercent(at)) {
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

  private boolean isHundredPercent(int at) {
    return IntStream.range(at - MAX_DISTANCE, at + MAX_NEAR_DISTANCE)
        .anyMatch(
            i -> clause.is(i, "100") && clause.is(i + 1, RefusalTokenizer.PERCENT, "percent"));
  }

  /**
   * {@code no units}, {@code 0 units left}, {@code units left: none}, {@code only 3 units left}.
   */
  private boolean isNothingLeft(int at) {
    boolean isNegatedAny = clause.is(at, "any") && clause.isNegated(at);
    boolean isNothing = clause.isAnyOf(at, ZERO_WORDS) || clause.isZero(at) || isNegatedAny;
    boolean isSmall = clause.isAnyOf(at, SMALLNESS_WORDS);
    boolean isOtherPhrase = clause.is(at + 1, "longer", "such") || !(isNothing || isSmall);
    if (isOtherPhrase || clause.containsAny(CHARGES, at - MAX_DISTANCE, at + MAX_DISTANCE)) {
      return false;
    }
    if (isNothing && isValueOfUnits(at)) {
      return true;
    }
    boolean isAboutRest =
        clause.containsAny(REMAINING_WORDS, at - MAX_DISTANCE, at + MAX_DISTANCE)
            || clause.is(at - 1, "is", "are", "at", "to");
    // only 3 units are left, you only have 3 units left
    boolean isOwnedAfter = isSmall && clause.isAnyOf(at + 1, OWNING_VERBS);
    int before = isOwnedAfter ? at + 1 : at;
    int unitsAt = units.unitsAfter(before);
    boolean isAmount = isNothing || clause.isNumber(before + 1);
    if (unitsAt < 0 || isAboutRest) {
      return isAboutRest && (unitsAt >= 0 || (isAmount && units.isUnitsBefore(at)));
    }
    boolean isOwned = isOwnedAfter || clause.isAnyOf(at - 1, OWNING_VERBS);
    boolean isWholeStatement =
        (clause.is(at, "no") && isPhraseEnd(unitsAt + 1))
            || (at == 0 && unitsAt + 1 == clause.size());
    return isAmount && (isNegatedAny || isOwned || (isNothing && isWholeStatement));
  }

  /** {@code units: 0}, if the clause says nothing else. */
  private boolean isValueOfUnits(int at) {
    int unitsAt = clause.is(at - 1, RefusalTokenizer.COLON) ? at - 2 : at - 1;
    return at + 1 == clause.size() && units.isOnlyUnitsUpTo(unitsAt);
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
