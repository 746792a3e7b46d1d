package org.backlinks.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.backlinks.question.Question;
import org.backlinks.snapshot.Globals;

/**
 * One question and its answer. Moves are pure: each gives the report as it shall be written, on the
 * condition that the stored one still has this version.
 *
 * @param version counts take-overs; fences off a worker that came back late
 * @param leaseEnd until when the holder of this version may work on it
 * @param forceQueue whether the first call asks upstream to queue
 * @param cursorKey random key of this report's cursors, base64
 * @param expiresAt from then on it counts as gone
 */
public record Report(
    ReportId id,
    int version,
    Instant leaseEnd,
    Question question,
    boolean forceQueue,
    String cursorKey,
    Instant createdAt,
    Instant expiresAt,
    Usage usage,
    State state) {

  /** How far clocks of two workers may differ: a lease is taken over only so long after its end. */
  public static final Duration CLOCK_ALLOWANCE = Duration.ofSeconds(5);

  /** After so many paid calls without a known outcome a report fails. */
  public static final int MOST_CALLS = 3;

  /**
   * When someone should work on it: when its next question is due and nobody holds it; nothing when
   * it is done.
   */
  public Optional<Instant> due() {
    Instant free = leaseEnd.plus(CLOCK_ALLOWANCE);
    return switch (state) {
      case State.Claimed() -> Optional.of(free);
      case State.Queued(var tokens, Instant next, var asked) -> Optional.of(later(free, next));
      case State.Downloading(var tokens, Instant next, var asked) -> Optional.of(later(free, next));
      case State.Ready ready -> Optional.empty();
      case State.Failed failed -> Optional.empty();
      case State.Deleted deleted -> Optional.empty();
    };
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Whether it counts as gone. */
  public boolean gone(Instant now) {
    return !now.isBefore(expiresAt) || state instanceof State.Deleted;
  }

  /** Whether a worker may take it over. */
  public boolean free(Instant now) {
    return due().filter(due -> !now.isBefore(due)).isPresent();
  }

  /** In new hands: the version goes up, so that the hands before can write no more. */
  public Report takenOver(Instant now, Duration lease) {
    return new Report(
        id,
        version + 1,
        now.plus(lease),
        question,
        forceQueue,
        cursorKey,
        createdAt,
        expiresAt,
        usage,
        state);
  }

  /** With one more paid call, to be written before the call is made. */
  public Report calling() {
    return with(expiresAt, usage.called(), state);
  }

  /** With one more question about a job that was paid for already. */
  public Report polling() {
    return with(expiresAt, usage.polled(), state);
  }

  /** Out of our hands until its next question is due. */
  public Report waiting(Instant now, State.Queued queued, Globals globals) {
    return released(now).with(expiresAt, usage.booked(globals), queued);
  }

  /** Out of our hands; its result is looked for among the downloads. */
  public Report waiting(Instant now, State.Downloading downloading, Globals globals) {
    return released(now).with(expiresAt, usage.booked(globals), downloading);
  }

  /** Ready, with the snapshot that was written under this version. */
  public Report ready(Instant now, Duration ttl, Globals globals) {
    return with(now.plus(ttl), usage.booked(globals), new State.Ready(now, version));
  }

  /** Failed for good; what was charged is booked all the same. */
  public Report failed(Instant now, Duration ttl, Problem problem, Globals globals) {
    return with(now.plus(ttl), usage.booked(globals), new State.Failed(now, problem));
  }

  /** Taken back by its owner. */
  public Report deleted(Instant now) {
    return takenOver(now, Duration.ZERO).with(expiresAt, usage, new State.Deleted());
  }

  private Report released(Instant now) {
    return new Report(
        id,
        version,
        now.minus(CLOCK_ALLOWANCE),
        question,
        forceQueue,
        cursorKey,
        createdAt,
        expiresAt,
        usage,
        state);
  }

  private Report with(Instant newExpiry, Usage newUsage, State newState) {
    return new Report(
        id,
        version,
        leaseEnd,
        question,
        forceQueue,
        cursorKey,
        createdAt,
        newExpiry,
        newUsage,
        newState);
  }

  /** What upstream gave to know the job by; empty while no job is open. */
  public Map<String, String> tokens() {
    return switch (state) {
      case State.Queued(var tokens, var next, var asked) -> tokens;
      case State.Downloading(var tokens, var next, var asked) -> tokens;
      default -> Map.of();
    };
  }
}
