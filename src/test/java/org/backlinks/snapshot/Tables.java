package org.backlinks.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tables written cell by cell, and read again. */
public final class Tables {
  private Tables() {}

  /** Writes a whole table; a row has the cells of its map. */
  public static Table fill(
      SnapshotBuilder into,
      String name,
      Map<String, String> attributes,
      List<Map<String, String>> rows)
      throws IOException {
    TableBuilder table = into.table(name);
    attributes.forEach(table::attribute);
    for (Map<String, String> row : rows) {
      for (Map.Entry<String, String> cell : row.entrySet()) {
        cell(table, cell.getKey(), cell.getValue());
      }
      table.endRow();
    }
    table.finish();
    return into.tables().getLast();
  }

  static void cell(TableBuilder table, String column, String text) throws IOException {
    char[] around = ("<" + text + ">").toCharArray();
    table.cell(table.column(column), around, 1, text.length());
  }

  /** The present cells of each row, by their columns' names. */
  public static List<Map<String, String>> rows(ChunkSource from, Table table) throws IOException {
    Snapshot snapshot =
        new Snapshot(new Manifest("cmd", Globals.NONE, List.of(table), List.of()), from);
    List<Map<String, String>> rows = new ArrayList<>();
    for (ChunkRef ref : table.chunks()) {
      Chunk chunk = snapshot.chunk(ref);
      for (int row = 0; row < chunk.rows(); row++) {
        Map<String, String> cells = new TreeMap<>();
        for (Chunk.Column column : chunk.columns()) {
          @Nullable String cell = column.cell(row);
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
