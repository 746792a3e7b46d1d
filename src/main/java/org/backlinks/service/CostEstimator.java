package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Estimate;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.report.Subscription;
import org.backlinks.store.QuestionSlots;
import org.backlinks.units.Price;
import org.backlinks.units.Units;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the cost of a request, and whether the limits would allow it. It spends no analysis and
 * no retrieval units.
 */
@Singleton
public final class CostEstimator {
  private final ReportLookup reportLookup;
  private final DailySpendCache dailySpendCache;
  private final BudgetGuard budgetGuard;
  private final SubscriptionInfo subscriptionInfo;
  private final IndexChecker indexChecker;
  private final ExactPriceEstimator exactPriceEstimator;
  private final Clock clock;

  CostEstimator(
      ReportLookup reportLookup,
      DailySpendCache dailySpendCache,
      BudgetGuard budgetGuard,
      SubscriptionInfo subscriptionInfo,
      IndexChecker indexChecker,
      ExactPriceEstimator exactPriceEstimator,
      Clock clock) {
    this.reportLookup = reportLookup;
    this.dailySpendCache = dailySpendCache;
    this.budgetGuard = budgetGuard;
    this.subscriptionInfo = subscriptionInfo;
    this.indexChecker = indexChecker;
    this.exactPriceEstimator = exactPriceEstimator;
    this.clock = clock;
  }

  /**
   * Returns the estimate. Reads the same items as the request itself would, in the same order.
   *
   * @param answerBy the time until which it waits for upstream's counts, if they are asked for
   */
  public Estimate estimate(ReportRequest request, Instant answerBy) {
    Subscription subscription = refreshIfBelowLimit(subscriptionInfo.subscription());
    Estimate withoutComparison = estimate(request, subscription);
    Estimate estimate =
        reportLookup
            .checkCompareWith(request)
            .map(withoutComparison::withRefusal)
            .orElse(withoutComparison);
    return request.isExact()
        ? estimate.withExact(
            exactPriceEstimator.estimate(
                request.question(), subscription.priceOrDefault(), answerBy))
        : estimate;
  }

  private Estimate estimate(ReportRequest request, Subscription subscription) {
    Instant now = clock.instant();
    Units cost = request.question().worstCase(subscription.priceOrDefault());
    IdempotencyLookup lookup = reportLookup.lookUpIdempotencyKey(request, now);
    // this read also updates the cached cost of today
    QuestionSlots slots = dailySpendCache.findSlots(request.question().fingerprint(), now);
    return switch (lookup) {
      case IdempotencyLookup.Assigned(Report report) ->
          estimate(cost, Optional.of(report), subscription, Optional.empty());
      case IdempotencyLookup.Mismatched(Problem problem) ->
          estimate(
              cost, findReadyOrUnderway(request, slots, now), subscription, Optional.of(problem));
      case IdempotencyLookup.Unassigned unassigned -> {
        Optional<Report> found = findReadyOrUnderway(request, slots, now);
        yield estimate(
            cost,
            found,
            subscription,
            found.isPresent() ? Optional.empty() : checkLimits(request, subscription, now));
      }
    };
  }

  private Optional<Report> findReadyOrUnderway(
      ReportRequest request, QuestionSlots slots, Instant now) {
    return reportLookup
        .findReadyOrUnderway(request, slots, now, SubscriptionFetcher.MAX_TIMEOUT)
        .report();
  }

  private Subscription refreshIfBelowLimit(Subscription subscription) {
    return budgetGuard.isRemainingBelowLimit(subscription.remaining())
            && subscriptionInfo.refreshRemaining()
        ? subscriptionInfo.subscription()
        : subscription;
  }

  private Optional<Problem> checkLimits(
      ReportRequest request, Subscription subscription, Instant now) {
    Price price = subscription.priceOrDefault();
    DailySpend today =
        dailySpendCache.today().orElseGet(() -> DailySpend.zero(DailySpend.utcDate(now)));
    return budgetGuard
        .checkRequestLimits(request, price)
        .or(() ->
            budgetGuard.checkBudgets(
                request.question().worstCase(price), today, subscription.remaining(), now));
  }

  private Estimate estimate(
      Units cost, Optional<Report> found, Subscription subscription, Optional<Problem> refusal) {
    return new Estimate(
        cost,
        found.flatMap(this::toReusable).orElse(null),
        subscription.remaining(),
        refusal.orElse(null));
  }

  private Optional<Estimate.ReusableReport> toReusable(Report report) {
    return report.state() instanceof State.Ready(Instant at, var snapshot)
        ? Optional.of(new Estimate.ReusableReport(report.id(), at, isOfSameIndex(report)))
        : Optional.empty();
  }

  /** Returns whether upstream still has the report's index, or null when that is not certain. */
  private @Nullable Boolean isOfSameIndex(Report ready) {
    return switch (indexChecker.check(ready, SubscriptionFetcher.MAX_TIMEOUT)) {
      case IndexVerdict.Same(String warning) -> warning == null ? true : null;
      case IndexVerdict.Moved(String warning) -> warning == null ? false : null;
      case IndexVerdict.Unknown unknown -> null;
    };
  }
}
