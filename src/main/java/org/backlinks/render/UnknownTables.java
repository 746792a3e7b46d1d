package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;

/** Tables that we do not know, as text, on the first page. */
final class UnknownTables {
  /** More rows of one table are kept in the snapshot, but not shown. */
  private static final int MOST_ROWS = 100;

  private UnknownTables() {}

  static void write(Snapshot snapshot, JsonGenerator json) throws IOException {
    List<Table> tables = snapshot.manifest().tables(Table.Kind.OTHER);
    if (tables.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("tables");
    for (Table table : tables) {
      json.writeArrayFieldStart(table.name());
      int left = MOST_ROWS;
      for (ChunkRef ref : table.chunks()) {
        Chunk chunk = left > 0 ? snapshot.chunk(ref) : new Chunk(0, List.of());
        for (int row = 0; row < chunk.rows() && left > 0; row++, left--) {
          row(chunk, row, json);
        }
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void row(Chunk chunk, int row, JsonGenerator json) throws IOException {
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
