package org.backlinks.callback;

import java.util.List;
import org.backlinks.changes.ComparisonSummary;
import org.backlinks.question.EarlierReport;
import org.backlinks.report.Report;
import org.jspecify.annotations.Nullable;

/** Summarizes the changes between two reports. */
public interface ChangesSummarizer {
  /**
   * The changes of a report, as far as they are known.
   *
   * @param summary null when the changes are unknown
   * @param warnings sentences that say why there is no earlier report, or why nothing is known
   */
  record Result(@Nullable ComparisonSummary summary, List<String> warnings) {
    /** The result for a caller who does not ask for changes. */
    public static final Result NOT_ASKED = new Result(null, List.of());

    public Result {
      warnings = List.copyOf(warnings);
    }
  }

  /** Compares a ready report with an earlier one. It may take several seconds. */
  Result summarize(Report after, EarlierReport since);
}
