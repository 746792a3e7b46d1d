package org.backlinks.render;

import java.util.ArrayList;
import java.util.List;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.KnownColumn;
import org.backlinks.snapshot.TopicColumnNames;
import org.jspecify.annotations.Nullable;

/** Finds the columns of a chunk by name, and lists the columns that were never found. */
final class ColumnBinding {

  private final Chunk chunk;
  private final List<Chunk.Column> unbound;

  ColumnBinding(Chunk chunk) {
    this.chunk = chunk;
    this.unbound = new ArrayList<>(chunk.columns());
  }

  /** Returns the column with this name in any case, or null. */
  Chunk.@Nullable Column bind(String name) {
    Chunk.Column column = chunk.findColumn(name);
    if (column != null) {
      unbound.remove(column);
    }
    return column;
  }

  /**
   * Returns the pairs of columns that this column stands for, in the order of their numbers. Each
   * pair has a column of the topic's name; the column of its value may be absent.
   */
  List<TopicColumns> bindTopics(KnownColumn column) {
    List<String> names = chunk.columns().stream().map(Chunk.Column::name).toList();
    List<TopicColumns> topics = new ArrayList<>();
    TopicColumnNames.byNumber(names, column)
        .forEach((number, name) -> {
          Chunk.Column nameColumn = bind(name);
          if (nameColumn != null) {
            topics.add(
                new TopicColumns(nameColumn, bind(column.upstreamName() + "_Value_" + number)));
          }
        });
    return topics;
  }

  /** Returns the columns that were not bound. */
  List<UnboundColumn> unboundColumns() {
    return unbound.stream()
        .map(column -> new UnboundColumn(FieldName.of(column.name()), column))
        .toList();
  }

  /** The columns of one topic: its name and its trust flow. */
  record TopicColumns(Chunk.Column nameColumn, Chunk.@Nullable Column valueColumn) {}

  /** A column without a field. */
  record UnboundColumn(FieldName name, Chunk.Column column) {}
}
