package org.backlinks.summary;

import java.util.List;

/**
 * Links by month.
 *
 * @param known the number of links with a known day
 * @param months the months with the most links, by links and then by time
 */
public record MonthCounts(int known, List<MonthCount> months) {
  /** The maximum number of listed months. */
  public static final int MAX_MONTHS = 600;

  public MonthCounts {
    months = List.copyOf(months);
  }
}
