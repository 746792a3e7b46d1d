package org.backlinks.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.backlinks.question.Question;
import org.backlinks.snapshot.Globals;
import org.jspecify.annotations.Nullable;

/**
 * One question and its answer. Moves are pure: each gives the report as it shall be written, on the
 * condition that the stored one still has the version that it was read with.
 *
 * @param version counts take-overs; fences off a worker that came back late
 * @param leaseEnd until when the holder of this version may work on it
 * @param parameters exactly what was submitted upstream last, by its names, without the key
 * @param cursorKey random key of this report's cursors, base64
 * @param expiresAt from then on it counts as gone
 * @param progress where one answer is not enough
 * @param reservation what its paid calls may cost, open while it is pending, settled with its end;
 *     null when none is open
 */
public record Report(
    ReportId id,
    int version,
    Instant leaseEnd,
    Question question,
    Map<String, String> parameters,
    String cursorKey,
    Instant createdAt,
    Instant expiresAt,
    Usage usage,
    State state,
    Progress progress,
    @Nullable Reservation reservation) {

  /** A report that one answer is enough for, nothing reserved. */
  public Report(
      ReportId id,
      int version,
      Instant leaseEnd,
      Question question,
      Map<String, String> parameters,
      String cursorKey,
      Instant createdAt,
      Instant expiresAt,
      Usage usage,
      State state) {
    this(
        id,
        version,
        leaseEnd,
        question,
        parameters,
        cursorKey,
        createdAt,
        expiresAt,
        usage,
        state,
        Progress.NONE,
        null);
  }

  /** How far clocks of two workers may differ: a lease is taken over only so long after its end. */
  public static final Duration CLOCK_ALLOWANCE = Duration.ofSeconds(5);

  /**
   * The lease of a report that its holder let go: no lease in anyone's hands ends then, so that who
   * read it in hands, or would still renew it, finds that it moved on.
   */
  public static final Instant GIVEN_BACK = Instant.EPOCH;

  /** After so many paid calls without a known outcome a report fails. */
  public static final int MOST_CALLS = 3;

  public Report {
    parameters = Map.copyOf(parameters);
  }

  /**
   * When someone should work on it: its next question is due and nobody holds it. Nothing when it
   * is done.
   */
  public Optional<Instant> due() {
    Instant free = leaseEnd.plus(CLOCK_ALLOWANCE);
    return switch (state) {
      case State.Claimed() -> Optional.of(free);
      case State.Queued queued -> Optional.of(later(free, queued.next()));
      case State.Downloading downloading -> Optional.of(later(free, downloading.next()));
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

  /** Whether its last holder died between asking and writing what came of it. */
  public boolean brokenOff() {
    return switch (state) {
      case State.Claimed claimed -> true;
      // who lets a report go ends the lease before the next question
      case State.Queued queued -> leaseEnd.isAfter(queued.next());
      case State.Downloading downloading -> leaseEnd.isAfter(downloading.next());
      default -> false;
    };
  }

  /** Paid calls of which nobody learnt how they ended. */
  public int unsettledCalls() {
    return usage.calls() - progress.settled();
  }

  /** Whether its holder goes on with it at once. */
  public boolean inHands() {
    return state.pending() && leaseEnd.isAfter(GIVEN_BACK);
  }

  /** Whether it stands before a call that is not counted yet. */
  public boolean standsBeforeCall() {
    return state instanceof State.Claimed && unsettledCalls() == 0;
  }

  /** What upstream gave to know the job by; empty while there is no job. */
  public Map<String, String> tokens() {
    return switch (state) {
      case State.Queued queued -> queued.tokens();
      case State.Downloading downloading -> downloading.tokens();
      default -> Map.of();
    };
  }

  /**
   * Whether upstream has charged more for it than all but one of {@link #MOST_CALLS} calls may
   * cost: so much is lost, and another call would be charged, too.
   *
   * @param news what the last answer says, which is not booked yet
   */
  public boolean isOvercharged(Globals news) {
    return reservation != null
        && Reservation.isTold(news)
        && reservation.booked(news).exceeds(MOST_CALLS - 1);
  }

  /** Whether its next paid call is put off, because the limits have no room for it now. */
  public boolean isPostponed() {
    return state instanceof State.Claimed && reservation == null && unsettledCalls() > 0;
  }

  /** Whether its next paid call is reserved, and none was made of which nothing is known. */
  public boolean callIsReserved() {
    return reservation != null && standsBeforeCall();
  }

  /** In new hands: the version goes up, so that the hands before can write no more. */
  public Report takenOver(Instant now, Duration lease) {
    return with(version + 1, now.plus(lease), expiresAt, state);
  }

  /**
   * With its next paid calls reserved, to be written before the first is counted and made.
   *
   * @param bound what they may cost together
   * @param calls how many there are, at least 1
   */
  public Report reserved(Instant now, Units bound, int calls) {
    return costing(usage, Reservation.made(usage.calls() + 1, now, bound, calls));
  }

  /** With its reservation meant for so many calls. */
  public Report reservedFor(int calls) {
    return reservation == null ? this : costing(usage, reservation.forCalls(calls));
  }

  /** With one more paid call, to be written before the call is made. */
  public Report calling() {
    return costing(usage.called(), reservation);
  }

  /** With one more question about what was paid for already. */
  public Report polling() {
    return costing(usage.polled(), reservation);
  }

  /** With what upstream did not say of the cost known to be nothing. */
  public Report unpaid() {
    return reservation == null ? this : costing(usage, reservation.filled(Units.NONE));
  }

  /** With what upstream did not say of the cost taken as so much. */
  public Report estimated(Units otherwise) {
    return reservation == null ? this : estimated(reservation, reservation.filled(otherwise));
  }

  /** With what one of several calls cost that upstream did not say. */
  public Report adding(Units more) {
    return reservation == null
        ? this
        : costing(more.equals(Units.NONE) ? usage : usage.estimated(more), reservation.plus(more));
  }

  /** With all that was reserved for a call taken as its cost: nobody learnt how the call ended. */
  public Report atBound() {
    return reservation == null ? this : estimated(reservation, reservation.atBound());
  }

  private Report estimated(Reservation before, Reservation after) {
    Units more = after.cost().minus(before.told().or(Units.NONE));
    return after.equals(before) ? this : costing(usage.estimated(more), after);
  }

  /**
   * Out of everyone's hands until then, because its next paid call is not allowed now; what was
   * reserved for the one before is settled.
   */
  public Report postponed(Instant until) {
    return costing(usage, null).with(version + 1, until.minus(CLOCK_ALLOWANCE), expiresAt, state);
  }

  /** Still in our hands, a step further. */
  public Report keeping(Instant now, Duration lease, State next, Globals globals) {
    return booked(globals).with(version, now.plus(lease), expiresAt, next);
  }

  /** Out of our hands until its next question is due. */
  public Report waiting(Instant now, State next, Globals globals) {
    return booked(globals).with(version, GIVEN_BACK, expiresAt, next);
  }

  /** Still in our hands, before another call; how the calls so far ended is known. */
  public Report before(Map<String, String> call, Instant now, Duration lease, Globals globals) {
    Report known = booked(globals);
    return known.copy(
        version,
        now.plus(lease),
        call,
        expiresAt,
        known.usage,
        new State.Claimed(),
        progress.settled(usage.calls()),
        known.reservation);
  }

  /** Out of our hands before a call; due at once. */
  public Report putOff() {
    return with(version, GIVEN_BACK, expiresAt, state);
  }

  /** With a part that is kept, written under this version. */
  public Report having(String part) {
    return progressed(progress.with(part, version));
  }

  /** With a part that will never come. */
  public Report lacking(String part, String warning) {
    return progressed(progress.without(part, warning));
  }

  /** With one more warning to its readers. */
  public Report warning(String warning) {
    return progressed(progress.warning(warning));
  }

  private Report progressed(Progress next) {
    return copy(version, leaseEnd, parameters, expiresAt, usage, state, next, reservation);
  }

  /** Due at once, if it waits for upstream; the same report if not. */
  public Report dueNow(Instant now) {
    State next =
        switch (state) {
          case State.Queued queued ->
              new State.Queued(queued.tokens(), now, queued.asked(), queued.empty());
          case State.Downloading downloading ->
              new State.Downloading(downloading.tokens(), now, downloading.asked());
          default -> state;
        };
    return with(version, leaseEnd, expiresAt, next);
  }

  /** Ready, with the snapshot that was written under this version. */
  public Report ready(Instant now, Duration ttl, Globals globals) {
    return booked(globals).with(version, leaseEnd, now.plus(ttl), new State.Ready(now, version));
  }

  /** Failed for good; what was charged is booked all the same. */
  public Report failed(Instant now, Duration ttl, Problem problem, Globals globals) {
    return booked(globals).with(version, leaseEnd, now.plus(ttl), new State.Failed(now, problem));
  }

  /**
   * Taken back by its owner. What is reserved is settled with it, unless someone holds the report:
   * they settle when they know what their call cost.
   */
  public Report deleted(Instant now) {
    boolean settles = state.pending() && !leaseEnd.isAfter(now);
    Report settled = !settles ? costing(usage, null) : callIsReserved() ? unpaid() : lost();
    return settled.with(version + 1, now, expiresAt, new State.Deleted());
  }

  /**
   * With what its call cost as far as it is known, and all that it may have cost where it is not:
   * nobody will learn more. A job that is done has told its charge.
   */
  public Report lost() {
    return state instanceof State.Downloading && reservation != null && reservation.told().any()
        ? estimated(reservation.bound())
        : atBound();
  }

  /** With what an answer charged, and says is left. */
  public Report booked(Globals globals) {
    return costing(usage.booked(globals), reservation == null ? null : reservation.booked(globals));
  }

  private Report with(int newVersion, Instant newLeaseEnd, Instant newExpiry, State newState) {
    return copy(
        newVersion, newLeaseEnd, parameters, newExpiry, usage, newState, progress, reservation);
  }

  private Report costing(Usage newUsage, @Nullable Reservation newReservation) {
    return copy(
        version, leaseEnd, parameters, expiresAt, newUsage, state, progress, newReservation);
  }

  private Report copy(
      int newVersion,
      Instant newLeaseEnd,
      Map<String, String> newParameters,
      Instant newExpiry,
      Usage newUsage,
      State newState,
      Progress newProgress,
      @Nullable Reservation newReservation) {
    return new Report(
        id,
        newVersion,
        newLeaseEnd,
        question,
        newParameters,
        cursorKey,
        createdAt,
        newExpiry,
        newUsage,
        newState,
        newProgress,
        newReservation);
  }
}
