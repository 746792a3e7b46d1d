package org.backlinks.render;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.backlinks.snapshot.Chunk;
import org.jspecify.annotations.Nullable;

/** Binds a chunk's columns by name and remembers which ones nobody asked for. */
final class Binding {
  private static final SerializableString TOPICS = new SerializedString("topics");
  private static final SerializableString NAME = new SerializedString("name");
  private static final SerializableString TRUST_FLOW = new SerializedString("trustFlow");

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
    SortedMap<Integer, Topic> topics = new TreeMap<>();
    String start = (prefix + "TopicalTrustFlow_Topic_").toLowerCase(Locale.ROOT);
    for (Chunk.Column column : chunk.columns()) {
      String name = column.name().toLowerCase(Locale.ROOT);
      if (name.startsWith(start) && name.substring(start.length()).matches("\\d{1,4}")) {
        int number = Integer.parseInt(name.substring(start.length()));
        topics.put(
            number,
            new Topic(column(column.name()), column(prefix + "TopicalTrustFlow_Value_" + number)));
      }
    }
    return List.copyOf(topics.values());
  }

  /** The columns that were not bound. */
  Chunk.Column[] unknown() {
    return unknown.toArray(Chunk.Column[]::new);
  }

  /** One pair of columns: a topic and its trust flow. */
  record Topic(Chunk.@Nullable Column name, Chunk.@Nullable Column value) {
    static void write(List<Topic> topics, Fields fields, int row) throws IOException {
      fields.list(TOPICS);
      for (Topic topic : topics) {
        fields.object(null);
        fields.text(NAME, topic.name, row);
        fields.number(TRUST_FLOW, topic.value, row);
        fields.close();
      }
      fields.close();
    }
  }
}
