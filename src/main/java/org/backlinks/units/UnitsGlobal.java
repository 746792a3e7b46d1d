package org.backlinks.units;

import java.util.Arrays;
import java.util.Optional;

/**
 * The global variables in which an upstream answer reports units. Source: upstream's pages of
 * {@code GetTopBackLinks} and {@code GetBackLinkData}.
 */
public enum UnitsGlobal {
  CHARGED_ANALYSIS("ChargedAnalysisResUnits"),
  CHARGED_RETRIEVAL("ChargedRetrievalResUnits"),
  REMAINING_ANALYSIS("RemainingAnalysisResUnits"),
  REMAINING_RETRIEVAL("RemainingRetrievalResUnits"),
  REMAINING_STANDARD_REPORTS("RemainingStandardReports"),
  REMAINING_INDEX_ITEMS("RemainingIndexItemInfoResUnits");

  private final String wireName;

  UnitsGlobal(String wireName) {
    this.wireName = wireName;
  }

  /** Returns the name that upstream uses. */
  public String wireName() {
    return wireName;
  }

  /** Returns whether the variable is a charge and not an amount that is left. */
  public boolean isCharge() {
    return switch (this) {
      case CHARGED_ANALYSIS, CHARGED_RETRIEVAL -> true;
      case REMAINING_ANALYSIS,
          REMAINING_RETRIEVAL,
          REMAINING_STANDARD_REPORTS,
          REMAINING_INDEX_ITEMS ->
          false;
    };
  }

  /** Returns the variable with this name in any case. */
  public static Optional<UnitsGlobal> find(String name) {
    return Arrays.stream(values())
        .filter(global -> global.wireName.equalsIgnoreCase(name))
        .findFirst();
  }
}
