package org.backlinks.service;

import java.util.List;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;

/** The answer to a request. */
public sealed interface AskResult {
  /**
   * The state of the report at the time of the answer.
   *
   * @param reused whether the request started no paid call
   * @param warnings sentences for this caller only
   */
  record Answered(Report report, boolean reused, List<String> warnings) implements AskResult {
    public Answered {
      warnings = List.copyOf(warnings);
    }

    /** Returns the same answer with a newer state of its report. */
    Answered withReport(Report newer) {
      return new Answered(newer, reused, warnings);
    }
  }

  /** There is no report for the request, and nothing was spent. */
  record Refused(Problem problem) implements AskResult {}
}
