package org.backlinks.changes;

import org.backlinks.report.LinkList;
import org.backlinks.report.ListCompleteness;

/** One list of a comparison, in one of the reports. */
record ComparedList(ComparedReport report, LinkList list, ListRows rows, int firstRow) {
  /**
   * Returns whether the list certainly has each link that the index has. Anything unknown makes it
   * incomplete.
   */
  boolean isComplete() {
    return ListCompleteness.isComplete(
        report.question(), report.snapshot().manifest(), list, rows.areUrlsCertain());
  }

  /** Returns whether the list has as many rows as it can have. */
  boolean isCut() {
    Long available = list.available();
    int max = report.question().maxBacklinks();
    return list.returned() >= (available == null ? max : Math.min(max, available));
  }

  ListComparison.Side side() {
    return new ListComparison.Side(list.returned(), list.totalBacklinks(), isComplete());
  }
}
