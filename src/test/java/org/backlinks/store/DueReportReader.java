package org.backlinks.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.backlinks.report.ReportId;

/** Reads the ids of the due reports. */
final class DueReportReader {
  private DueReportReader() {}

  static List<ReportId> readIds(DueIndex dueIndex, Instant now, int max) {
    List<DuePages.Due<ReportId>> due = new ArrayList<>();
    DuePages<ReportId> pages = dueIndex.findDue(now);
    while (pages.hasNext()) {
      due.addAll(pages.next());
    }
    return due.stream()
        .sorted(Comparator.comparing(DuePages.Due::dueAt))
        .limit(max)
        .map(DuePages.Due::id)
        .toList();
  }
}
