package org.backlinks.entry;

import org.backlinks.render.ResponseBuffer;
import org.backlinks.report.Problem;
import org.backlinks.report.ReportId;
import org.jspecify.annotations.Nullable;

/** The view of a summary for a caller, before it becomes an HTTP response or a direct result. */
sealed interface SummaryView {
  /** A summary. */
  record SummaryShown(ReportId id, ResponseBuffer body, String entityTag) implements SummaryView {}

  /** A summary that the caller already has. */
  record NotModified(ReportId id, String entityTag) implements SummaryView {}

  /**
   * A problem.
   *
   * @param reportId the report that the problem belongs to, or null
   */
  record ProblemShown(Problem problem, @Nullable ReportId reportId) implements SummaryView {}
}
