package org.backlinks.report;

import java.time.Instant;
import java.util.Map;

/** Where a report stands. Expired is no state: it is computed from the clock. */
public sealed interface State {
  /** Whether the report may still become ready. */
  default boolean pending() {
    return false;
  }

  /** Written before the paid call; what became of the call is not known yet. */
  record Claimed() implements State {
    @Override
    public boolean pending() {
      return true;
    }
  }

  /**
   * Upstream works on it.
   *
   * @param tokens what upstream gave to know the job by; may be empty
   * @param next when to ask again
   * @param asked how often it was asked already, for the pause after the next time
   * @param empty how often running upstream said "OK" without the lists asked for
   */
  record Queued(Map<String, String> tokens, Instant next, int asked, int empty) implements State {
    public Queued {
      tokens = Map.copyOf(tokens);
    }

    @Override
    public boolean pending() {
      return true;
    }
  }

  /**
   * The result lies, or will lie, among upstream's downloads.
   *
   * @param tokens as before, the job's id among them
   * @param next when to look again
   * @param asked how often it was looked for already
   */
  record Downloading(Map<String, String> tokens, Instant next, int asked) implements State {
    public Downloading {
      tokens = Map.copyOf(tokens);
    }

    @Override
    public boolean pending() {
      return true;
    }
  }

  /**
   * The snapshot is there, for good.
   *
   * @param snapshot the lease version under which its chunks were written
   */
  record Ready(Instant at, int snapshot) implements State {}

  /** It will never be ready. */
  record Failed(Instant at, Problem problem) implements State {}

  /** A tombstone: its owner took it back. */
  record Deleted() implements State {}
}
