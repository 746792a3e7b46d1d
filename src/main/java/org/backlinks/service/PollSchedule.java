package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.backlinks.config.Settings;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.jspecify.annotations.Nullable;

/** Decides when the program asks upstream again about a job, and when it stops asking. */
@Singleton
final class PollSchedule {
  /** The maximum number of consecutive answers without lists that mean "not yet". */
  static final int MAX_EMPTY_ANSWERS = 3;

  /** After this many polls every delay has the maximum length. Prevents an overflow. */
  private static final int MAX_DOUBLINGS = 16;

  /** The minimum share of a delay, in percent. The rest is random: reports spread their polls. */
  private static final int MIN_DELAY_PERCENT = 80;

  /**
   * The time after the deadline in which the program still looks for the file of an interrupted job
   * in the downloads. The file is paid for.
   */
  private static final Duration FILE_LOOKUP_GRACE = Duration.ofHours(1);

  /**
   * A job is given up after at least this many interrupted polls, because a process may end before
   * it looks for the file.
   */
  private static final int MIN_INTERRUPTED_POLLS = 3;

  private final Settings.Polling polling;
  private final RandomGenerator random;

  PollSchedule(Settings settings, RandomGenerator random) {
    this.polling = settings.polling();
    this.random = random;
  }

  /** Returns the delay before the first poll, which is also the shortest retry delay. */
  Duration firstDelay() {
    return polling.firstDelay();
  }

  /** Returns the maximum time that a report waits for upstream after its creation. */
  Duration maxWait() {
    return polling.deadline();
  }

  /** Returns whether the time in which upstream must answer is over. */
  boolean isOver(Report report, Instant now) {
    return !now.isBefore(deadline(report));
  }

  /**
   * Returns whether the program has looked for the file of an interrupted job often enough and long
   * enough: the lease of the last interrupted poll ended after the time for it.
   */
  boolean isFileLookupOver(Report interrupted, State.Waiting waiting) {
    int interruptedPolls = interrupted.billing().usage().polls() - waiting.pollCount();
    Instant lastPollEnd = interrupted.lease().end();
    return interruptedPolls >= MIN_INTERRUPTED_POLLS
        && !lastPollEnd.isBefore(deadline(interrupted).plus(FILE_LOOKUP_GRACE));
  }

  private Instant deadline(Report report) {
    return report.lifetime().deadline(polling.deadline());
  }

  /**
   * Returns the time of a report's next poll, which is not after its deadline.
   *
   * @param pollCount the number of polls so far
   * @param hint the delay that upstream asks for, or null
   */
  Instant nextPollAt(Report report, int pollCount, @Nullable Duration hint, Instant now) {
    Instant next = now.plus(hint == null ? delay(pollCount) : hint);
    Instant deadline = deadline(report);
    return next.isBefore(deadline) ? next : deadline;
  }

  /** Returns the delay, which doubles with each poll up to the maximum. */
  private Duration delay(int pollCount) {
    Duration doubled = polling.firstDelay().multipliedBy(1L << Math.min(pollCount, MAX_DOUBLINGS));
    Duration delay = doubled.compareTo(polling.maxDelay()) < 0 ? doubled : polling.maxDelay();
    return delay.multipliedBy(random.nextInt(MIN_DELAY_PERCENT, 101)).dividedBy(100);
  }
}
