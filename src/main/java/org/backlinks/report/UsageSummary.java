package org.backlinks.report;

import java.util.List;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.RemainingUnits;

/**
 * The spent units, the units that are left, and the limits.
 *
 * @param remaining the units that upstream last said are left
 * @param dayBudget the maximum cost of a UTC day
 * @param maxIndexItems the maximum number of index item units of a UTC day
 * @param minRemaining no paid call is made when fewer units than these are left
 * @param maxBacklinks the maximum number of rows of one list
 * @param days the newest day, which is today, comes first
 */
public record UsageSummary(
    RemainingUnits remaining,
    PartialUnits dayBudget,
    long maxIndexItems,
    PartialUnits minRemaining,
    long maxBacklinks,
    List<DailySpend> days) {
  public UsageSummary {
    days = List.copyOf(days);
  }

  /** Returns the newest day. */
  public DailySpend today() {
    return days.getFirst();
  }
}
