package org.backlinks.service;

import java.util.List;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;

/** The report that a request gets, or the reason why it gets none. */
sealed interface Resolution {
  /**
   * A stored report answers the request.
   *
   * @param warnings sentences for this caller
   */
  record Found(Report report, List<String> warnings) implements Resolution {}

  /**
   * A new report is written, and its units are reserved.
   *
   * @param warnings sentences for this caller
   */
  record Claimed(Report report, List<String> warnings) implements Resolution {}

  /** There is no report for the request, and nothing was spent. */
  record Refused(Problem problem) implements Resolution {}

  /** The table changed between the read and the write. The request must be resolved again. */
  record Outdated() implements Resolution {}

  /** Returns the same resolution with the warnings of a report. */
  default Resolution withWarnings(List<String> warnings) {
    return switch (this) {
      case Found found -> new Found(found.report, warnings);
      case Claimed claimed -> new Claimed(claimed.report, warnings);
      case Refused refused -> refused;
      case Outdated outdated -> outdated;
    };
  }
}
