package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.backlinks.config.Settings;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Job;
import org.backlinks.question.Scope;
import org.backlinks.report.Billing;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.Reservation;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.Units;
import org.jspecify.annotations.Nullable;

/** Decides the next state of a held report. Writes nothing. */
@Singleton
final class TransitionPolicy {
  private final PollSchedule pollSchedule;
  private final CommandSelector commandSelector;
  private final FailureProblems failureProblems;
  private final Duration reportTtl;
  private final RowLifetime rowLifetime;
  private final Duration lease;

  TransitionPolicy(
      PollSchedule pollSchedule,
      CommandSelector commandSelector,
      FailureProblems failureProblems,
      Settings settings) {
    this.pollSchedule = pollSchedule;
    this.commandSelector = commandSelector;
    this.failureProblems = failureProblems;
    this.reportTtl = settings.table().reportTtl();
    this.rowLifetime = new RowLifetime(settings);
    this.lease = settings.work().lease();
  }

  /**
   * Returns the report after an answer: it waits, is before its next call, or has ended. Settles
   * the cost of a call that is over. Does not count the next call yet.
   */
  Report nextReport(Report held, Answer answer, Instant now) {
    return nextReport(held, answer, held.lease().version(), now);
  }

  /**
   * Works as {@link #nextReport(Report, Answer, Instant)}.
   *
   * @param rowsVersion the lease version under which the rows of the answer were stored
   */
  Report nextReport(Report held, Answer answer, int rowsVersion, Instant now) {
    return SettlementRule.settle(held, answer, transition(held, answer, rowsVersion, now));
  }

  private Report transition(Report held, Answer answer, int rowsVersion, Instant now) {
    return switch (answer) {
      case Answer.Rows rows -> onRows(held, rows, rowsVersion, now);
      case Answer.Queued queued ->
          waitForNextPoll(held, queued.job().tokens(), 0, queued, queued.retryAfter(), now);
      case Answer.DownloadReady ready -> onDownloadReady(held, ready, now);
      // a file may be listed before it can be downloaded
      case Answer.DownloadGone gone -> waitForNextPoll(held, Map.of(), 0, gone, null, now);
      case Answer.Refused refused -> onRefused(held, refused, now);
      case Answer.Unavailable unavailable -> onUnavailable(held, unavailable, now);
      case Answer.TimedOut timedOut ->
          pollAgainOrFail(held, timedOut, FailureProblems.timedOut(timedOut), null, now);
      case Answer.Unreadable unreadable ->
          pollAgainOrFail(held, unreadable, FailureProblems.unreadable(unreadable), null, now);
    };
  }

  private Report onRows(Report held, Answer.Rows rows, int rowsVersion, Instant now) {
    boolean isPoll = held.state() instanceof State.Queued;
    int emptyAnswers = held.state() instanceof State.Queued queued ? queued.emptyAnswers() + 1 : 0;
    if (isPoll
        && !rows.missingScopes().isEmpty()
        && !hasCharge(rows.globals())
        && emptyAnswers < PollSchedule.MAX_EMPTY_ANSWERS) {
      return waitForNextPoll(held, Map.of(), emptyAnswers, rows, null, now);
    }
    CallPlan plan = CallPlan.of(held);
    boolean isEmpty = rows.missingScopes().size() == plan.nextCall(held).scopes().size();
    Globals unbooked = SettlementRule.unbooked(held, rows);
    if (isEmpty && !isPoll) {
      return failReportOrPart(held, FailureProblems.NO_LISTS, unbooked, now);
    }
    if (plan.isSingleCall()) {
      return held.markReady(
          now, rowLifetime.ofReadyReport(held, rowsVersion, now), unbooked, rowsVersion);
    }
    String part = plan.nextPart(held);
    Report next = held.withProgress(progress -> progress.withPart(part, rowsVersion));
    return toNextCall(held, next, unbooked, rowsVersion, now);
  }

  private static boolean hasCharge(Globals globals) {
    Units charge = Reservation.reportedCharge(globals).orElse(Units.ZERO);
    return charge.analysis() > 0 || charge.retrieval() > 0;
  }

  /** Returns the report before its next call, or the ready report when there is no other call. */
  private Report toNextCall(
      Report held, Report next, Globals unbooked, int rowsVersion, Instant now) {
    Map<String, String> parameters = CallPlan.of(held).followingParameters(held);
    return parameters == null
        ? next.markReady(now, rowLifetime.ofReadyReport(held, rowsVersion, now), unbooked)
        : next.advanceToCall(parameters, now, lease, unbooked);
  }

  private Report onDownloadReady(Report held, Answer.DownloadReady ready, Instant now) {
    Map<String, String> tokens = mergeTokens(held, ready.job().tokens());
    if (new Job(tokens).downloadId() == null) {
      // the file can't be found, but the command itself may return the rows
      return waitForNextPoll(held, tokens, 0, ready, null, now);
    }
    State downloading = new State.Downloading(tokens, now, 0);
    return held.advance(now, lease, downloading, SettlementRule.unbooked(held, ready))
        .withBilling(Billing::withPollCounted);
  }

