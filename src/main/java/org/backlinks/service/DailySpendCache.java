package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.config.Settings;
import org.backlinks.question.Fingerprint;
import org.backlinks.report.DailySpend;
import org.backlinks.store.ClaimTransactions;
import org.backlinks.store.QuestionSlots;
import org.backlinks.units.Units;
import org.jspecify.annotations.Nullable;

/**
 * Caches the cost of today as this process last read it. No read is made only for this cost: if the
 * settings limit the cost of a day, the read of a question's slots includes it.
 */
@Singleton
final class DailySpendCache {
  private final ClaimTransactions claimTransactions;
  private final boolean hasDayLimit;
  private final Clock clock;
  private final AtomicReference<@Nullable DailySpend> lastSeen = new AtomicReference<>();

  DailySpendCache(ClaimTransactions claimTransactions, Settings settings, Clock clock) {
    this.claimTransactions = claimTransactions;
    this.hasDayLimit = settings.budget().hasDayLimit();
    this.clock = clock;
  }

  /**
   * Returns the slots of a question. Also updates this cache if the settings limit a day's cost.
   */
  QuestionSlots findSlots(Fingerprint fingerprint, Instant now) {
    if (!hasDayLimit) {
      return claimTransactions.findSlots(fingerprint);
    }
    ClaimTransactions.SlotsAndDailySpend found =
        claimTransactions.findSlots(fingerprint, DailySpend.utcDate(now));
    lastSeen.set(found.dailySpend());
    return found.slots();
  }

  /** Replaces the cached cost. */
  void update(DailySpend today) {
    lastSeen.set(today);
  }

  /** Adds the cost of a call for which this process has reserved units. */
  void addReservation(Units cost, Instant now) {
    LocalDate today = DailySpend.utcDate(now);
    lastSeen.updateAndGet(
        day -> day == null || !day.date().equals(today) ? day : day.plus(cost, 1));
  }

  /** Returns the cost of today, or empty when this process has not read it today. */
  Optional<DailySpend> today() {
    LocalDate today = DailySpend.utcDate(clock.instant());
    return Optional.ofNullable(lastSeen.get()).filter(day -> day.date().equals(today));
  }
}
