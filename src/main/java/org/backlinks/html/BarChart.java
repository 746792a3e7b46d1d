package org.backlinks.html;

import java.util.ArrayList;
import java.util.List;
import org.backlinks.summary.Facet;
import org.backlinks.summary.FacetValue;
import org.jspecify.annotations.Nullable;

/**
 * The most frequent values of one property of the links. Each value has a line of text and a bar
 * below it.
 *
 * @param valueName what a value is: "Anchor text"
 * @param note how many links have a known value
 * @param bars empty when no value is known
 * @param others the values that have no bar, or null when there are none
 */
record BarChart(
    String id, String title, String valueName, String note, List<Bar> bars, @Nullable Others others)
    implements Chart {
  static final int WIDTH = 340;

  private static final int MAX_BARS = 10;
  private static final int LINE_HEIGHT = 34;
  private static final int BAR_OFFSET = 18;
  private static final int BAR_HEIGHT = 8;

  /** The width of a label in narrow characters. The number of links needs the rest of the line. */
  private static final int LABEL_WIDTH = 36;

  /**
   * One value.
   *
   * @param text the value, for the table
   * @param label the value, for its line of the chart
   * @param y where the line starts
   * @param width the length of the bar
   */
  record Bar(String text, String label, int links, int domains, String share, int y, double width) {
    int textY() {
      return y + 12;
    }
  }

  /** The values that have no bar. */
  record Others(int values, int links) {}

  BarChart {
    bars = List.copyOf(bars);
  }

  /**
   * Returns the chart of a facet.
   *
   * @param facet null when no link has a known value
   * @param rows the number of links
   * @param maxText the maximum length of a value
   */
  static BarChart of(
      String id, String title, String valueName, @Nullable Facet facet, int rows, int maxText) {
    if (facet == null) {
      return new BarChart(id, title, valueName, Chart.knownNote(0, rows), List.of(), null);
    }
    List<FacetValue> shown = facet.values().stream().limit(MAX_BARS).toList();
    List<FacetValue> hidden = facet.values().subList(shown.size(), facet.values().size());
    int otherValues = hidden.size() + facet.others().values();
    int otherLinks = hidden.stream().mapToInt(FacetValue::links).sum() + facet.others().links();
    return new BarChart(
        id,
        title,
        valueName,
        Chart.knownNote(facet.known(), rows),
        bars(shown, facet.known(), maxText),
        otherValues == 0 ? null : new Others(otherValues, otherLinks));
  }

  private static List<Bar> bars(List<FacetValue> values, int known, int maxText) {
    int max = values.stream().mapToInt(FacetValue::links).max().orElse(1);
    List<Bar> bars = new ArrayList<>();
    for (FacetValue value : values) {
      bars.add(
          new Bar(
              DisplayText.of(value.value(), maxText),
              DisplayText.fit(value.value(), Math.min(LABEL_WIDTH, maxText)),
              value.links(),
              value.domains(),
              Numbers.percent(value.links(), known),
              bars.size() * LINE_HEIGHT,
              Chart.length(value.links(), max, WIDTH)));
    }
    return bars;
  }

  /** Returns the places of all bars as the data of an SVG path. */
  String trackPath() {
    StringBuilder path = new StringBuilder();
    bars.forEach(bar -> appendBar(path, bar, WIDTH));
    return path.toString();
  }

  /** Returns the bars as the data of an SVG path. */
  String barPath() {
    StringBuilder path = new StringBuilder();
    bars.forEach(bar -> appendBar(path, bar, bar.width));
    return path.toString();
  }

  private static void appendBar(StringBuilder path, Bar bar, double width) {
    path.append("M0 ").append(bar.y + BAR_OFFSET).append('h').append(Chart.text(width));
    path.append('v').append(BAR_HEIGHT).append("H0z");
  }

  int height() {
    return bars.size() * LINE_HEIGHT - 4;
  }

  @Override
  public boolean isKnown() {
    return !bars.isEmpty();
  }

  @Override
  public String description() {
    Bar first = bars.getFirst();
    return "%s. The most frequent of %d shown values has %s."
        .formatted(title, bars.size(), Numbers.count(first.links, "link"));
  }
}
