package org.backlinks.callback;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.backlinks.config.Settings;
import org.backlinks.report.Report;
import org.backlinks.report.StoredCallback;

/** Decides when a worker looks at a callback again, and how long a callback is kept. */
@Singleton
final class CallbackSchedule {
  /** The maximum time between two heartbeats. */
  private static final Duration HEARTBEAT_INTERVAL = Duration.ofMinutes(5);

  /** A worker holds a callback longer than a report, because it does not renew its hold. */
  private static final int LEASE_FACTOR = 2;

  /** After this time a callback is dropped. */
  private static final Duration MAX_DELIVERY_TIME = Duration.ofDays(14);

  /**
   * How long a callback is kept after a worker last changed it. It is longer than any report can be
   * pending, so that the numbers of its callbacks have no gaps.
   */
  private static final Duration LIFETIME = Duration.ofDays(46);

  private static final int MAX_DOUBLINGS = 16;

  /** The minimum share of a delay, in percent. The rest is random. */
  private static final int MIN_DELAY_PERCENT = 80;

  private final Settings.Polling polling;
  private final Duration lease;
  private final Clock clock;
  private final RandomGenerator random;

  CallbackSchedule(Settings settings, Clock clock, RandomGenerator random) {
    this.polling = settings.polling();
    this.lease = settings.work().lease().multipliedBy(LEASE_FACTOR);
    this.clock = clock;
    this.random = random;
  }

  Instant now() {
    return clock.instant();
  }

  /** Returns whether a worker should look at a callback now. */
  boolean isDue(StoredCallback callback) {
    return callback.dueAt() != null && !now().isBefore(callback.dueAt());
  }

  /** Returns when a new callback of a pending report is due. */
  Instant firstLook() {
    return now().plus(polling.firstDelay());
  }

  /** Returns the expiry of a callback that is written now. */
  Instant expiry() {
    return now().plus(LIFETIME);
  }

  /** Returns the callback, due at its next heartbeat. Its recipient hears of each poll. */
  StoredCallback untilHeartbeat(StoredCallback waiting, Report pending) {
    Instant latest = now().plus(HEARTBEAT_INTERVAL);
    Instant next =
        pending.dueAt().filter(due -> due.isAfter(now()) && due.isBefore(latest)).orElse(latest);
    return waiting.postpone(next, expiry());
  }

  /** Returns the callback, held by one worker for some time. Another one may deliver it then. */
  StoredCallback hold(StoredCallback settled) {
    return settled.countAttempt(now().plus(lease), expiry());
  }

  /** Returns whether a callback was settled too long ago to be delivered again. */
  boolean isOver(StoredCallback.Settlement settlement) {
    return settlement.attempts() > 0 && isOver(settlement.at());
  }

  /** Returns whether a callback that has waited since an instant must be dropped. */
  boolean isOver(Instant since) {
    return now().isAfter(since.plus(MAX_DELIVERY_TIME));
  }

  /** Returns the callback after a failed delivery. The delay doubles up to the maximum. */
  StoredCallback untilRetry(StoredCallback failed) {
    int doublings = Math.min(failed.requireSettlement().attempts() - 1, MAX_DOUBLINGS);
    Duration doubled = polling.firstDelay().multipliedBy(1L << doublings);
    Duration delay = doubled.compareTo(polling.maxDelay()) < 0 ? doubled : polling.maxDelay();
    Duration jittered = delay.multipliedBy(random.nextInt(MIN_DELAY_PERCENT, 101)).dividedBy(100);
    return failed.postpone(now().plus(jittered), expiry());
  }
}
