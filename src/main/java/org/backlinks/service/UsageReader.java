package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.backlinks.config.Settings;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Subscription;
import org.backlinks.report.UsageSummary;
import org.backlinks.store.Ledger;
import org.backlinks.units.PartialUnits;

/** Reads the spent units, the remaining units and the limits. */
@Singleton
public final class UsageReader {
  private static final int SUMMARY_DAYS = 30;

  private final Ledger ledger;
  private final SubscriptionInfo subscriptionInfo;
  private final DailySpendCache dailySpendCache;
  private final Settings.Budget budget;
  private final Clock clock;

  UsageReader(
      Ledger ledger,
      SubscriptionInfo subscriptionInfo,
      DailySpendCache dailySpendCache,
      Settings settings,
      Clock clock) {
    this.ledger = ledger;
    this.subscriptionInfo = subscriptionInfo;
    this.dailySpendCache = dailySpendCache;
    this.budget = settings.budget();
    this.clock = clock;
  }

  /** Returns the summary of the last 30 UTC days. */
  public UsageSummary usageSummary() {
    LocalDate today = DailySpend.utcDate(clock.instant());
    List<DailySpend> days =
        ledger.days(Stream.iterate(today, day -> day.minusDays(1)).limit(SUMMARY_DAYS).toList());
    dailySpendCache.update(days.getFirst());
    Subscription subscription = subscriptionInfo.subscription();
    return new UsageSummary(
        subscription.remaining(),
        budget.dayLimit(),
        budget.maxIndexItems(),
        budget.minRemaining(),
        subscription.priceOrDefault().maxRows(),
        days);
  }

  /** Returns the maximum number of units that a UTC day may cost. */
  public PartialUnits dayBudget() {
    return budget.dayLimit();
  }

  /** Returns the cost of today as this process last read it, or empty. Makes no read. */
  public Optional<DailySpend> lastSeenToday() {
    return dailySpendCache.today();
  }
}
