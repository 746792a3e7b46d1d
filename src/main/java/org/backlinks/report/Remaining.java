package org.backlinks.report;

import org.backlinks.snapshot.Globals;
import org.jspecify.annotations.Nullable;

/** Upstream's last word on what is left of the plan; null is unknown, never 0. */
public record Remaining(
    @Nullable Long analysis, @Nullable Long retrieval, @Nullable Long standardReports) {

  /** Upstream has not said anything yet. */
  public static final Remaining UNKNOWN = new Remaining(null, null, null);

  /** What an answer of a paid command says. */
  public static Remaining in(Globals globals) {
    return new Remaining(
        globals.number("RemainingAnalysisResUnits"),
        globals.number("RemainingRetrievalResUnits"),
        globals.number("RemainingStandardReports"));
  }

  /** Whether anything is known. */
  public boolean any() {
    return analysis != null || retrieval != null || standardReports != null;
  }
}
