package org.backlinks.units;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of upstream's two kinds of units, or limits on them. Null means that the amount is
 * unknown, or that there is no limit.
 */
public record PartialUnits(@Nullable Long analysis, @Nullable Long retrieval) {
  /** No amount is known, or there is no limit. */
  public static final PartialUnits NONE = new PartialUnits(null, null);

  /**
   * Returns the charge that an answer reports.
   *
   * @param unitsByName returns the amount in a global variable of the answer, or null
   */
  public static PartialUnits charged(Function<String, @Nullable Long> unitsByName) {
    return new PartialUnits(
        unitsByName.apply(UnitsGlobal.CHARGED_ANALYSIS.wireName()),
        unitsByName.apply(UnitsGlobal.CHARGED_RETRIEVAL.wireName()));
  }

  /** Returns amounts of which both are known. */
  public static PartialUnits of(Units units) {
    return new PartialUnits(units.analysis(), units.retrieval());
  }

  /** Returns the sum. An unknown amount does not change a known one. */
  public PartialUnits plus(PartialUnits more) {
    return new PartialUnits(sum(analysis, more.analysis), sum(retrieval, more.retrieval));
  }

  private static @Nullable Long sum(@Nullable Long first, @Nullable Long second) {
    if (first == null) {
      return second;
    }
    return second == null ? first : Long.valueOf(Units.saturatedAdd(first, second));
  }

  /** Returns whether at least one amount is known, or at least one limit is set. */
  public boolean isAnyKnown() {
    return analysis != null || retrieval != null;
  }

  /** Returns the amounts, with a default for each unknown one. */
  public Units orElse(Units defaults) {
    return new Units(
        analysis == null ? defaults.analysis() : analysis,
        retrieval == null ? defaults.retrieval() : retrieval);
  }
}
