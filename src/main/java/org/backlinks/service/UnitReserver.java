package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.backlinks.callback.CallbackFactory;
import org.backlinks.config.Settings;
import org.backlinks.question.RequestOptions;
import org.backlinks.report.Billing;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.report.Reservation;
import org.backlinks.store.ClaimTransactions;
import org.backlinks.store.IdempotencyClaim;
import org.backlinks.store.QuestionSlots;
import org.backlinks.store.ReservationResult;
import org.backlinks.units.Price;
import org.backlinks.units.Units;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports together with the reservation of units for their next paid calls. When a write
 * fails although it may have been executed, this class takes back the call that the write counted.
 */
@Singleton
final class UnitReserver {
  private static final Logger LOG = Logger.getLogger(UnitReserver.class);

  /** The maximum time to retry the reservation of a stored report after conflicting writes. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final ClaimTransactions claimTransactions;
  private final SubscriptionInfo subscriptionInfo;
  private final ClaimReleaser claimReleaser;
  private final CallbackFactory callbackFactory;
  private final ReportMetrics reportMetrics;
  private final Duration lease;

  UnitReserver(
      ClaimTransactions claimTransactions,
      SubscriptionInfo subscriptionInfo,
      ClaimReleaser claimReleaser,
      CallbackFactory callbackFactory,
      ReportMetrics reportMetrics,
      Settings settings) {
    this.claimTransactions = claimTransactions;
    this.subscriptionInfo = subscriptionInfo;
    this.claimReleaser = claimReleaser;
    this.callbackFactory = callbackFactory;
    this.reportMetrics = reportMetrics;
    this.lease = settings.work().lease();
  }

  /** Returns the report with the maximum cost of its remaining calls reserved. */
  static Report withReservation(Report report, Price price, Instant now) {
    CallPlan plan = CallPlan.of(report);
    int calls = plan.remainingCalls(report.progress());
    Units bound =
        plan.hasCallPerList()
            ? new Units(price.analysisPerList(), report.question().maxBacklinks()).times(calls)
            : report.question().worstCase(price);
    return report.withBilling(billing -> billing.reserve(now, bound, calls));
  }

  /**
   * Writes a new report with its reservation.
   *
   * @param slots the slots of its question that were read before
   * @param key the idempotency key that the same transaction assigns to the report, or null
   * @param options have the callbacks that the same transaction writes
   * @param timeout the maximum time to retry while other processes write the same items
   */
  ReservationResult claim(
      Report report,
      QuestionSlots slots,
      @Nullable IdempotencyClaim key,
      RequestOptions options,
      Duration timeout) {
    try {
      return claimTransactions.claim(
          report, slots, key, callbackFactory.ofClaim(options, report.id()), timeout);
    } catch (RuntimeException e) {
      if (!report.isBeforeCall()) {
        claimReleaser.releaseBeforeCall(report);
      }
      throw e;
    }
  }

  /**
   * Takes over a report whose last paid call has an unknown outcome. Settles that call at its upper
   * bound, and reserves and counts the next one. When the limits forbid the next call, the report
   * is postponed to the next UTC day.
   *
   * @return the report whose call may be made, or empty when no call may be made now
   */
  Optional<Report> reserveRetry(Report stored, Instant now) {
    Report settled = stored.withBilling(Billing::settleAtBound);
    Report next =
        withReservation(settled.takeOver(now, lease), subscriptionInfo.price(), now)
            .withCallCounted(now, lease);
    ReservationResult result = reserveWithRefresh(() -> reclaim(settled, next));
    if (result == ReservationResult.WRITTEN) {
      reportMetrics.reportChanged(stored, next);
      return Optional.of(next);
    }
    if (isLimitReached(result)) {
      logPostponement(stored, result);
      Report postponed = settled.postpone(DailySpend.utcDayEnd(now));
      if (claimTransactions.reclaim(settled, postponed, TIMEOUT) == ReservationResult.WRITTEN) {
        reportMetrics.reportChanged(stored, postponed);
      }
    }
    return Optional.empty();
  }

  private ReservationResult reclaim(Report settled, Report next) {
    try {
      return claimTransactions.reclaim(settled, next, TIMEOUT);
    } catch (RuntimeException e) {
      claimReleaser.releaseBeforeCall(next);
      throw e;
    }
  }

  /**
   * Moves a reservation of another day to today, before the reserved call is made. When today's
   * limits forbid the call, the report is postponed to the next UTC day.
   *
   * @param held the report with its call counted
   * @return the report whose call may be made, or empty when no call may be made now
   */
  Optional<Report> moveReservationToToday(Report held, Instant now) {
    Reservation reservation = held.billing().reservation();
    if (reservation == null || reservation.day().equals(DailySpend.utcDate(now))) {
      return Optional.of(held);
    }
    Report uncalled = held.withBilling(billing -> billing.withoutCall().settleFree());
    Report next =
        withReservation(uncalled, subscriptionInfo.price(), now).withCallCounted(now, lease);
    ReservationResult result =
        reserveWithRefresh(() -> claimTransactions.moveReservation(uncalled, next, TIMEOUT));
    if (result == ReservationResult.WRITTEN) {
      return Optional.of(next);
    }
    if (isLimitReached(result)) {
      logPostponement(held, result);
      claimTransactions.moveReservation(
          uncalled, uncalled.postpone(DailySpend.utcDayEnd(now)), TIMEOUT);
    }
    return Optional.empty();
  }

  /**
   * Runs the write again when too few units remained and upstream reports a new number of units.
   */
  private ReservationResult reserveWithRefresh(Supplier<ReservationResult> write) {
    ReservationResult result = write.get();
    return result == ReservationResult.REMAINING_BELOW_LIMIT && subscriptionInfo.refreshRemaining()
        ? write.get()
        : result;
  }

  private static boolean isLimitReached(ReservationResult result) {
    return switch (result) {
      case OVER_BUDGET, REMAINING_BELOW_LIMIT -> true;
      case WRITTEN, CONFLICT, BUSY -> false;
    };
  }

  private void logPostponement(Report report, ReservationResult reason) {
    LOG.infof("report %s waits for the next UTC day: %s", report.id().text(), reason);
    reportMetrics.budgetRefused();
  }
}
