package org.backlinks.changes;

import org.backlinks.report.ReportId;
import org.jspecify.annotations.Nullable;

/**
 * What a ready report shows about its changes.
 *
 * @param since the earlier report, or null when there is none that is comparable
 * @param list the compared list of the widest scope, or null like {@code since}
 */
public record ComparisonSummary(@Nullable ReportId since, @Nullable ListComparison list) {
  /** No earlier report is comparable. */
  public static final ComparisonSummary NONE = new ComparisonSummary(null, null);

  /** Returns the summary of the comparison with an earlier report. */
  public static ComparisonSummary of(ReportId since, Comparison comparison) {
    return new ComparisonSummary(since, comparison.lists().getLast());
  }
}
