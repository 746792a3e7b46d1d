package org.backlinks.report;

import java.time.Instant;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.Units;
import org.jspecify.annotations.Nullable;

/**
 * The cost of a report so far, and the reservation for its paid calls.
 *
 * @param reservation open while the report is pending, settled when it ends; null when nothing is
 *     reserved
 */
public record Billing(Usage usage, @Nullable Reservation reservation) {
  /** Nothing was spent, and nothing is reserved. */
  public static final Billing NONE = new Billing(Usage.NONE, null);

  /** Returns whether upstream charged for the report, or must be assumed to have charged. */
  public boolean isCharged() {
    return usage.estimated()
        || isPositive(usage.charged().analysis())
        || isPositive(usage.charged().retrieval());
  }

  private static boolean isPositive(@Nullable Long units) {
    return units != null && units > 0;
  }

  /**
   * Returns whether upstream has charged more than {@link Report#MAX_PAID_CALLS} - 1 calls may
   * cost. Those units are lost, and upstream would charge for another call, too.
   *
   * @param unbooked the global variables of the last answer, which are not booked yet
   */
  public boolean isOvercharged(Globals unbooked) {
    return reservation != null
        && Reservation.hasReportedCharge(unbooked)
        && reservation.book(unbooked).exceedsBound(Report.MAX_PAID_CALLS - 1);
  }

  /**
   * Returns whether upstream has reported a charge for the reserved calls or, when nothing is
   * reserved, for any call.
   */
  public boolean hasReportedCharge() {
    return reservation == null
        ? usage.charged().isAnyKnown()
        : reservation.reportedCharge().isAnyKnown();
  }

  /** Returns whether the reservation is for a call that is not counted yet. */
  boolean isReservedForNextCall() {
    return reservation != null && reservation.attempt() > usage.calls();
  }

  /**
   * Returns the billing with the next paid calls reserved. Write it before the first of them is
   * counted and made.
   *
   * @param bound the upper bound of the cost of all these calls together
   * @param calls the number of calls, at least 1
   */
  public Billing reserve(Instant now, Units bound, int calls) {
    return new Billing(usage, Reservation.of(usage.calls() + 1, now, bound, calls));
  }

  /** Returns the billing without a reservation. */
  Billing withoutReservation() {
    return new Billing(usage, null);
  }

  /** Returns the billing with its reservation for another number of calls. */
  public Billing withReservedCalls(int calls) {
    return reservation == null ? this : new Billing(usage, reservation.withCalls(calls));
  }

  /** Returns the billing with one more paid call. */
  Billing withCallCounted() {
    return new Billing(usage.withCallCounted(), reservation);
  }

  /** Returns the billing without its last paid call, which was counted and is not made. */
  public Billing withoutCall() {
    return new Billing(usage.withoutCall(), reservation);
  }

  /** Returns the billing with one more poll. */
  public Billing withPollCounted() {
    return new Billing(usage.withPollCounted(), reservation);
  }

  /** Adds the charge that an answer reports, and replaces the units that are left. */
  public Billing book(Globals globals) {
    return new Billing(usage.book(globals), reservation == null ? null : reservation.book(globals));
  }

  /** Settles the charges that upstream did not report at 0. */
  public Billing settleFree() {
    return reservation == null ? this : new Billing(usage, reservation.fillUnreported(Units.ZERO));
  }

  /** Settles the charges that upstream did not report at an estimate. */
  public Billing settleEstimated(Units estimate) {
    return reservation == null
        ? this
        : settleEstimated(reservation, reservation.fillUnreported(estimate));
  }

  /** Settles a call whose outcome is unknown at its upper bound. */
  public Billing settleAtBound() {
    return reservation == null ? this : settleEstimated(reservation, reservation.settleAtBound());
  }

  /** Settles the charges that upstream did not report at their upper bound. */
  Billing settleUnreportedAtBound() {
    return reservation == null ? this : settleEstimated(reservation.bound());
  }

  private Billing settleEstimated(Reservation before, Reservation after) {
    Units added = after.cost().minus(before.reportedCharge().orElse(Units.ZERO));
    return after.equals(before) ? this : new Billing(usage.addEstimated(added), after);
  }

  /** Adds the cost of one of several calls that upstream did not report. */
  public Billing addUnreported(Units cost) {
    if (reservation == null) {
      return this;
    }
    Usage newUsage = cost.equals(Units.ZERO) ? usage : usage.addEstimated(cost);
    return new Billing(newUsage, reservation.plus(cost));
  }
}
