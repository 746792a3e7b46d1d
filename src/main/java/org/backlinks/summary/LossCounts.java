package org.backlinks.summary;

import java.util.List;

/**
 * Why and when the dead links were lost.
 *
 * @param known the number of dead links with a known reason or day
 * @param reasons the most frequent reasons, by links and then by text; empty when none is known
 * @param months the months with the most losses, by links and then by time; empty when no day is
 *     known
 */
public record LossCounts(int known, List<FacetValue> reasons, List<MonthCount> months) {
  public LossCounts {
    reasons = List.copyOf(reasons);
    months = List.copyOf(months);
  }
}
