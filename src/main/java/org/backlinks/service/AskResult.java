package org.backlinks.service;

import org.backlinks.report.Problem;
import org.backlinks.report.Report;

/** The answer to a request. */
public sealed interface AskResult {
  /**
   * The state of the report at the time of the answer.
   *
   * @param reused whether the request started no paid call
   */
  record Answered(Report report, boolean reused) implements AskResult {
    /** Returns the same answer with a newer state of its report. */
    Answered withReport(Report newer) {
      return new Answered(newer, reused);
    }
  }

  /** There is no report for the request, and nothing was spent. */
  record Refused(Problem problem) implements AskResult {}
}
