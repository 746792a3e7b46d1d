package org.backlinks.store;

import java.time.Instant;
import java.util.List;
import org.backlinks.report.ReportId;

/** What is due, by its names alone. */
final class DueIds {
  private DueIds() {}

  static List<ReportId> of(Reports reports, Instant now, int most) {
    return reports.due(now, most).stream().map(Reports.Due::id).toList();
  }
}
