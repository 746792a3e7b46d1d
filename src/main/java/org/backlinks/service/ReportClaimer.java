package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.store.QuestionSlots;
import org.backlinks.store.ReservationResult;
import org.backlinks.units.Price;
import org.backlinks.units.Units;

/** Claims a question with a new report, unless a limit forbids its cost. */
@Singleton
final class ReportClaimer {
  private final ReportFactory reportFactory;
  private final UnitReserver unitReserver;
  private final SubscriptionInfo subscriptionInfo;
  private final BudgetGuard budgetGuard;
  private final DailySpendCache dailySpendCache;
  private final ReportMetrics reportMetrics;
  private final Clock clock;

  ReportClaimer(
      ReportFactory reportFactory,
      UnitReserver unitReserver,
      SubscriptionInfo subscriptionInfo,
      BudgetGuard budgetGuard,
      DailySpendCache dailySpendCache,
      ReportMetrics reportMetrics,
      Clock clock) {
    this.reportFactory = reportFactory;
    this.unitReserver = unitReserver;
    this.subscriptionInfo = subscriptionInfo;
    this.budgetGuard = budgetGuard;
    this.dailySpendCache = dailySpendCache;
    this.reportMetrics = reportMetrics;
    this.clock = clock;
  }

  /**
   * Tries once to write a new report with its reservation.
   *
   * @param key the idempotency key, which the same transaction assigns to the report
   * @param slots the slots of the question, which must not have changed since they were read
   * @param answerBy the time by which the caller must have the answer
   * @param invocationEnd the end of the invocation
   */
  Resolution claim(
      ReportRequest request,
      IdempotencyLookup.Unassigned key,
      QuestionSlots slots,
      Instant answerBy,
      Instant invocationEnd) {
    Price price = subscriptionInfo.price(timeUntil(answerBy).dividedBy(2));
    Optional<Problem> overLimit = budgetGuard.checkRequestLimits(request, price);
    if (overLimit.isPresent()) {
      return new Resolution.Refused(overLimit.get());
    }
    Instant now = clock.instant();
    Report report = reportFactory.newReport(request, slots.readyId(), price, now, invocationEnd);
    ReservationResult result =
        unitReserver.claim(
            report,
            slots,
            key.newClaim(request, report.id(), now).orElse(null),
            request.options(),
            timeUntil(answerBy));
    Units cost = request.question().worstCase(price);
    return switch (result) {
      case WRITTEN -> {
        dailySpendCache.addReservation(cost, now);
        yield new Resolution.Claimed(report, List.of());
      }
      case CONFLICT -> new Resolution.Outdated();
      case OVER_BUDGET -> refuse(BudgetGuard.budgetExceededProblem(cost, clock.instant()));
      case REMAINING_BELOW_LIMIT ->
          subscriptionInfo.refreshRemaining(timeUntil(answerBy).dividedBy(2))
              ? new Resolution.Outdated()
              : refuse(BudgetGuard.remainingBelowLimitProblem());
      case BUSY -> refuse(BudgetGuard.busyProblem());
    };
  }

  private Resolution refuse(Problem problem) {
    reportMetrics.requestRefused(problem);
    return new Resolution.Refused(problem);
  }

  private Duration timeUntil(Instant time) {
    return Duration.between(clock.instant(), time);
  }
}
