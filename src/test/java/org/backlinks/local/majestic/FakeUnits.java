package org.backlinks.local.majestic;

import java.util.Optional;

/** The remaining units of the plan. Each paid answer reduces them. */
final class FakeUnits {
  /** The fixed price of one list of links, in analysis units. */
  static final int ANALYSIS_UNITS_PER_LIST = 5_000;

  private long remainingAnalysisUnits = 97_077_651;
  private long remainingRetrievalUnits = 19_462_826;
  private long remainingIndexItemUnits = 1_000_000;

  synchronized void setRemainingUnits(long analysis, long retrieval) {
    this.remainingAnalysisUnits = analysis;
    this.remainingRetrievalUnits = retrieval;
  }

  synchronized long remainingAnalysisUnits() {
    return remainingAnalysisUnits;
  }

  synchronized long remainingRetrievalUnits() {
    return remainingRetrievalUnits;
  }

  synchronized void setRemainingIndexItemUnits(long units) {
    this.remainingIndexItemUnits = units;
  }

  synchronized long remainingIndexItemUnits() {
    return remainingIndexItemUnits;
  }

  /** Charges index item units and returns empty, or charges nothing and returns the refusal. */
  synchronized Optional<FakeAnswer> chargeIndexItems(int units) {
    if (units > remainingIndexItemUnits) {
      return Optional.of(
          FakeAnswer.refused(
              "InsufficientIndexItemInfoUnits", "Not enough IndexItemInfo units available"));
    }
    remainingIndexItemUnits -= units;
    return Optional.empty();
  }

  /** Charges both amounts and returns empty, or charges nothing and returns the refusal. */
  synchronized Optional<FakeAnswer> charge(long analysis, long retrieval) {
    if (analysis > remainingAnalysisUnits) {
      return Optional.of(
          FakeAnswer.refused("InsufficientAnalysisResUnits", "Not enough analysis units left"));
    }
    if (retrieval > remainingRetrievalUnits) {
      return Optional.of(
          FakeAnswer.refused("InsufficientRetrievalResUnits", "Not enough retrieval units left"));
    }
    remainingAnalysisUnits -= analysis;
    remainingRetrievalUnits -= retrieval;
    return Optional.empty();
  }
}
