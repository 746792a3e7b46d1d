package org.backlinks.service;

import org.backlinks.report.Problem;
import org.backlinks.report.Report;

/** How a question was taken. */
public sealed interface Outcome {
  /**
   * Its report as it stands when its caller is answered.
   *
   * @param reused whether this request started no paid call
   */
  record Answered(Report report, boolean reused) implements Outcome {}

  /** There is no report for it; nothing was spent. */
  record Refused(Problem problem) implements Outcome {}
}
