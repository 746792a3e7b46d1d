package org.backlinks.html;

import java.util.Locale;
import org.backlinks.summary.ListSummary;
import org.jspecify.annotations.Nullable;

/** Writes numbers for readers. */
final class Numbers {
  /** The word for a number that nobody knows. It is never shown as 0. */
  static final String UNKNOWN = "unknown";

  private Numbers() {}

  /** Returns a number with commas between groups of three digits. */
  static String grouped(long number) {
    String digits = Long.toString(number);
    StringBuilder grouped = new StringBuilder(digits);
    int first = number < 0 ? 1 : 0;
    for (int at = digits.length() - 3; at > first; at -= 3) {
      grouped.insert(at, ',');
    }
    return grouped.toString();
  }

  /** Returns a number, or the word "unknown". */
  static String groupedOrUnknown(@Nullable Long number) {
    return number == null ? UNKNOWN : grouped(number);
  }

  /** Returns a number in a short form: a large one as millions or billions. */
  static String compact(long number) {
    if (number >= 1_000_000_000) {
      return String.format(Locale.ROOT, "%.1f bn", number / 1e9);
    }
    return number >= 10_000_000
        ? String.format(Locale.ROOT, "%.1f m", number / 1e6)
        : grouped(number);
  }

  /**
   * Returns a part of a whole in percent. A part that is neither nothing nor everything is never
   * shown as 0 % or 100 %.
   */
  static String percent(long part, long whole) {
    if (part == 0 || part == whole) {
      return part == 0 ? "0 %" : "100 %";
    }
    double percent = 100.0 * part / whole;
    if (percent < 0.1) {
      return "< 0.1 %";
    }
    if (percent > 99.9) {
      return "> 99.9 %";
    }
    return percent < 10 || percent > 90
        ? String.format(Locale.ROOT, "%.1f %%", percent)
        : Math.round(percent) + " %";
  }

  /** Returns a number of things: "1 link", "2 links". */
  static String count(long number, String thing) {
    return grouped(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** Returns the number of sources of links, or the word "unknown". */
  static String ofSources(int sources, int links) {
    return ListSummary.isSourceCountKnown(sources, links) ? grouped(sources) : UNKNOWN;
  }
}
