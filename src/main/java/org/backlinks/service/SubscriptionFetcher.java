package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.MajesticCall;
import org.backlinks.report.Subscription;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.Price;
import org.backlinks.units.RemainingUnits;
import org.jboss.logging.Logger;

/** Asks upstream for the prices and the remaining units of our plan. The call is free. */
@Singleton
final class SubscriptionFetcher {
  /** The maximum time to wait for upstream. */
  static final Duration MAX_TIMEOUT = Duration.ofSeconds(3);

  private final TimeLimitedClient client;
  private final CurrentIndexes currentIndexes;

  SubscriptionFetcher(TimeLimitedClient client, CurrentIndexes currentIndexes) {
    this.client = client;
    this.currentIndexes = currentIndexes;
  }

  /**
   * Fetches the subscription.
   *
   * @param stored the stored subscription, which supplies the values that upstream does not report
   * @param now the time of the call, which becomes the time of the update
   * @param timeout the time to wait, at most {@link #MAX_TIMEOUT}
   * @return the subscription, or empty when upstream did not report a price in time
   */
  Optional<Subscription> fetch(Subscription stored, Instant now, Duration timeout) {
    Duration limit = timeout.compareTo(MAX_TIMEOUT) < 0 ? timeout : MAX_TIMEOUT;
    Optional<Globals> globals =
        client
            .ask(MajesticCall.getSubscriptionInfo(), limit, Logger.Level.INFO)
            .filter(Answer.Rows.class::isInstance)
            .map(Answer::globals);
    globals.ifPresent(answer -> currentIndexes.record(answer, now));
    return globals.flatMap(answer -> toSubscription(answer, stored, now));
  }

  private static Optional<Subscription> toSubscription(
      Globals globals, Subscription stored, Instant now) {
    Long cost = globals.units("MaxGetTopBackLinksAnalysisResUnitsCost");
    Long rows = globals.units("StandardReportBacklinksShown");
    if (cost == null && rows == null) {
      return Optional.empty();
    }
    Price price =
        new Price(
            cost != null && Price.isPlausible(cost) ? cost : Price.DEFAULT.analysisPerList(),
            rows != null && rows > 0 ? rows : Price.DEFAULT.maxRows());
    // this answer never reports the remaining standard reports
    RemainingUnits remaining =
        new RemainingUnits(
            globals.units("TotalAnalysisResUnits"),
            globals.units("TotalRetrievalResUnits"),
            stored.remaining().standardReports(),
            globals.units("TotalIndexItemInfoResUnits"));
    return Optional.of(
        remaining.isAnyKnown()
            ? new Subscription(price, now, remaining, now)
            : new Subscription(price, now, stored.remaining(), stored.remainingUpdatedAt()));
  }
}
