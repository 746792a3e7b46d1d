package org.backlinks.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes tables cell by cell, and reads them. */
public final class TableFixture {
  private TableFixture() {}

  /** Writes a table. Each map has the cells of one row. */
  public static Table writeTable(
      SnapshotBuilder builder,
      String name,
      Map<String, String> attributes,
      List<Map<String, String>> rows)
      throws IOException {
    TableBuilder table = builder.startTable(name);
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      table.putAttribute(attribute.getKey(), attribute.getValue());
    }
    for (Map<String, String> row : rows) {
      for (Map.Entry<String, String> cell : row.entrySet()) {
        setCell(table, cell.getKey(), cell.getValue());
      }
      table.endRow();
    }
    table.finish();
    return builder.tables().getLast();
  }

  static void setCell(TableBuilder table, String column, String text) throws IOException {
    char[] delimited = ("<" + text + ">").toCharArray();
    table.setCell(table.columnIndex(column), delimited, 1, text.length());
  }

  /** Returns the chunk of a few rows. Each map has the cells of one row. */
  public static Chunk chunkOf(List<Map<String, String>> rows) throws IOException {
    FakeChunkStore pieces = new FakeChunkStore();
    Table table = writeTable(new SnapshotBuilder(pieces), "URL", Map.of(), rows);
    Manifest manifest = new Manifest("cmd", Globals.NONE, List.of(table), List.of());
    ChunkRef only = table.chunks().getFirst();
    return new Snapshot(manifest, pieces).readChunk(only);
  }

  /** Returns the present cells of each row by the names of their columns. */
  public static List<Map<String, String>> readRows(ChunkSource source, Table table)
      throws IOException {
    Snapshot snapshot =
        new Snapshot(new Manifest("cmd", Globals.NONE, List.of(table), List.of()), source);
    List<Map<String, String>> rows = new ArrayList<>();
    for (ChunkRef ref : table.chunks()) {
      Chunk chunk = snapshot.readChunk(ref);
      for (int row = 0; row < chunk.rowCount(); row++) {
        Map<String, String> cells = new TreeMap<>();
        for (Chunk.Column column : chunk.columns()) {
          @Nullable String cell = column.cellText(row);
          if (cell != null) {
            cells.put(column.name(), cell);
          }
        }
        rows.add(cells);
      }
    }
    return rows;
  }
}
