package org.backlinks.report;

import java.time.Duration;
import java.time.Instant;

/**
 * The right of one holder to work on a report.
 *
 * @param version the number of take-overs, from 1; the table rejects a write under an older version
 * @param end the time until which the holder may work without a renewal; {@link #RELEASED} when
 *     there is no holder
 */
public record Lease(int version, Instant end) {
  /**
   * How far the clocks of two workers may differ. A lease may be taken over only this long after
   * its end.
   */
  public static final Duration CLOCK_ALLOWANCE = Duration.ofSeconds(5);

  /**
   * The end of a released lease. No held lease ends at this time, so a former holder that reads or
   * renews the lease sees that it changed.
   */
  public static final Instant RELEASED = Instant.EPOCH;

  /**
   * A call that may return paid rows (a paid call, or a poll of its job) has a lease that is this
   * many times as long as usual. When the table fails for the time of a usual lease right after the
   * answer, the holder can still write the answer before anybody may take over.
   */
  private static final int CALL_FACTOR = 2;

  /** Returns the first lease of a report that nobody holds and that is due at an instant. */
  public static Lease availableFrom(Instant due) {
    return new Lease(1, due.minus(CLOCK_ALLOWANCE));
  }

  /** Returns how long the lease of a new holder lasts in a state, before its next paid call. */
  static Duration length(Duration usual, State state) {
    return length(usual, state instanceof State.Waiting);
  }

  /** Returns how long a lease lasts without a renewal. */
  static Duration length(Duration usual, boolean mayReturnRows) {
    return mayReturnRows ? usual.multipliedBy(CALL_FACTOR) : usual;
  }

  /** Returns the lease of the next holder. The previous holder can't write any more. */
  Lease takeOver(Instant newEnd) {
    return new Lease(version + 1, newEnd);
  }

  /** Returns the lease without a holder. */
  Lease release() {
    return withEnd(RELEASED);
  }

  /** Returns the lease without a holder, which nobody may take over before an instant. */
  Lease releaseUntil(Instant due) {
    return takeOver(due.minus(CLOCK_ALLOWANCE));
  }

  /** Returns the same lease with another end. */
  public Lease withEnd(Instant newEnd) {
    return new Lease(version, newEnd);
  }

  /** Returns the time from which another worker may take the report over. */
  Instant availableAt() {
    return end.plus(CLOCK_ALLOWANCE);
  }

  /**
   * Returns the time from which another worker may take over a report that is due at an instant.
   */
  Instant availableAfter(Instant due) {
    return due.isAfter(availableAt()) ? due : availableAt();
  }

  /** Returns whether the last holder released the report. */
  boolean isReleased() {
    return end.equals(RELEASED);
  }

  /** Returns whether the lease lasts beyond an instant. */
  boolean isHeldAt(Instant now) {
    return end.isAfter(now);
  }
}
