package org.backlinks.entry;

import org.backlinks.render.PageRequest;
import org.backlinks.render.RenderedPage;
import org.backlinks.render.ResponseBuffer;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.jspecify.annotations.Nullable;

/** The view of a report for a caller, before it becomes an HTTP response or a direct result. */
sealed interface ReportView {
  /** A page of a ready report. */
  record PageShown(Report report, PageRequest page, RenderedPage payload, String entityTag)
      implements ReportView {}

  /** A report without rows: it is pending or failed. The body has the format of the page. */
  record StateShown(Report report, PageRequest page, ResponseBuffer body) implements ReportView {}

  /** A page that the caller already has. */
  record NotModified(Report report, PageRequest page, String entityTag) implements ReportView {}

  /**
   * A problem.
   *
   * @param reportId the report that the problem belongs to, or null
   */
  record ProblemShown(Problem problem, @Nullable ReportId reportId) implements ReportView {}
}
