package org.backlinks.report;

import org.jspecify.annotations.Nullable;

/** Units of each kind as far as they are known, or limited; null is unknown, or without limit. */
public record Amounts(@Nullable Long analysis, @Nullable Long retrieval) {
  /** Nothing known, nothing limited. */
  public static final Amounts NONE = new Amounts(null, null);

  /** Whether either is there. */
  public boolean any() {
    return analysis != null || retrieval != null;
  }

  /** With unknown ones taken as these. */
  public Units or(Units otherwise) {
    return new Units(
        analysis == null ? otherwise.analysis() : analysis,
        retrieval == null ? otherwise.retrieval() : retrieval);
  }
}
