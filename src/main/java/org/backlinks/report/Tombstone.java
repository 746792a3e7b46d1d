package org.backlinks.report;

import java.time.Duration;
import java.time.Instant;

/** Makes the report that is left when a report is deleted. */
final class Tombstone {
  /**
   * How long the former holder of a deleted report may need to settle the reservation. No
   * invocation of AWS Lambda lasts longer.
   */
  private static final Duration MAX_SETTLEMENT_TIME = Duration.ofMinutes(15);

  private Tombstone() {}

  /**
   * Returns the tombstone of a report. It settles the reservation, unless a holder may have sent a
   * call, which is counted before: that holder settles it when the cost of the call is known. The
   * tombstone then has a lease until no such holder can be left.
   */
  static Report of(Report report, Instant now) {
    Lease lease = report.lease();
    if (report.state().isPending() && lease.isHeldAt(now) && !report.isBeforeCall()) {
      boolean isSettled = report.billing().reservation() == null;
      return report
          .withLease(lease.takeOver(now.plus(MAX_SETTLEMENT_TIME)))
          .withState(new State.Deleted(isSettled));
    }
    Report settled =
        report.state().isPending()
            ? report.settleAbandoned()
            : report.withBilling(Billing::withoutReservation);
    return settled.withLease(lease.takeOver(now)).withState(new State.Deleted(true));
  }
}
