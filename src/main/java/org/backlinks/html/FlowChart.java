package org.backlinks.html;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.backlinks.summary.FlowCell;
import org.backlinks.summary.FlowCounts;
import org.jspecify.annotations.Nullable;

/**
 * Citation Flow and Trust Flow of the source pages. Each cell of a grid is as dark as it has links.
 * Bars at two sides of the grid show the deciles of both values.
 *
 * @param counts null when no link has both values
 */
record FlowChart(String id, String note, @Nullable FlowCounts counts) implements Chart {
  static final int WIDTH = BarChart.WIDTH;
  static final int HEIGHT = 350;

  /** Where the grid starts, and the length of its sides. */
  static final int LEFT = 34;

  static final int TOP = 44;
  static final int SIDE = 260;

  /** The values of each axis from 0 to 100 are divided into this many cells. */
  private static final int CELLS = 20;

  private static final int CELL = SIDE / CELLS;
  private static final int MAX_FLOW = 100;

  /** The number of colors. */
  private static final int COLORS = 5;

  private static final int DECILE = SIDE / FlowCounts.DECILES;
  private static final int MAX_BAR = 34;

  /**
   * The cells of one color.
   *
   * @param path the cells as the data of an SVG path; empty when there are none
   */
  record Shade(int number, int minLinks, int maxLinks, String path) {
    String range() {
      return minLinks == maxLinks
          ? Numbers.grouped(minLinks)
          : Numbers.grouped(minLinks) + "–" + Numbers.grouped(maxLinks);
    }

    int legendX() {
      return LEFT + (number - 1) * 60;
    }
  }

  /** The links with a value in one decile. */
  record Decile(String label, int citationFlow, int trustFlow) {}

  static FlowChart of(String id, @Nullable FlowCounts counts, int rows) {
    return new FlowChart(id, Chart.knownNote(counts == null ? 0 : counts.known(), rows), counts);
  }

  /** Returns the colors that occur, from the lightest to the darkest. */
  List<Shade> shades() {
    int[][] grid = grid();
    int max = 0;
    for (int[] column : grid) {
      for (int links : column) {
        max = Math.max(max, links);
      }
    }
    List<Shade> shades = new ArrayList<>();
    int min = 1;
    for (int number = 1; number <= COLORS && min <= max; number++) {
      int upTo = Math.max(min, (int) Math.round(Math.pow(max, (double) number / COLORS)));
      int last = number == COLORS ? max : Math.min(max, upTo);
      shades.add(new Shade(number, min, last, path(grid, min, last)));
      min = last + 1;
    }
    return shades;
  }

  private int[][] grid() {
    int[][] grid = new int[CELLS][CELLS];
    for (FlowCell cell : known().matrix()) {
      grid[index(cell.citationFlow())][index(cell.trustFlow())] += cell.links();
    }
    return grid;
  }

  private FlowCounts known() {
    if (counts == null) {
      throw new IllegalStateException("no link has a known Citation Flow and Trust Flow");
    }
    return counts;
  }

  private static int index(int flow) {
    return Math.min(CELLS - 1, flow * CELLS / MAX_FLOW);
  }

  private static String path(int[][] grid, int min, int max) {
    StringBuilder path = new StringBuilder();
    for (int x = 0; x < CELLS; x++) {
      for (int y = 0; y < CELLS; y++) {
        if (grid[x][y] >= min && grid[x][y] <= max) {
          path.append('M')
              .append(LEFT + x * CELL)
              .append(' ')
              .append(TOP + SIDE - (y + 1) * CELL)
              .append("h12v12h-12z");
        }
      }
    }
    return path.toString();
  }

  /** Returns the counts of both values by decile. */
  List<Decile> deciles() {
    List<Decile> deciles = new ArrayList<>();
    for (int i = 0; i < FlowCounts.DECILES; i++) {
      int last = i == FlowCounts.DECILES - 1 ? MAX_FLOW : i * 10 + 9;
      deciles.add(
          new Decile(
              i * 10 + "–" + last,
              known().citationDeciles().get(i),
              known().trustDeciles().get(i)));
    }
    return deciles;
  }

  /** Returns the bars above the grid, one for each decile of the Citation Flow. */
  String citationPath() {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < FlowCounts.DECILES; i++) {
      double height = decileLength(known().citationDeciles().get(i));
      if (height > 0) {
        path.append(
            "M%d %dv-%sh%dv%sz"
                .formatted(
                    LEFT + i * DECILE + 1,
                    TOP - 6,
                    Chart.text(height),
                    DECILE - 3,
                    Chart.text(height)));
      }
    }
    return path.toString();
  }

  /** Returns the bars at the right of the grid, one for each decile of the Trust Flow. */
  String trustPath() {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < FlowCounts.DECILES; i++) {
      double length = decileLength(known().trustDeciles().get(i));
      if (length > 0) {
        path.append(
            "M%d %dh%sv%dh-%sz"
                .formatted(
                    LEFT + SIDE + 6,
                    TOP + SIDE - (i + 1) * DECILE + 1,
                    Chart.text(length),
                    DECILE - 3,
                    Chart.text(length)));
      }
    }
    return path.toString();
  }

  /** Returns the length of a decile's bar. Both values have one scale. */
  private double decileLength(int links) {
    int max =
        Math.max(
            Collections.max(known().citationDeciles()), Collections.max(known().trustDeciles()));
    return Chart.length(links, max, MAX_BAR);
  }

  @Override
  public String title() {
    return "Citation Flow and Trust Flow";
  }

  @Override
  public boolean isKnown() {
    return counts != null;
  }

  @Override
  public String description() {
    return "Density of links by Citation Flow and Trust Flow of the source page. "
        + "The table below has the numbers by decile.";
  }
}
