package org.backlinks.summary;

import java.util.List;

/**
 * The counts of a report.
 *
 * @param lists one for each list of the report, in the order of the lists in payloads. The lists
 *     contain one another, so there are no totals over them
 */
public record ReportSummary(List<ListSummary> lists) {
  public ReportSummary {
    lists = List.copyOf(lists);
  }

  /** Returns the few counts that payloads, notices and events carry. */
  public SummaryOverview overview() {
    return new SummaryOverview(lists.stream().map(ListOverview::of).toList());
  }
}
