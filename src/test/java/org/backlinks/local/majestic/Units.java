package org.backlinks.local.majestic;

import java.util.Optional;

/** The two pools of the plan, running down with every paid answer. */
final class Units {
  /** The fixed price of one list of links, in analysis units. */
  static final int ANALYSIS_A_LIST = 5_000;

  private long analysis = 97_077_651;
  private long retrieval = 19_462_826;

  synchronized void set(long analysis, long retrieval) {
    this.analysis = analysis;
    this.retrieval = retrieval;
  }

  synchronized long analysis() {
    return analysis;
  }

  synchronized long retrieval() {
    return retrieval;
  }

  /** Takes both amounts, or neither and says which code upstream refuses with. */
  synchronized Optional<Answer> take(long ofAnalysis, long ofRetrieval) {
    if (ofAnalysis > analysis) {
      return Optional.of(
          Answer.refused("InsufficientAnalysisResUnits", "Not enough analysis units left"));
    }
    if (ofRetrieval > retrieval) {
      return Optional.of(
          Answer.refused("InsufficientRetrievalResUnits", "Not enough retrieval units left"));
    }
    analysis -= ofAnalysis;
    retrieval -= ofRetrieval;
    return Optional.empty();
  }
}
