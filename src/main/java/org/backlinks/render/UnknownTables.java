package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;

/**
 * What upstream gave beside links and domains, as text, on the first page: the rows of tables that
 * we do not know, and before them, as a row of its own, the attributes of a table that has no other
 * place for them.
 */
final class UnknownTables {
  /** More is kept in the snapshot, but not shown: the rows of the page have the answer's room. */
  private static final int LARGEST = 100_000;

  private final Snapshot snapshot;
  private final JsonGenerator json;
  private final Buffer out;
  private int limit;

  UnknownTables(Snapshot snapshot, JsonGenerator json, Buffer out) {
    this.snapshot = snapshot;
    this.json = json;
    this.out = out;
  }

  /** Writes them, if there are any; false when some had to be left out. */
  boolean write() throws IOException {
    Map<String, List<Table>> byName = new LinkedHashMap<>();
    for (Table table : snapshot.manifest().tables()) {
      boolean rows = table.kind() == Table.Kind.OTHER && table.rows() > 0;
      boolean attributes = table.kind() != Table.Kind.LINKS && !table.attributes().isEmpty();
      if (rows || attributes) {
        byName.merge(table.name(), List.of(table), UnknownTables::both);
      }
    }
    if (byName.isEmpty()) {
      return true;
    }
    json.flush();
    limit = out.escapedSize() + LARGEST;
    boolean whole = true;
    json.writeObjectFieldStart("tables");
    for (Map.Entry<String, List<Table>> named : byName.entrySet()) {
      whole &= list(named.getKey(), named.getValue());
    }
    json.writeEndObject();
    return whole;
  }

  private static List<Table> both(List<Table> one, List<Table> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private boolean list(String name, List<Table> tables) throws IOException {
    json.flush();
    if (out.escapedSize() + Buffer.LONGEST_ESCAPE * name.length() > limit) {
      return false;
    }
    json.writeArrayFieldStart(name);
    boolean whole = true;
    for (int i = 0; whole && i < tables.size(); i++) {
      whole = table(tables.get(i));
    }
    json.writeEndArray();
    return whole;
  }

  private boolean table(Table table) throws IOException {
    if (!table.attributes().isEmpty() && !fits(() -> attributes(table))) {
      return false;
    }
    if (table.kind() == Table.Kind.OTHER) {
      for (ChunkRef ref : table.chunks()) {
        Chunk chunk = snapshot.chunk(ref);
        for (int row = 0; row < chunk.rows(); row++) {
          int at = row;
          if (!fits(() -> row(chunk, at))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Writes an object, and takes it back when it has no room. */
  private boolean fits(Writing object) throws IOException {
    json.flush();
    int before = out.size();
    object.write();
    json.flush();
    if (out.escapedSize() > limit) {
      out.truncate(before);
      return false;
    }
    return true;
  }

  @FunctionalInterface
  private interface Writing {
    void write() throws IOException;
  }

  private void attributes(Table table) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, String> attribute : table.attributes().entrySet()) {
      json.writeStringField(attribute.getKey(), attribute.getValue());
    }
    json.writeEndObject();
  }

  private void row(Chunk chunk, int row) throws IOException {
    if (chunk.columns().stream().noneMatch(column -> column.has(row))) {
      return;
    }
    json.writeStartObject();
    for (Chunk.Column column : chunk.columns()) {
      if (column.has(row)) {
        json.writeFieldName(column.name());
        json.writeUTF8String(column.text(), column.from(row), column.to(row) - column.from(row));
      }
    }
    json.writeEndObject();
  }
}
