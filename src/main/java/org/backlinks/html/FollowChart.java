package org.backlinks.html;

import java.util.ArrayList;
import java.util.List;
import org.backlinks.summary.FollowCounts;
import org.jspecify.annotations.Nullable;

/**
 * How many links search engines follow, as parts of one bar.
 *
 * @param parts follow, nofollow and unknown, without those that no link has; empty when nothing is
 *     known
 */
record FollowChart(String id, String note, List<Part> parts) implements Chart {
  static final int WIDTH = BarChart.WIDTH;
  static final int HEIGHT = 78;

  private static final int GAP = 2;
  private static final int LEGEND_WIDTH = 114;

  /**
   * A part of the bar.
   *
   * @param style the class of its color
   * @param x where it starts
   * @param legendX where its legend starts
   */
  record Part(
      String name, String style, int links, String share, double x, double width, int legendX) {}

  FollowChart {
    parts = List.copyOf(parts);
  }

  /**
   * Returns the chart.
   *
   * @param follow null when it is unknown for all links
   * @param rows the number of links
   */
  static FollowChart of(String id, @Nullable FollowCounts follow, int rows) {
    if (follow == null) {
      return new FollowChart(id, Chart.knownNote(0, rows), List.of());
    }
    List<Part> parts = new ArrayList<>();
    add(parts, "Follow", "a", follow.follow(), rows);
    add(parts, "Nofollow", "b", follow.nofollow(), rows);
    add(parts, "Unknown", "u", rows - follow.known(), rows);
    return new FollowChart(id, Chart.knownNote(follow.known(), rows), parts);
  }

  private static void add(List<Part> parts, String name, String style, int links, int rows) {
    if (links > 0) {
      double x = parts.isEmpty() ? 0 : parts.getLast().x + parts.getLast().width + GAP;
      double width = Math.min(WIDTH - x, Chart.length(links, rows, WIDTH - 2.0 * GAP));
      parts.add(
          new Part(
              name,
              style,
              links,
              Numbers.percent(links, rows),
              Chart.rounded(x),
              Chart.rounded(Math.max(0, width)),
              parts.size() * LEGEND_WIDTH));
    }
  }

  @Override
  public String title() {
    return "Follow and nofollow";
  }

  @Override
  public boolean isKnown() {
    return !parts.isEmpty();
  }

  @Override
  public String description() {
    StringBuilder sentence = new StringBuilder("Links by whether search engines follow them:");
    for (Part part : parts) {
      sentence.append(' ').append(part.name).append(' ').append(part.share).append(';');
    }
    sentence.setCharAt(sentence.length() - 1, '.');
    return sentence.toString();
  }
}
