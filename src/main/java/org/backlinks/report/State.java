package org.backlinks.report;

import java.time.Instant;
import java.util.Map;

/**
 * The state of a report. There is no state for an expired report: {@link Report#isGone} compares
 * its expiry with the clock.
 */
public sealed interface State {
  /** Returns whether the report may still become ready. */
  default boolean isPending() {
    return false;
  }

  /** Returns upstream's identifiers of the report's job; empty when there is no job. */
  default Map<String, String> tokens() {
    return Map.of();
  }

  /** The report is stored, and its paid call is next or under way. */
  record Claimed() implements State {
    @Override
    public boolean isPending() {
      return true;
    }
  }

  /** Upstream has a job for the report. */
  sealed interface Waiting extends State {
    /** Returns the time of the next poll. */
    Instant nextPollAt();

    /** Returns the number of polls in this state. The delay before the next poll grows with it. */
    int pollCount();

    /** Returns this state with another time of the next poll. */
    Waiting withNextPollAt(Instant time);

    @Override
    default boolean isPending() {
      return true;
    }
  }

  /**
   * Upstream works on the job.
   *
   * @param tokens upstream's identifiers of the job; may be empty
   * @param emptyAnswers the number of consecutive answers with the code "OK" and without the
   *     requested lists
   */
  record Queued(Map<String, String> tokens, Instant nextPollAt, int pollCount, int emptyAnswers)
      implements Waiting {
    public Queued {
      tokens = Map.copyOf(tokens);
    }

    @Override
    public Queued withNextPollAt(Instant time) {
      return new Queued(tokens, time, pollCount, emptyAnswers);
    }
  }

  /**
   * The job's file is, or will be, in upstream's list of downloads.
   *
   * @param tokens upstream's identifiers of the job, including the id of the download
   */
  record Downloading(Map<String, String> tokens, Instant nextPollAt, int pollCount)
      implements Waiting {
    public Downloading {
      tokens = Map.copyOf(tokens);
    }

    @Override
    public Downloading withNextPollAt(Instant time) {
      return new Downloading(tokens, time, pollCount);
    }
  }

  /**
   * The snapshot is stored and does not change any more.
   *
   * @param snapshotVersion the lease version under which its chunks were written
   */
  record Ready(Instant readyAt, int snapshotVersion) implements State {}

  /** The report will never be ready. */
  record Failed(Instant failedAt, Problem problem) implements State {}

  /**
   * The owner deleted the report. Only this tombstone is left.
   *
   * @param isSettled false while the reservation is left to the former holder of the report, who
   *     may have sent a paid call. When the lease of the tombstone ends, a worker settles it
   */
  record Deleted(boolean isSettled) implements State {}
}
