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
 * Writes the tables that are neither links nor domains, as text: for each table an object with its
 * attributes, and then its rows. It also writes the attributes of tables of domains, because the
 * payload has no other place for them.
 */
final class UnknownTablesWriter {
  /** The maximum bytes. They leave enough room for the rows of the page. The rest is not shown. */
  private static final int MAX_BYTES = 100_000;

  private final Snapshot snapshot;
  private final JsonGenerator json;
  private final ResponseBuffer out;
  private int maxEscapedSize;

  UnknownTablesWriter(Snapshot snapshot, JsonGenerator json, ResponseBuffer out) {
    this.snapshot = snapshot;
    this.json = json;
    this.out = out;
  }

  /** Writes {@code tables}, if there are any; returns false when some rows were left out. */
  boolean write() throws IOException {
    Map<String, List<Table>> byName = new LinkedHashMap<>();
    for (Table table : snapshot.manifest().tables()) {
      boolean hasRows = table.kind() == Table.Kind.OTHER && table.rowCount() > 0;
      boolean hasAttributes = table.kind() != Table.Kind.LINKS && !table.attributes().isEmpty();
      if (hasRows || hasAttributes) {
        byName.merge(table.name(), List.of(table), UnknownTablesWriter::concat);
      }
    }
    if (byName.isEmpty()) {
      return true;
    }
    json.flush();
    maxEscapedSize = out.escapedSize() + MAX_BYTES;
    boolean isComplete = true;
    json.writeObjectFieldStart("tables");
    for (Map.Entry<String, List<Table>> entry : byName.entrySet()) {
      isComplete &= writeTables(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
    return isComplete;
  }

  private static List<Table> concat(List<Table> first, List<Table> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private boolean writeTables(String name, List<Table> tables) throws IOException {
    json.flush();
    if (out.escapedSize() + JsonEscapes.MAX_LENGTH * name.length() > maxEscapedSize) {
      return false;
    }
    json.writeArrayFieldStart(name);
    boolean isComplete = true;
    for (int i = 0; isComplete && i < tables.size(); i++) {
      isComplete = writeTable(tables.get(i));
    }
    json.writeEndArray();
    return isComplete;
  }

  private boolean writeTable(Table table) throws IOException {
    if (!table.attributes().isEmpty() && !writeIfFits(() -> writeAttributes(table))) {
      return false;
    }
    if (table.kind() == Table.Kind.OTHER) {
      for (ChunkRef ref : table.chunks()) {
        Chunk chunk = snapshot.readChunk(ref);
        for (int row = 0; row < chunk.rowCount(); row++) {
          int current = row;
          if (!writeIfFits(() -> writeRow(chunk, current))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Writes an object, or removes it again and returns false when it does not fit. */
  private boolean writeIfFits(JsonBlock object) throws IOException {
    json.flush();
    int before = out.size();
    object.write();
    json.flush();
    if (out.escapedSize() > maxEscapedSize) {
      out.truncate(before);
      return false;
    }
    return true;
  }

  @FunctionalInterface
  private interface JsonBlock {
    void write() throws IOException;
  }

  private void writeAttributes(Table table) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, String> attribute : table.attributes().entrySet()) {
      json.writeStringField(attribute.getKey(), attribute.getValue());
    }
    json.writeEndObject();
  }

  private void writeRow(Chunk chunk, int row) throws IOException {
    if (chunk.columns().stream().noneMatch(column -> column.hasCell(row))) {
      return;
    }
    json.writeStartObject();
    for (Chunk.Column column : chunk.columns()) {
      if (column.hasCell(row)) {
        json.writeFieldName(column.name());
        json.writeUTF8String(
            column.textBytes(), column.cellStart(row), column.cellEnd(row) - column.cellStart(row));
      }
    }
    json.writeEndObject();
  }
}
