package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.backlinks.config.Settings;
import org.backlinks.report.Billing;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.store.ReportStore;

/** Takes over stored reports that have no holder. Only one of several workers succeeds. */
@Singleton
final class ReportTakeOver {
  private final ReportStore reportStore;
  private final UnitReserver unitReserver;
  private final ClaimReleaser claimReleaser;
  private final Duration lease;

  ReportTakeOver(
      ReportStore reportStore,
      UnitReserver unitReserver,
      ClaimReleaser claimReleaser,
      Settings settings) {
    this.reportStore = reportStore;
    this.unitReserver = unitReserver;
    this.claimReleaser = claimReleaser;
    this.lease = settings.work().lease();
  }

  /** Takes over a report without an upstream call. Returns empty when another worker has it. */
  Optional<Report> takeOver(Report stored, Instant now) {
    Report taken = stored.takeOver(now, lease);
    return write(stored, taken, claimReleaser::release);
  }

  /**
   * Takes over a report, and counts its next upstream call: a poll, or a paid call. Returns empty
   * when another worker has the report, or when the limits forbid the paid call now.
   */
  Optional<Report> takeOverForCall(Report stored, Instant now) {
    Report taken = stored.takeOver(now, lease);
    if (!(stored.state() instanceof State.Claimed)) {
      return write(stored, taken.withBilling(Billing::withPollCounted), claimReleaser::release);
    }
    return stored.hasReservedCall()
        ? write(stored, taken.withCallCounted(now, lease), claimReleaser::releaseBeforeCall)
        // the interrupted call may be charged, so the next call needs its own reservation
        : unitReserver.reserveRetry(stored, now);
  }

  /** Writes a report, and releases it when the answer to the write is lost. */
  private Optional<Report> write(Report stored, Report taken, Consumer<Report> release) {
    try {
      return reportStore.takeOver(stored, taken) ? Optional.of(taken) : Optional.empty();
    } catch (RuntimeException e) {
      release.accept(taken);
      throw e;
    }
  }
}
