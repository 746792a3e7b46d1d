package org.backlinks.changes;

import org.backlinks.question.Question;
import org.backlinks.report.LinkList;

/** One list of a comparison, in one of the reports. */
record ComparedList(ComparedReport report, LinkList list, ListRows rows, int firstRow) {
  private static final String ANALYSIS_MODE = "AnalysisMode";
  private static final String WHOLE_ANALYSIS = "AnalyseAllBackLinks";

  /**
   * Returns whether the list certainly has each link that the index has. Anything unknown makes it
   * incomplete.
   */
  boolean isComplete() {
    Question question = report.question();
    Long available = list.available();
    Long total = list.totalBacklinks();
    return available != null
        && list.returned() < Math.min(question.maxBacklinks(), available)
        && total != null
        && total >= 0
        && total <= list.returned()
        && isWholeAnalysis()
        && question.maxPerDomain() == null
        && rows.areUrlsCertain();
  }

  private boolean isWholeAnalysis() {
    String mode = report.snapshot().manifest().globals().text(ANALYSIS_MODE);
    return mode == null || mode.equals(WHOLE_ANALYSIS);
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
