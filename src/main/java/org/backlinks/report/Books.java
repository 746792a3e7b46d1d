package org.backlinks.report;

import java.util.List;

/**
 * What was spent, what is left, and the limits in force.
 *
 * @param remaining upstream's last word on what is left
 * @param dayBudget the most that a UTC day may cost
 * @param minRemaining no paid call when less than this is left
 * @param maxBacklinks the most rows of one list
 * @param days the newest, today, first
 */
public record Books(
    Remaining remaining,
    Amounts dayBudget,
    Amounts minRemaining,
    long maxBacklinks,
    List<Day> days) {
  public Books {
    days = List.copyOf(days);
  }

  /** The newest day. */
  public Day today() {
    return days.getFirst();
  }
}
