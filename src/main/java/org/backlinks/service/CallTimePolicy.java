package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.backlinks.config.Settings;
import org.backlinks.majestic.CallTimeLimits;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.report.Reservation;
import org.backlinks.report.State;

/** Decides whether an upstream call fits into an invocation, and how long it may take. */
@Singleton
final class CallTimePolicy {
  /** The time at the end of an invocation in which the outcome of a call is written. */
  private static final Duration TIME_FOR_WRITES = Duration.ofSeconds(30);

  private final Duration upstreamTimeout;
  private final Duration lease;
  private final Clock clock;

  CallTimePolicy(Settings settings, Clock clock) {
    this.upstreamTimeout = settings.majestic().timeout();
    this.lease = settings.work().lease();
    this.clock = clock;
  }

  /**
   * Returns the minimum time that an invocation must have left when a call begins. It covers the
   * wait for the first byte, a gap in the body, and the writes.
   */
  Duration minCallTime() {
    return upstreamTimeout.multipliedBy(2).plus(TIME_FOR_WRITES);
  }

  /** Returns whether a call that begins now fits into the invocation. */
  boolean hasTimeForCall(Instant invocationEnd) {
    return timeUntil(invocationEnd).compareTo(minCallTime()) >= 0;
  }

  /** Counts the next paid call of a report, or releases a report whose call has no time left. */
  Report countNextCall(Report next, Instant invocationEnd) {
    if (!next.isHeld() || !next.isBeforeCall()) {
      return next;
    }
    return hasTimeForCall(invocationEnd)
        ? next.withCallCounted(clock.instant(), lease)
        : next.release();
  }

  /** Returns whether a paid call that was not charged may be repeated now. */
  boolean canRepeatCall(Report held, Instant invocationEnd) {
    return hasTimeForCall(invocationEnd) && isReservedForToday(held);
  }

  private boolean isReservedForToday(Report held) {
    Reservation reservation = held.billing().reservation();
    return reservation == null || reservation.day().equals(DailySpend.utcDate(clock.instant()));
  }

  /**
   * Returns the time limits of the next call. Only a paid call is repeated; a poll is not. After a
   * freeze of the process, another worker may have the report: no repeat begins after the end of
   * the lease.
   */
  CallTimeLimits limits(Report held, Instant invocationEnd) {
    Duration maxRetryTime =
        held.state() instanceof State.Claimed
            ? timeUntil(earlier(lastRetryTime(invocationEnd), held.lease().end()))
            : Duration.ZERO;
    return new CallTimeLimits(maxRetryTime, maxReadTime(invocationEnd));
  }

  /** The units are reserved for this UTC day only, so no repeat begins after midnight. */
  private Instant lastRetryTime(Instant invocationEnd) {
    Instant last = invocationEnd.minus(minCallTime());
    return earlier(last, DailySpend.utcDayEnd(clock.instant()));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Returns the maximum time to read an answer, so that time is left to write the outcome. */
  Duration maxReadTime(Instant invocationEnd) {
    return timeUntil(invocationEnd.minus(TIME_FOR_WRITES));
  }

  private Duration timeUntil(Instant time) {
    return Duration.between(clock.instant(), time);
  }
}
