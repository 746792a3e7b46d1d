package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.service.LeaseRenewer.HeldLease;

/** Checks before each upstream call that the call may be made now. */
@Singleton
final class CallPreparer {
  private final UnitReserver unitReserver;
  private final CallTimePolicy callTimePolicy;
  private final ReportWriter reportWriter;
  private final Clock clock;

  CallPreparer(
      UnitReserver unitReserver,
      CallTimePolicy callTimePolicy,
      ReportWriter reportWriter,
      Clock clock) {
    this.unitReserver = unitReserver;
    this.callTimePolicy = callTimePolicy;
    this.reportWriter = reportWriter;
    this.clock = clock;
  }

  /**
   * Moves the reservation of a paid call to today, if it was made on another day. Releases the
   * report when its call can't be made now.
   *
   * @return the report whose call may be made, or empty when the report was released
   * @throws IOException when the table rejects the report
   */
  Optional<Report> prepare(Report held, HeldLease lease, Instant invocationEnd) throws IOException {
    Optional<Report> ready = Optional.empty();
    try {
      ready = reserve(held, invocationEnd);
    } finally {
      // also when the table failed: no one makes the counted call
      if (ready.isEmpty()) {
        reportWriter.release(held, lease);
      }
    }
    ready.filter(report -> !report.equals(held)).ifPresent(lease::advance);
    return ready;
  }

  private Optional<Report> reserve(Report held, Instant invocationEnd) {
    if (!callTimePolicy.hasTimeForCall(invocationEnd)) {
      return Optional.empty();
    }
    return held.state() instanceof State.Claimed
        ? unitReserver.moveReservationToToday(held, clock.instant())
        : Optional.of(held);
  }
}
