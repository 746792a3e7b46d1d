package org.backlinks.units;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The units of the plan that upstream last said are left. Null means unknown, never 0. */
public record RemainingUnits(
    @Nullable Long analysis,
    @Nullable Long retrieval,
    @Nullable Long standardReports,
    @Nullable Long indexItems) {

  /** No amount is known. */
  public static final RemainingUnits UNKNOWN = new RemainingUnits(null, null, null);

  /** Creates amounts of which that of the index item units is unknown. */
  public RemainingUnits(
      @Nullable Long analysis, @Nullable Long retrieval, @Nullable Long standardReports) {
    this(analysis, retrieval, standardReports, null);
  }

  /**
   * Returns the units that are left according to an answer.
   *
   * @param unitsByName returns the amount in a global variable of the answer, or null
   */
  public static RemainingUnits from(Function<String, @Nullable Long> unitsByName) {
    return new RemainingUnits(
        unitsByName.apply(UnitsGlobal.REMAINING_ANALYSIS.wireName()),
        unitsByName.apply(UnitsGlobal.REMAINING_RETRIEVAL.wireName()),
        unitsByName.apply(UnitsGlobal.REMAINING_STANDARD_REPORTS.wireName()),
        unitsByName.apply(UnitsGlobal.REMAINING_INDEX_ITEMS.wireName()));
  }

  /** Returns the amounts that a later answer reports, and these where it reports none. */
  public RemainingUnits withUpdate(RemainingUnits later) {
    return new RemainingUnits(
        latestKnown(analysis, later.analysis),
        latestKnown(retrieval, later.retrieval),
        latestKnown(standardReports, later.standardReports),
        latestKnown(indexItems, later.indexItems));
  }

  private static @Nullable Long latestKnown(@Nullable Long before, @Nullable Long later) {
    return later == null ? before : later;
  }

  /** Returns whether at least one amount is known. */
  public boolean isAnyKnown() {
    return analysis != null || retrieval != null || standardReports != null || indexItems != null;
  }
}
