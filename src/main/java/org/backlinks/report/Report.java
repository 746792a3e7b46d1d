package org.backlinks.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.backlinks.question.Question;
import org.backlinks.snapshot.Globals;
import org.jspecify.annotations.Nullable;

/**
 * A question and its answer. Each transition returns the report to write. The table must reject it
 * when the stored report has another lease version.
 *
 * @param previousId the report that the question's ready slot named at the claim, or null
 * @param parameters the parameters of the last call by upstream's names, without the API key
 * @param cursorKey the random key that signs this report's cursors, in base64
 */
public record Report(
    ReportId id,
    Question question,
    @Nullable ReportId previousId,
    Lease lease,
    Map<String, String> parameters,
    String cursorKey,
    Lifetime lifetime,
    Billing billing,
    State state,
    Progress progress) {
  /** The number of paid calls with an unknown outcome after which a report fails. */
  public static final int MAX_PAID_CALLS = 3;

  public Report {
    parameters = Map.copyOf(parameters);
  }

  /** Returns when a worker should work on the report; empty when nothing is left to do. */
  public Optional<Instant> dueAt() {
    return switch (state) {
      // a released report keeps its place in the queue by its age
      case State.Claimed() ->
          Optional.of(lease.isReleased() ? lifetime.createdAt() : lease.availableAt());
      case State.Waiting waiting -> Optional.of(lease.availableAfter(waiting.nextPollAt()));
      case State.Deleted(boolean isSettled) ->
          isSettled ? Optional.empty() : Optional.of(lease.availableAt());
      case State.Ready _, State.Failed _ -> Optional.empty();
    };
  }

  /** Returns whether the report counts as gone: it is expired or deleted. */
  public boolean isGone(Instant now) {
    return lifetime.isOver(now) || state instanceof State.Deleted;
  }

  /** Returns whether a worker may take the report over. */
  public boolean isAvailable(Instant now) {
    return dueAt().filter(due -> !now.isBefore(due)).isPresent();
  }

  /** Returns whether the last holder stopped between the call and the write of its outcome. */
  public boolean wasInterrupted() {
    // a holder that releases a report ends the lease before the next poll
    return state instanceof State.Claimed
        || (state instanceof State.Waiting waiting && lease.isHeldAt(waiting.nextPollAt()));
  }

  /** Returns the number of paid calls with an unknown outcome. */
  public int unsettledCalls() {
    return billing.usage().calls() - progress.settledCalls();
  }

  /** Returns whether the holder continues with the report at once. */
  public boolean isHeld() {
    return state.isPending() && lease.isHeldAt(Lease.RELEASED);
  }

  /** Returns whether the next step is a paid call that is not counted yet. */
  public boolean isBeforeCall() {
    return state instanceof State.Claimed
        && (unsettledCalls() == 0 || billing.isReservedForNextCall());
  }

  /** Returns whether the next paid call is reserved, and no call has an unknown outcome. */
  public boolean hasReservedCall() {
    return billing.reservation() != null && isBeforeCall();
  }

  /** Returns whether the next paid call waits for a later day, because the limits forbid it now. */
  public boolean isPostponed() {
    return state instanceof State.Claimed && billing.reservation() == null;
  }

  /** Returns why a failed report failed. Its problem is retryable only if it cost nothing. */
  public Problem problem() {
    if (!(state instanceof State.Failed(var at, Problem problem))) {
      throw new IllegalStateException("report " + id.text() + " has not failed");
    }
    return billing.isCharged() ? problem.withoutRetry() : problem;
  }

  /** Returns how long a holder may keep the report without a renewal. */
  public Duration leaseDuration(Duration usual) {
    boolean isPaidCallUnderWay = state instanceof State.Claimed && unsettledCalls() > 0;
    return Lease.length(usual, isPaidCallUnderWay || state instanceof State.Waiting);
  }

  /** Returns the report for its next holder, with the longer lease if it polls next. */
  public Report takeOver(Instant now, Duration usualLease) {
    return withLease(lease.takeOver(now.plus(Lease.length(usualLease, state))));
  }

  /** Returns the report without a holder. A worker may continue it as soon as it is due. */
  public Report release() {
    return withLease(lease.release());
  }

  /** Returns the report with one more paid call and its longer lease. Write it before the call. */
  public Report withCallCounted(Instant now, Duration usualLease) {
    Report called = withBilling(Billing::withCallCounted);
    return called.withLease(lease.withEnd(now.plus(called.leaseDuration(usualLease))));
  }

  /**
   * Returns the report without a holder and a reservation until an instant, because the limits
   * forbid its next paid call now. The cost of the call before must be settled.
   */
  public Report postpone(Instant until) {
    return copy(
        lease.releaseUntil(until),
        parameters,
        lifetime.withPostponement(until),
        billing.withoutReservation(),
        state,
        progress);
  }

  /** Returns the report in its next state, for the same holder. */
  public Report advance(Instant now, Duration usualLease, State next, Globals globals) {
    return move(lease.withEnd(now.plus(Lease.length(usualLease, next))), lifetime, globals, next);
  }

  /** Returns the report in its next state, without a holder until its next poll is due. */
  public Report releaseUntil(State next, Globals globals) {
    return move(lease.release(), lifetime, globals, next);
  }

  /** Returns the report before another call, for the same holder. All calls so far are settled. */
  public Report advanceToCall(
      Map<String, String> call, Instant now, Duration length, Globals globals) {
    return copy(
        lease.withEnd(now.plus(length)),
        call,
        lifetime,
        billing.book(globals),
        new State.Claimed(),
        progress.withSettledCalls(billing.usage().calls()));
  }

  /** Returns the report due at once if it waits for upstream, else the same report. */
  public Report makeDueNow(Instant now) {
    return state instanceof State.Waiting waiting ? withState(waiting.withNextPollAt(now)) : this;
  }

  /** Returns the ready report. Its snapshot was written under the version of its lease. */
  public Report markReady(Instant now, Duration ttl, Globals globals) {
    return markReady(now, ttl, globals, lease.version());
  }

  /** Returns the ready report. Its snapshot was written under the given lease version. */
  public Report markReady(Instant now, Duration ttl, Globals globals, int snapshotVersion) {
    return move(
        lease, lifetime.withExpiry(now.plus(ttl)), globals, new State.Ready(now, snapshotVersion));
  }

  /** Returns the failed report. The charges are booked, too. */
  public Report fail(Instant now, Duration ttl, Problem problem, Globals globals) {
    return move(lease, lifetime.withExpiry(now.plus(ttl)), globals, new State.Failed(now, problem));
  }

  /** Returns the tombstone of the report, which settles the reservation or leaves it. */
  public Report delete(Instant now) {
    return Tombstone.of(this, now);
  }

  /** Returns whether the report is a tombstone whose reservation is left to the former holder. */
  public boolean isUnsettledTombstone() {
    return state instanceof State.Deleted(boolean isSettled) && !isSettled;
  }

  /** Settles the reservation of a report that no one works on. A call that was not made is free. */
  public Report settleAbandoned() {
    return hasReservedCall() ? withBilling(Billing::settleFree) : settleUnknown();
  }

  /** Settles a call whose cost stays unknown. A job that is done has reported its charge. */
  public Report settleUnknown() {
    return state instanceof State.Downloading && billing.hasReportedCharge()
        ? withBilling(Billing::settleUnreportedAtBound)
        : withBilling(Billing::settleAtBound);
  }

  private Report move(Lease newLease, Lifetime newLifetime, Globals globals, State next) {
    return copy(newLease, parameters, newLifetime, billing.book(globals), next, progress);
  }

  Report withLease(Lease next) {
    return copy(next, parameters, lifetime, billing, state, progress);
  }

  Report withState(State next) {
    return copy(lease, parameters, lifetime, billing, next, progress);
  }

  /** Returns the report with other parameters for its next call. */
  public Report withParameters(Map<String, String> next) {
    return copy(lease, next, lifetime, billing, state, progress);
  }

  /** Returns the report with its billing changed. */
  public Report withBilling(UnaryOperator<Billing> change) {
    return copy(lease, parameters, lifetime, change.apply(billing), state, progress);
  }

  /** Returns the report with its progress changed. */
  public Report withProgress(UnaryOperator<Progress> change) {
    return copy(lease, parameters, lifetime, billing, state, change.apply(progress));
  }

  private Report copy(
      Lease newLease,
      Map<String, String> newParameters,
      Lifetime newLifetime,
      Billing newBilling,
      State newState,
      Progress newProgress) {
    return new Report(
        id,
        question,
        previousId,
        newLease,
        newParameters,
        cursorKey,
        newLifetime,
        newBilling,
        newState,
        newProgress);
  }
}
