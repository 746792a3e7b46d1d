package org.backlinks.entry;

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
