package org.backlinks.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.backlinks.summary.MonthCount;

/**
 * When links were first indexed and when links were lost. Columns above the line are first indexed
 * links, columns below it are lost links, on one scale.
 *
 * @param periods the periods from the first to the last one, without gaps; empty when no month is
 *     known
 */
record MonthChart(String id, String note, String unit, List<Period> periods) implements Chart {
  static final int WIDTH = BarChart.WIDTH;
  static final int HEIGHT = 172;
  static final int LEFT = 40;

  static final int TOP = 4;
  private static final int PLOT_WIDTH = WIDTH - LEFT;
  private static final int PLOT_HEIGHT = 140;

  /** The maximum number of columns. */
  private static final int MAX_PERIODS = 120;

  /** The possible lengths of a period in months: a month, a year, a decade and a century. */
  private static final int[] PERIOD_MONTHS = {1, 12, 120, 1_200};

  private static final List<String> UNITS = List.of("month", "year", "decade", "century");
  private static final int MONTHS_PER_YEAR = 12;

  /** The links of one period. */
  record Period(String label, int firstIndexed, int lost) {}

  MonthChart {
    periods = List.copyOf(periods);
  }

  /** Returns the chart. Periods are as short as the width allows. */
  static MonthChart of(
      String id, String note, List<MonthCount> firstIndexed, List<MonthCount> lost) {
    TreeMap<Long, Integer> first = byMonth(firstIndexed);
    TreeMap<Long, Integer> gone = byMonth(lost);
    TreeMap<Long, Integer> all = new TreeMap<>(first);
    all.putAll(gone);
    if (all.isEmpty()) {
      return new MonthChart(id, note, UNITS.getFirst(), List.of());
    }
    int length = 0;
    while (span(all, PERIOD_MONTHS[length]) > MAX_PERIODS) {
      length++;
    }
    int months = PERIOD_MONTHS[length];
    List<Period> periods = new ArrayList<>();
    long from = Math.floorDiv(all.firstKey(), months);
    for (long period = from; period < from + span(all, months); period++) {
      long start = period * months;
      periods.add(
          new Period(
              label(start, months),
              sum(first.subMap(start, start + months)),
              sum(gone.subMap(start, start + months))));
    }
    return new MonthChart(id, note, UNITS.get(length), periods);
  }

  private static TreeMap<Long, Integer> byMonth(List<MonthCount> counts) {
    TreeMap<Long, Integer> months = new TreeMap<>();
    for (MonthCount count : counts) {
      long month =
          (long) count.month().getYear() * MONTHS_PER_YEAR + count.month().getMonthValue() - 1;
      months.merge(month, count.links(), Integer::sum);
    }
    return months;
  }

  /** Returns the number of periods from the first to the last month. */
  private static long span(TreeMap<Long, Integer> months, int length) {
    return Math.floorDiv(months.lastKey(), length) - Math.floorDiv(months.firstKey(), length) + 1L;
  }

  private static int sum(Map<Long, Integer> months) {
    return months.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String label(long start, int months) {
    long year = Math.floorDiv(start, MONTHS_PER_YEAR);
    if (months == 1) {
      return "%04d-%02d".formatted(year, Math.floorMod(start, MONTHS_PER_YEAR) + 1);
    }
    return months == MONTHS_PER_YEAR
        ? "%04d".formatted(year)
        : "%04d–%04d".formatted(year, year + months / MONTHS_PER_YEAR - 1);
  }

  /** Returns the head of the column of periods. */
  String unitName() {
    return unit.substring(0, 1).toUpperCase(Locale.ROOT) + unit.substring(1);
  }

  int maxFirstIndexed() {
    return periods.stream().mapToInt(Period::firstIndexed).max().orElse(0);
  }

  int maxLost() {
    return periods.stream().mapToInt(Period::lost).max().orElse(0);
  }

  /** Returns the height of the line between first indexed and lost links. */
  double lineY() {
    return Chart.rounded(TOP + height(maxFirstIndexed()));
  }

  double bottomY() {
    return Chart.rounded(lineY() + height(maxLost()));
  }

  private double height(int links) {
    return Chart.length(links, maxFirstIndexed() + maxLost(), PLOT_HEIGHT);
  }

  /** Returns the columns of first indexed links as the data of an SVG path. */
  String firstIndexedPath() {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < periods.size(); i++) {
      appendColumn(path, i, -height(periods.get(i).firstIndexed));
    }
    return path.toString();
  }

  /** Returns the columns of lost links as the data of an SVG path. */
  String lostPath() {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < periods.size(); i++) {
      appendColumn(path, i, height(periods.get(i).lost));
    }
    return path.toString();
  }

  private void appendColumn(StringBuilder path, int index, double height) {
    if (height != 0) {
      double slot = (double) PLOT_WIDTH / periods.size();
      double width = Math.min(28, slot > 4 ? slot - 1.5 : slot * 0.8);
      double x = LEFT + slot * index + (slot - width) / 2;
      path.append('M')
          .append(Chart.text(Chart.rounded(x)))
          .append(' ')
          .append(Chart.text(lineY()))
          .append('v')
          .append(Chart.text(Chart.rounded(height)))
          .append('h')
          .append(Chart.text(Chart.rounded(width)))
          .append('V')
          .append(Chart.text(lineY()))
          .append('z');
    }
  }

  @Override
  public String title() {
    return "First indexed and lost by " + unit;
  }

  @Override
  public boolean isKnown() {
    return !periods.isEmpty();
  }

  @Override
  public String description() {
    return "%s, from %s to %s. The tallest column above the line is %s, below it %s."
        .formatted(
            title(),
            periods.getFirst().label,
            periods.getLast().label,
            Numbers.count(maxFirstIndexed(), "link"),
            Numbers.count(maxLost(), "link"));
  }
}
