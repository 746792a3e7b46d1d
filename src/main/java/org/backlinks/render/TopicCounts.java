package org.backlinks.render;

import java.util.List;
import org.backlinks.snapshot.Table;

/** How many topics a link of a report may have at either end: as many as it has columns for. */
record TopicCounts(int source, int target) {

  static TopicCounts of(List<Table> lists) {
    return new TopicCounts(most(lists, "Source"), most(lists, "Target"));
  }

  private static int most(List<Table> lists, String prefix) {
    return lists.stream()
        .mapToInt(table -> Binding.topicColumns(table.columns(), prefix).size())
        .max()
        .orElse(0);
  }
}