  private Report onRefused(Report held, Answer.Refused refused, Instant now) {
    if (commandSelector.isSwitchRequired(held, refused)) {
      return commandSelector.switchToSuccessor(held, refused, now);
    }
    Problem problem = FailureProblems.refused(refused);
    return held.state() instanceof State.Downloading
        ? failReportOrPart(held, problem, SettlementRule.unbooked(held, refused), now)
        : pollAgainOrFail(held, refused, problem, null, now);
  }

  private Report onUnavailable(Report held, Answer.Unavailable unavailable, Instant now) {
    return canRetryForFree(held, unavailable, now)
        ? held.advanceToCall(held.parameters(), now, lease, Globals.NONE).release()
        : pollAgainOrFail(
            held,
            unavailable,
            failureProblems.unavailable(unavailable),
            unavailable.retryAfter(),
            now);
  }

  /** Returns whether a report that already has paid parts may repeat its call without a cost. */
  private boolean canRetryForFree(Report held, Answer.Unavailable unavailable, Instant now) {
    return unavailable.isUncharged()
        && held.state() instanceof State.Claimed
        && held.unsettledCalls() == 1
        && !held.progress().completed().isEmpty()
        && !pollSchedule.isOver(held, now);
  }

  /** Polls a job again, unless it became too expensive. Fails a report that has no job. */
  private Report pollAgainOrFail(
      Report held, Answer answer, Problem problem, @Nullable Duration hint, Instant now) {
    Globals unbooked = SettlementRule.unbooked(held, answer);
    return held.state() instanceof State.Waiting && !held.billing().isOvercharged(unbooked)
        ? waitForNextPoll(held, Map.of(), 0, answer, hint, now)
        : failReportOrPart(held, problem, unbooked, now);
  }

  private Report waitForNextPoll(
      Report held,
      Map<String, String> newTokens,
      int emptyAnswers,
      Answer answer,
      @Nullable Duration hint,
      Instant now) {
    Globals unbooked = SettlementRule.unbooked(held, answer);
    if (pollSchedule.isOver(held, now)) {
      return failReportOrPart(held, failureProblems.timeout(), unbooked, now);
    }
    int pollCount = held.state() instanceof State.Waiting waiting ? waiting.pollCount() + 1 : 0;
    Instant nextPollAt = pollSchedule.nextPollAt(held, pollCount, hint, now);
    Map<String, String> tokens = mergeTokens(held, newTokens);
    State next =
        held.state() instanceof State.Downloading
            ? new State.Downloading(tokens, nextPollAt, pollCount)
            : new State.Queued(tokens, nextPollAt, pollCount, emptyAnswers);
    return held.releaseUntil(next, unbooked);
  }

  private static Map<String, String> mergeTokens(Report held, Map<String, String> newTokens) {
    Map<String, String> all = new HashMap<>(held.state().tokens());
    all.putAll(newTokens);
    return all;
  }

  /** Fails a report. A report that already has a part continues without the current one. */
  private Report failReportOrPart(Report held, Problem problem, Globals unbooked, Instant now) {
    if (held.progress().completed().isEmpty()) {
      return held.fail(now, reportTtl, problem, unbooked);
    }
    CallPlan plan = CallPlan.of(held);
    String part = plan.nextPart(held);
    String warning =
        "there is no list for the scope %s: %s"
            .formatted(scopeNames(plan.nextCall(held).scopes()), problem.detail());
    Report next = held.withProgress(progress -> progress.withoutPart(part, warning));
    return toNextCall(held, next, unbooked, held.lease().version(), now);
  }

  private static String scopeNames(List<Scope> scopes) {
    return scopes.stream().map(Scope::wireName).collect(Collectors.joining(", "));
  }

  /** Returns the failed report whose rows the table rejects. It is paid for, and never retried. */
  Report failAsUnstorable(Report held, Answer answer, Instant now) {
    Problem problem = FailureProblems.UNSTORABLE;
    Answer unstored = new Answer.Unreadable(answer.globals(), problem.detail());
    return SettlementRule.settle(
        held, unstored, held.fail(now, reportTtl, problem, SettlementRule.unbooked(held, answer)));
  }

  /**
   * Returns the failed report whose stored parts can't be put together.
   *
   * @param ended the report in its intended final state, with its reservation settled
   */
  Report failAsUnreadableParts(Report ended, Instant now) {
    return ended.fail(now, reportTtl, FailureProblems.UNREADABLE_PARTS, Globals.NONE);
  }

  /** Returns whether no more upstream call may be made for a stored report. */
  boolean isGiveUpDue(Report stored, Instant now) {
    if (stored.isGone(now)) {
      return true;
    }
    return stored.state() instanceof State.Waiting waiting
        ? stored.wasInterrupted() && pollSchedule.isFileLookupOver(stored, waiting)
        : pollSchedule.isOver(stored, now) || stored.unsettledCalls() >= Report.MAX_PAID_CALLS;
  }

  /**
   * Gives a report up: returns it failed, or without its current part. A call that was never made
   * costs nothing. Any other call has an unknown outcome.
   */
  Report giveUp(Report held, Instant now) {
    Report settled =
        held.isBeforeCall() ? held.withBilling(Billing::settleFree) : held.settleUnknown();
    return failReportOrPart(settled, failureProblems.givenUp(held, now), Globals.NONE, now);
  }
}
