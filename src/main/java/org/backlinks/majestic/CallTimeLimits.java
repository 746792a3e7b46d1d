package org.backlinks.majestic;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * The time that a call may take.
 *
 * @param maxRetryTime the longest time between the start of the call and the start of its last
 *     retry; zero when the call is never retried
 * @param maxReadTime the longest time between the start of the call and the end of the body,
 *     counted only while the process runs
 */
public record CallTimeLimits(Duration maxRetryTime, Duration maxReadTime) {
  /** The limits of a call that is not retried and has only the client's own limits. */
  static final CallTimeLimits WITHOUT_RETRY =
      new CallTimeLimits(Duration.ZERO, ChronoUnit.FOREVER.getDuration());

  /** Returns the limits without a retry. */
  static CallTimeLimits withoutRetry(Duration maxReadTime) {
    return new CallTimeLimits(Duration.ZERO, maxReadTime);
  }

  /** Returns the limits with a read time that is not longer than a maximum. */
  CallTimeLimits capReadTime(Duration maximum) {
    return maxReadTime.compareTo(maximum) < 0 ? this : new CallTimeLimits(maxRetryTime, maximum);
  }

  /** Returns the limits after some time has passed. They are not negative. */
  CallTimeLimits after(Duration elapsed) {
    return new CallTimeLimits(
        positive(maxRetryTime.minus(elapsed)), positive(maxReadTime.minus(elapsed)));
  }

  private static Duration positive(Duration time) {
    return time.isPositive() ? time : Duration.ZERO;
  }
}
