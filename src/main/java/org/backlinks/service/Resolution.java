package org.backlinks.service;

import org.backlinks.report.Problem;
import org.backlinks.report.Report;

/** The report that a request gets, or the reason why it gets none. */
sealed interface Resolution {
  /** A stored report answers the request. */
  record Found(Report report) implements Resolution {}

  /** A new report is written, and its units are reserved. */
  record Claimed(Report report) implements Resolution {}

  /** There is no report for the request, and nothing was spent. */
  record Refused(Problem problem) implements Resolution {}

  /** The table changed between the read and the write. The request must be resolved again. */
  record Outdated() implements Resolution {}
}
