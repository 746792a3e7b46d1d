package org.backlinks.html;

import java.util.Locale;

/**
 * A chart of the links of one list. The numbers of a chart are also in a table below it. A chart
 * without known values has only its title and its note.
 */
sealed interface Chart permits BarChart, FlowChart, FollowChart, MonthChart {
  /** The shortest visible bar. */
  double MIN_LENGTH = 2;

  /** Returns a name that no other chart of the page has. */
  String id();

  String title();

  /** Returns how many links the chart is about. */
  String note();

  /** Returns whether the chart has a value to show. */
  boolean isKnown();

  /** Returns the chart in a sentence, for readers who do not see it. */
  String description();

  /** Returns the note of a chart about links with a known value. */
  static String knownNote(long known, long rows) {
    if (rows == 0) {
      return "There are no links.";
    }
    return known == 0
        ? "Unknown for " + (rows == 1 ? "" : "all ") + Numbers.count(rows, "link") + "."
        : "Known for %s of %s.".formatted(Numbers.grouped(known), Numbers.count(rows, "link"));
  }

  /** Returns the length of the bar for a number when the bar for {@code max} has a full length. */
  static double length(long number, long max, double fullLength) {
    return number == 0 ? 0 : rounded(Math.max(MIN_LENGTH, fullLength * number / max));
  }

  /** Returns a coordinate with one decimal place. */
  static double rounded(double coordinate) {
    return Math.round(coordinate * 10) / 10.0;
  }

  /** Returns a coordinate as SVG text. */
  static String text(double coordinate) {
    return coordinate == Math.rint(coordinate)
        ? Long.toString((long) coordinate)
        : String.format(Locale.ROOT, "%.1f", coordinate);
  }
}
