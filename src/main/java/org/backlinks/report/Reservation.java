package org.backlinks.report;

import java.time.Instant;
import java.time.LocalDate;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.Units;

/**
 * The units that are reserved for paid calls in the budget of a day, until their cost is known.
 *
 * @param attempt the number of the report's first paid call that the reservation is for
 * @param day the UTC day whose budget holds the reservation
 * @param bound the upper bound of the cost of all calls together
 * @param calls the number of calls: one, or one for each list
 * @param reportedCharge the sum of the charges that upstream's answers reported so far
 */
public record Reservation(
    int attempt, LocalDate day, Units bound, int calls, PartialUnits reportedCharge) {
  /** Creates a reservation on the UTC day of an instant. */
  static Reservation of(int attempt, Instant now, Units bound, int calls) {
    return new Reservation(attempt, DailySpend.utcDate(now), bound, calls, PartialUnits.NONE);
  }

  /** Returns the reservation for another number of calls. */
  Reservation withCalls(int number) {
    return new Reservation(attempt, day, bound, number, reportedCharge);
  }

  /** Returns the upper bound of the cost of one call. */
  public Units boundPerCall() {
    return new Units(bound.analysis() / calls, bound.retrieval() / calls);
  }

  /** Returns whether an answer reports a charge. */
  public static boolean hasReportedCharge(Globals globals) {
    return reportedCharge(globals).isAnyKnown();
  }

  /** Returns the charge that an answer reports. */
  public static PartialUnits reportedCharge(Globals globals) {
    return PartialUnits.charged(globals::units);
  }

  /** Adds the charge that an answer reports. */
  Reservation book(Globals globals) {
    return withReportedCharge(reportedCharge.plus(reportedCharge(globals)));
  }

  /** Returns whether a reported charge of either kind is above a multiple of the bound. */
  boolean exceedsBound(int factor) {
    Units reported = reportedCharge.orElse(Units.ZERO);
    Units max = bound.times(factor);
    return reported.analysis() > max.analysis() || reported.retrieval() > max.retrieval();
  }

  /** Replaces each charge that upstream did not report by an estimate. */
  Reservation fillUnreported(Units estimate) {
    return withReportedCharge(PartialUnits.of(reportedCharge.orElse(estimate)));
  }

  /** Adds units to the reported charge. */
  Reservation plus(Units more) {
    return withReportedCharge(PartialUnits.of(reportedCharge.orElse(Units.ZERO).plus(more)));
  }

  /** Adds the bound of one call to the reported charge, up to the bound of all calls. */
  Reservation settleAtBound() {
    Units reported = reportedCharge.orElse(Units.ZERO);
    Units withCall = reported.plus(boundPerCall());
    return withReportedCharge(
        new PartialUnits(
            settleAtBound(reported.analysis(), withCall.analysis(), bound.analysis()),
            settleAtBound(reported.retrieval(), withCall.retrieval(), bound.retrieval())));
  }

  private static long settleAtBound(long reported, long withCall, long bound) {
    return Math.max(reported, Math.min(bound, withCall));
  }

  /** Returns the reported charge. A charge that upstream did not report counts as its bound. */
  public Units cost() {
    return reportedCharge.orElse(bound);
  }

  private Reservation withReportedCharge(PartialUnits charge) {
    return new Reservation(attempt, day, bound, calls, charge);
  }
}
