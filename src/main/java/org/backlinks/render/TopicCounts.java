package org.backlinks.render;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.KnownColumn;
import org.backlinks.snapshot.LinkColumn;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TopicColumnNames;

/** The maximum length of each list of topics. The columns of a report's links determine it. */
record TopicCounts(Map<KnownColumn, Integer> counts) {
  /** No topics. */
  static final TopicCounts NONE = new TopicCounts(Map.of());

  TopicCounts {
    counts = Map.copyOf(counts);
  }

  /** Returns the counts of lists of links. */
  static TopicCounts of(List<Table> lists) {
    Map<KnownColumn, Integer> counts = new HashMap<>();
    for (LinkColumn column : LinkColumn.values()) {
      if (column.role() == KnownColumn.Role.TOPICS) {
        lists.forEach(table -> counts.merge(column, columnCount(table, column), Math::max));
      }
    }
    return new TopicCounts(counts);
  }

  private static int columnCount(Table table, LinkColumn column) {
    return TopicColumnNames.byNumber(table.columns(), column).size();
  }

  /** Returns the maximum length of the list of topics that this column stands for. */
  int of(KnownColumn column) {
    return counts.getOrDefault(column, 0);
  }
}
