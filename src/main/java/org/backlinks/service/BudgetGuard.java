package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.backlinks.config.Settings;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.Price;
import org.backlinks.units.RemainingUnits;
import org.backlinks.units.Units;
import org.jspecify.annotations.Nullable;

/**
 * The limits on spending: the maximum cost of a request, the maximum cost of a UTC day, and the
 * minimum number of units that must remain upstream. The store checks the last two limits again in
 * the transaction that reserves units.
 */
@Singleton
final class BudgetGuard {
  private static final Duration BUSY_RETRY_DELAY = Duration.ofSeconds(1);

  private final PartialUnits dayLimit;
  private final PartialUnits minRemaining;

  BudgetGuard(Settings settings) {
    this.dayLimit = settings.budget().dayLimit();
    this.minRemaining = settings.budget().minRemaining();
  }

  /** Returns the problem if the plan or the request's own limit forbids the request, else empty. */
  Optional<Problem> checkRequestLimits(ReportRequest request, Price price) {
    if (request.question().maxBacklinks() > price.maxRows()) {
      String detail =
          "The plan allows %d rows a list, but the request asks for %d."
              .formatted(price.maxRows(), request.question().maxBacklinks());
      return Optional.of(Problem.of(Kind.COST_OVER_LIMIT, detail));
    }
    Units cost = request.question().worstCase(price);
    PartialUnits max = request.options().maxUnits();
    if (isAbove(cost.analysis(), max.analysis()) || isAbove(cost.retrieval(), max.retrieval())) {
      String detail = "The request may cost " + describe(cost) + ", which is more than maxUnits.";
      return Optional.of(Problem.of(Kind.COST_OVER_LIMIT, detail));
    }
    return Optional.empty();
  }

  /**
   * Returns the problem if the day's budget or the remaining units forbid a cost, else empty.
   *
   * @param today the cost of the day so far
   */
  Optional<Problem> checkBudgets(
      Units cost, DailySpend today, RemainingUnits remaining, Instant now) {
    if (isAbove(today.spent().analysis() + cost.analysis(), dayLimit.analysis())
        || isAbove(today.spent().retrieval() + cost.retrieval(), dayLimit.retrieval())) {
      return Optional.of(budgetExceededProblem(cost, now));
    }
    return isRemainingBelowLimit(remaining)
        ? Optional.of(remainingBelowLimitProblem())
        : Optional.empty();
  }

  /** Returns whether fewer units remain upstream than the settings require. */
  boolean isRemainingBelowLimit(RemainingUnits remaining) {
    return isBelow(remaining.analysis(), minRemaining.analysis())
        || isBelow(remaining.retrieval(), minRemaining.retrieval());
  }

  private static boolean isAbove(long units, @Nullable Long max) {
    return max != null && units > max;
  }

  private static boolean isBelow(@Nullable Long units, @Nullable Long min) {
    return units != null && min != null && units < min;
  }

  /** Returns the problem of a cost for which the day's budget has no room. */
  static Problem budgetExceededProblem(Units cost, Instant now) {
    return budgetExceededProblem(describe(cost), now);
  }

  /** Returns the problem of index item units for which the day's budget has no room. */
  static Problem indexItemsExceededProblem(int units, Instant now) {
    return budgetExceededProblem(units + " index item units", now);
  }

  private static Problem budgetExceededProblem(String cost, Instant now) {
    // rounded up: a caller who waits this number of whole seconds must reach the next day
    Duration retryAfter = Duration.between(now, DailySpend.utcDayEnd(now)).plusMillis(999);
    return new Problem(
        Kind.BUDGET_EXCEEDED,
        "The budget of this UTC day has no room for " + cost + "; nothing was spent.",
        List.of(),
        retryAfter);
  }

  /** Returns the problem of too few remaining units. */
  static Problem remainingBelowLimitProblem() {
    return Problem.of(
        Kind.REMAINING_BELOW_LIMIT,
        "Upstream last reported fewer remaining units than the limit; nothing was spent.");
  }

  /** Returns the problem of a reservation that failed because of too many concurrent writes. */
  static Problem busyProblem() {
    return new Problem(
        Kind.INTERNAL,
        "Too many requests reserve units at this moment; nothing was spent.",
        List.of(),
        BUSY_RETRY_DELAY);
  }

  private static String describe(Units units) {
    return "%d analysis and %d retrieval units".formatted(units.analysis(), units.retrieval());
  }
}
