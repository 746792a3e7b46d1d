package org.backlinks.units;

/**
 * The price of lists of links. Source: upstream's page of {@code GetSubscriptionInfo}.
 *
 * @param analysisPerList analysis units for one list, whatever its size
 * @param maxRows the maximum number of rows of one list that the plan allows
 */
public record Price(long analysisPerList, long maxRows) {
  /** The price in all of upstream's samples. It is used when upstream reports no price. */
  public static final Price DEFAULT = new Price(5_000, 50_000);

  private static final long MAX_ANALYSIS_PER_LIST = 1_000_000_000;

  /** Returns whether a list may cost this number of analysis units. */
  public static boolean isPlausible(long analysisPerList) {
    return analysisPerList > 0 && analysisPerList <= MAX_ANALYSIS_PER_LIST;
  }
}
