package org.backlinks.entry;

import org.backlinks.render.ChangesPageRequest;
import org.backlinks.render.RenderedPage;
import org.backlinks.report.Problem;
import org.backlinks.report.ReportId;
import org.jspecify.annotations.Nullable;

/** The view of changes for a caller, before it becomes an HTTP response or a direct result. */
sealed interface ChangesView {
  /**
   * A page of changes.
   *
   * @param id the later report
   */
  record PageShown(ReportId id, ChangesPageRequest page, RenderedPage payload, String entityTag)
      implements ChangesView {}

  /**
   * A page that the caller already has.
   *
   * @param id the later report
   */
  record NotModified(ReportId id, String entityTag) implements ChangesView {}

  /**
   * A problem.
   *
   * @param reportId the report that the problem belongs to, or null
   */
  record ProblemShown(Problem problem, @Nullable ReportId reportId) implements ChangesView {}
}
