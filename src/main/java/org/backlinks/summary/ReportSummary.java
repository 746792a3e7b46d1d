package org.backlinks.summary;

import java.util.List;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Table;

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

  /**
   * Returns the manifest with the few counts that payloads carry, at the tables of the lists that
   * have one table.
   */
  public Manifest addOverviewsTo(Manifest manifest) {
    return new Manifest(
        manifest.command(),
        manifest.globals(),
        manifest.tables().stream().map(table -> withOverview(table, manifest)).toList(),
        manifest.warnings());
  }

  private Table withOverview(Table table, Manifest manifest) {
    for (ListSummary list : lists) {
      String scope = list.scope().wireName();
      if (scope.equals(table.scope()) && manifest.linkTables(List.of(scope)).size() == 1) {
        return table.withOverview(list.toOverview());
      }
    }
    return table;
  }
}
