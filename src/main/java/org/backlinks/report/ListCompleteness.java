package org.backlinks.report;

import org.backlinks.question.Question;
import org.backlinks.snapshot.Manifest;

/** Whether a list certainly has each link that the index has. */
public final class ListCompleteness {
  private static final String ANALYSIS_MODE = "AnalysisMode";
  private static final String WHOLE_ANALYSIS = "AnalyseAllBackLinks";

  private ListCompleteness() {}

  /**
   * Returns whether a list is complete. Anything unknown makes it incomplete.
   *
   * @param areUrlsCertain whether each row has both of its URLs as upstream knows them
   */
  public static boolean isComplete(
      Question question, Manifest manifest, LinkList list, boolean areUrlsCertain) {
    Long available = list.available();
    Long total = list.totalBacklinks();
    return available != null
        && list.returned() < Math.min(question.maxBacklinks(), available)
        && total != null
        && total >= 0
        && total <= list.returned()
        && isWholeAnalysis(manifest)
        && question.maxPerDomain() == null
        && areUrlsCertain;
  }

  private static boolean isWholeAnalysis(Manifest manifest) {
    String mode = manifest.globals().text(ANALYSIS_MODE);
    return mode == null || mode.equals(WHOLE_ANALYSIS);
  }
}
