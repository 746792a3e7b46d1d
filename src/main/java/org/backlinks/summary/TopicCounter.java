package org.backlinks.summary;

import java.util.List;
import org.backlinks.snapshot.Chunk;
import org.jspecify.annotations.Nullable;

/** Counts the topics of source pages. A page has several, each in a column of its own. */
final class TopicCounter {
  private final FacetCounter counter = new FacetCounter();
  private int known;

  /** Counts rows of a chunk, each once for each of its source's topics. */
  void count(List<Chunk.Column> columns, RowSelection rows) {
    int[][] topicOfText = columns.stream().map(counter::idsOf).toArray(int[][]::new);
    int[] topics = new int[topicOfText.length];
    for (int i = 0; i < rows.count(); i++) {
      int found = 0;
      for (int column = 0; column < topics.length; column++) {
        int text = columns.get(column).textId(rows.row(i));
        int topic = text < 0 ? FacetCounter.UNKNOWN : topicOfText[column][text];
        if (topic != FacetCounter.UNKNOWN && !contains(topics, found, topic)) {
          topics[found++] = topic;
          counter.add(topic, rows.domain(i));
        }
      }
      known += found > 0 ? 1 : 0;
    }
    for (int column = 0; column < topics.length; column++) {
      counter.keepTexts(columns.get(column), topicOfText[column]);
    }
  }

  private static boolean contains(int[] topics, int count, int topic) {
    for (int i = 0; i < count; i++) {
      if (topics[i] == topic) {
        return true;
      }
    }
    return false;
  }

  @Nullable Facet toFacet() {
    return counter.toFacet(known);
  }
}
