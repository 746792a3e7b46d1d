package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.backlinks.majestic.Answer;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.State;

/** Makes the problems that tell callers why a report failed. */
@Singleton
final class FailureProblems {
  /** The answer has no row for any scope. */
  static final Problem NO_LISTS =
      Problem.of(Kind.UPSTREAM_UNREADABLE, "Upstream returned none of the requested lists.");

  /** The table rejects the rows. */
  static final Problem UNSTORABLE =
      Problem.of(
          Kind.INTERNAL, "The answer is too large to be stored. Upstream will not be asked again.");

  /** A stored part is damaged or gone. */
  static final Problem UNREADABLE_PARTS =
      Problem.of(Kind.INTERNAL, "The stored parts of the report can't be put together.");

  private final PollSchedule pollSchedule;

  FailureProblems(PollSchedule pollSchedule) {
    this.pollSchedule = pollSchedule;
  }

  /** Returns the problem of a report whose job did not end in time. */
  Problem timeout() {
    return Problem.of(
        Kind.UPSTREAM_TIMEOUT,
        "Upstream did not finish the job within " + pollSchedule.maxWait() + ".");
  }

  /** Returns the problem of a call that upstream refused. */
  static Problem refused(Answer.Refused refused) {
    Kind kind =
        refused.reason() == Answer.RefusalReason.UNITS_EXHAUSTED
            ? Kind.UPSTREAM_UNITS_EXHAUSTED
            : Kind.UPSTREAM_REFUSED;
    return Problem.of(
        kind, "Upstream refused with %s: %s".formatted(refused.code(), refused.message()));
  }

  /** Returns the problem of a call that upstream could not answer. */
  Problem unavailable(Answer.Unavailable unavailable) {
    Duration retryAfter = unavailable.retryAfter();
    return new Problem(
        Kind.UPSTREAM_UNAVAILABLE,
        toSentence(unavailable.detail()),
        List.of(),
        retryAfter == null ? pollSchedule.firstDelay() : retryAfter);
  }

  /** Returns the problem of an answer that did not arrive in time. */
  static Problem timedOut(Answer.TimedOut timedOut) {
    return Problem.of(Kind.UPSTREAM_TIMEOUT, toSentence(timedOut.detail()));
  }

  /** Returns the problem of an answer that can't be read. */
  static Problem unreadable(Answer.Unreadable unreadable) {
    return Problem.of(
        Kind.UPSTREAM_UNREADABLE, "Upstream's answer can't be read: " + unreadable.detail() + ".");
  }

  /** Returns the problem of a report that is given up. */
  Problem givenUp(Report held, Instant now) {
    if (!(held.state() instanceof State.Claimed)) {
      return timeout();
    }
    if (!held.isBeforeCall()) {
      return Problem.of(
          Kind.OUTCOME_UNKNOWN,
          "Upstream was called %d times, and the outcome of these calls is unknown."
              .formatted(held.unsettledCalls()));
    }
    return held.isPostponed()
        ? new Problem(
            Kind.BUDGET_EXCEEDED,
            "No daily budget allowed the call within %s. Nothing was spent."
                .formatted(pollSchedule.maxWait()),
            List.of(),
            Duration.between(now, DailySpend.utcDayEnd(now)))
        : new Problem(
            Kind.UPSTREAM_UNAVAILABLE,
            "Upstream could not be called within %s. Nothing was spent."
                .formatted(pollSchedule.maxWait()),
            List.of(),
            pollSchedule.firstDelay());
  }

  private static String toSentence(String detail) {
    return Character.toUpperCase(detail.charAt(0)) + detail.substring(1) + ".";
  }
}
