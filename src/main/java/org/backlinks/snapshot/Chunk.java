package org.backlinks.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run of rows of one table, by columns. */
public record Chunk(int rows, List<Column> columns) {

  /** The column of this name, in any case, or null. */
  public @Nullable Column column(String name) {
    for (Column column : columns) {
      if (column.name().equalsIgnoreCase(name)) {
        return column;
      }
    }
    return null;
  }

  /**
   * The cells of one column. Rows with equal cells may share one text.
   *
   * @param text the texts as UTF-8, in one array
   * @param starts where each text starts, and as a last entry where the last one ends
   * @param ids the number of each row's text, or -1 where upstream gave nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // the hot path reads the arrays themselves
  public record Column(String name, byte[] text, int[] starts, int[] ids) {

    /** Whether the row has a cell here. */
    public boolean has(int row) {
      return ids[row] >= 0;
    }

    /** Start of the row's cell in {@link #text}. */
    public int from(int row) {
      return starts[ids[row]];
    }

    /** End, exclusive, of the row's cell in {@link #text}. */
    public int to(int row) {
      return starts[ids[row] + 1];
    }

    /** The row's cell as a string, or null where upstream gave nothing. */
    public @Nullable String cell(int row) {
      return has(row)
          ? new String(text, from(row), to(row) - from(row), StandardCharsets.UTF_8)
          : null;
    }
  }
}
