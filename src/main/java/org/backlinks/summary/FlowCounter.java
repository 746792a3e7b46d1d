package org.backlinks.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts links by the Citation Flow and the Trust Flow of their sources. */
final class FlowCounter {
  private static final int MAX_FLOW = 100;
  private static final int FLOWS = MAX_FLOW + 1;
  private static final int DECILE_WIDTH = 10;

  private final int[] links = new int[FLOWS * FLOWS];
  private int known;

  /** Counts a link. A flow that is not from 0 to 100 is unknown. */
  void add(long citationFlow, long trustFlow) {
    if (isFlow(citationFlow) && isFlow(trustFlow)) {
      links[(int) citationFlow * FLOWS + (int) trustFlow]++;
      known++;
    }
  }

  /** Returns whether a number is a flow. */
  static boolean isFlow(long number) {
    return number >= 0 && number <= MAX_FLOW;
  }

  /** Returns the counts, or null when no link has both flows. */
  @Nullable FlowCounts toCounts() {
    if (known == 0) {
      return null;
    }
    List<FlowCell> matrix = new ArrayList<>();
    Integer[] citationDeciles = new Integer[FlowCounts.DECILES];
    Integer[] trustDeciles = new Integer[FlowCounts.DECILES];
    Arrays.fill(citationDeciles, 0);
    Arrays.fill(trustDeciles, 0);
    for (int i = 0; i < links.length; i++) {
      if (links[i] > 0) {
        FlowCell cell = new FlowCell(i / FLOWS, i % FLOWS, links[i]);
        matrix.add(cell);
        citationDeciles[decile(cell.citationFlow())] += cell.links();
        trustDeciles[decile(cell.trustFlow())] += cell.links();
      }
    }
    return new FlowCounts(known, matrix, List.of(citationDeciles), List.of(trustDeciles));
  }

  /** Returns the index of a decile. The last one has 100, too. */
  private static int decile(int flow) {
    return Math.min(FlowCounts.DECILES - 1, flow / DECILE_WIDTH);
  }
}
