package org.backlinks.html;

import java.util.List;
import org.backlinks.report.Report;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.summary.ReportSummary;
import org.jspecify.annotations.Nullable;

/**
 * A page of a ready report that somebody asks for.
 *
 * @param summary null when it is not shown
 * @param changes the changes since an earlier report, or null when they are not shown
 * @param from the first link, from 0
 * @param limit the maximum number of links
 * @param warnings sentences that only this page has
 */
public record ReportPageRequest(
    Report report,
    Snapshot snapshot,
    @Nullable ReportSummary summary,
    @Nullable ChangesSection changes,
    int from,
    int limit,
    Audience audience,
    List<String> warnings) {
  public ReportPageRequest {
    warnings = List.copyOf(warnings);
  }
}
