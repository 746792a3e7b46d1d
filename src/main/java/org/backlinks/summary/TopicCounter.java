package org.backlinks.summary;

import java.util.List;
import org.backlinks.snapshot.Chunk;
import org.jspecify.annotations.Nullable;

/** Counts the topics of source pages. A page has several, each in a column of its own. */
final class TopicCounter {
  private final FacetCounter counter = new FacetCounter();
  private List<Chunk.Column> columns = List.of();

  /** The number of each text's topic, for each column. */
  private int[][] topicOfText = new int[0][];

  /** The topics of the current row. */
  private int[] rowTopics = new int[0];

  private int known;

  /** Numbers the topics of the next chunk. */
  void startChunk(List<Chunk.Column> nextColumns) {
    columns = nextColumns;
    topicOfText = new int[columns.size()][];
    rowTopics = new int[columns.size()];
    for (int i = 0; i < topicOfText.length; i++) {
      topicOfText[i] = counter.idsOf(columns.get(i));
    }
  }

  /** Counts a link once for each of its source's topics. */
  void add(int row, int domain) {
    int found = 0;
    for (int i = 0; i < topicOfText.length; i++) {
      int text = columns.get(i).textId(row);
      int topic = text < 0 ? FacetCounter.UNKNOWN : topicOfText[i][text];
      if (topic != FacetCounter.UNKNOWN && !contains(rowTopics, found, topic)) {
        rowTopics[found++] = topic;
        counter.add(topic, domain);
      }
    }
    known += found > 0 ? 1 : 0;
  }

  private static boolean contains(int[] topics, int count, int topic) {
    for (int i = 0; i < count; i++) {
      if (topics[i] == topic) {
        return true;
      }
    }
    return false;
  }

  /** Keeps the names of frequent topics of the chunk. */
  void endChunk() {
    for (int i = 0; i < topicOfText.length; i++) {
      counter.keepTexts(columns.get(i), topicOfText[i]);
    }
    columns = List.of();
    topicOfText = new int[0][];
  }

  @Nullable Facet toFacet() {
    return counter.toFacet(known);
  }
}
