package org.backlinks.summary;

import java.util.List;

/**
 * Citation Flow and Trust Flow of the source pages. Both are from 0 to 100.
 *
 * @param known the number of links with both values
 * @param matrix all pairs that occur, by Citation Flow and then by Trust Flow
 * @param citationDeciles ten counts of these links, for a Citation Flow of 0–9, 10–19, … 90–100
 * @param trustDeciles the same for the Trust Flow
 */
public record FlowCounts(
    int known, List<FlowCell> matrix, List<Integer> citationDeciles, List<Integer> trustDeciles) {
  /** The number of counts in each list of deciles. */
  public static final int DECILES = 10;

  public FlowCounts {
    matrix = List.copyOf(matrix);
    citationDeciles = List.copyOf(citationDeciles);
    trustDeciles = List.copyOf(trustDeciles);
  }
}
