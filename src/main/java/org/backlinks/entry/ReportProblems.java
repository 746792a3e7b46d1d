package org.backlinks.entry;

import java.time.Instant;
import java.util.List;
import org.backlinks.render.RetryDelay;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;

/** Makes the problems of requests that get no report. */
final class ReportProblems {
  private ReportProblems() {}

  /** Returns the problem of a report that is unknown, expired or deleted. */
  static Problem notFound() {
    return Problem.of(
        Kind.NOT_FOUND, "There is no such report. It is unknown, expired or deleted.");
  }

  /** Returns the problem of two reports of which at least one does not exist. */
  static Problem pairNotFound() {
    return Problem.of(
        Kind.NOT_FOUND,
        "There is no such report, or the earlier report that since names is gone. A report is"
            + " unknown, expired or deleted.");
  }

  /** Returns the problem of a report that has no rows, because it is pending or failed. */
  static Problem notReady(Report report, Instant now) {
    return report.state().isPending()
        ? new Problem(
            Kind.REPORT_NOT_READY, "The report is pending.", List.of(), RetryDelay.of(report, now))
        : Problem.of(Kind.REPORT_NOT_READY, "The report failed. It will never have rows.")
            .withoutRetry();
  }

  /** Returns whether a problem says that a report failed. A HEAD request does not find it. */
  static boolean isOfFailedReport(Problem problem) {
    return problem.kind() == Kind.REPORT_NOT_READY && !problem.retryable();
  }

  /** Returns the problem of two reports whose rows are lost or damaged in at least one of them. */
  static Problem unreadablePair() {
    return Problem.of(
            Kind.INTERNAL, "The stored rows of at least one of the reports can't be read.")
        .withoutRetry();
  }

  /** Returns the problem of an answer that was not ready in time. */
  static Problem timeout() {
    return Problem.of(Kind.INTERNAL, "The table of reports did not answer in time.");
  }

  /** Returns the problem of an answer about a known report that was not ready in time. */
  static Problem timeout(Report report) {
    return withoutRetryIfCharged(timeout(), report);
  }

  /** Returns the problem of a ready report whose rows are lost or damaged. */
  static Problem unreadable(Report report) {
    return withoutRetryIfCharged(
        Problem.of(
            Kind.INTERNAL,
            "The stored rows of this report can't be read. A new request starts a new report."),
        report);
  }

  private static Problem withoutRetryIfCharged(Problem problem, Report report) {
    return report.billing().isCharged() ? problem.withoutRetry() : problem;
  }
}
