package org.backlinks.render;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.backlinks.snapshot.Chunk;
import org.jspecify.annotations.Nullable;

/** Binds a chunk's columns by name and remembers which ones nobody asked for. */
final class Binding {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

  private final Chunk chunk;
  private final Set<Chunk.Column> unknown;

  Binding(Chunk chunk) {
    this.chunk = chunk;
    this.unknown = new LinkedHashSet<>(chunk.columns());
  }

  Chunk.@Nullable Column column(String name) {
    Chunk.Column column = chunk.column(name);
    if (column != null) {
      unknown.remove(column);
    }
    return column;
  }

  /**
   * The numbered pairs {@code <prefix>TopicalTrustFlow_Topic_n} and {@code …_Value_n}, however many
   * there are.
   */
  List<Topic> topics(String prefix) {
    List<String> names = chunk.columns().stream().map(Chunk.Column::name).toList();
    List<Topic> topics = new ArrayList<>();
    topicColumns(names, prefix)
        .forEach((number, name) -> {
          Chunk.Column column = column(name);
          if (column != null) {
            topics.add(new Topic(column, column(prefix + "TopicalTrustFlow_Value_" + number)));
          }
        });
    return topics;
  }

  /** The columns of topics among these, by their numbers. */
  static SortedMap<Integer, String> topicColumns(List<String> names, String prefix) {
    SortedMap<Integer, String> columns = new TreeMap<>();
    String start = prefix + "TopicalTrustFlow_Topic_";
    for (String name : names) {
      if (name.regionMatches(true, 0, start, 0, start.length())
          && NUMBER.matcher(name).region(start.length(), name.length()).matches()) {
        columns.put(Integer.parseInt(name.substring(start.length())), name);
      }
    }
    return columns;
  }

  /** The columns that were not bound. */
  List<Unknown> unknown() {
    return unknown.stream().map(column -> new Unknown(Name.of(column.name()), column)).toList();
  }

  /** One pair of columns: a topic and its trust flow. */
  record Topic(Chunk.Column name, Chunk.@Nullable Column value) {}

  /** A column without a field of its own. */
  record Unknown(Name name, Chunk.Column column) {}
}
