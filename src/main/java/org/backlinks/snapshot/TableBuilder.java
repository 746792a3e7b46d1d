package org.backlinks.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes one table of an answer: attributes, columns as they show up, cells row by row. */
public final class TableBuilder {
  /**
   * Rows in a full chunk: large enough to pack well, small enough that a page unpacks little that
   * it does not show.
   */
  static final int CHUNK_ROWS = 2_500;

  /** Text in a full chunk, bytes. */
  static final int CHUNK_BYTES = 2 << 20;

  private static final int MOST_COLUMNS = 500;
  private static final int MOST_ATTRIBUTES = 300;
  private static final int LONGEST_ATTRIBUTE = 4_096;

  private final SnapshotBuilder snapshot;
  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<ColumnBuilder> columns = new ArrayList<>();
  private final List<ChunkRef> chunks = new ArrayList<>();
  private int row;
  private int rows;
  private long rowBytes;
  private long chunkBytes;

  TableBuilder(SnapshotBuilder snapshot, String name) {
    this.snapshot = snapshot;
    this.name = name;
  }

  /**
   * Keeps an attribute of the table, as text; what is empty or one space is unknown and not kept.
   */
  public void attribute(String attribute, String value) {
    keep(attributes, attribute, value);
  }

  /**
   * The rule of attributes and global variables: absent is absent, and none may grow without bound.
   */
  public static void keep(Map<String, String> into, String name, String value) {
    if (!value.isEmpty() && !value.equals(" ") && into.size() < MOST_ATTRIBUTES) {
      into.put(
          name, value.length() > LONGEST_ATTRIBUTE ? value.substring(0, LONGEST_ATTRIBUTE) : value);
    }
  }

  /**
   * The number of the column with this name, in any case; a new one is added.
   *
   * @throws IOException when a table has more columns than any real one
   */
  public int column(String column) throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name.equalsIgnoreCase(column)) {
        return i;
      }
    }
    if (columns.size() == MOST_COLUMNS) {
      throw new IOException("more than " + MOST_COLUMNS + " columns in one table");
    }
    columns.add(new ColumnBuilder(column));
    return columns.size() - 1;
  }

  /** Gives the current row its cell in a column; empty text and one space are absent. */
  public void cell(int column, char[] text, int from, int length) {
    columns.get(column).set(row, text, from, length);
    rowBytes += length;
  }

  /** Ends the current row; a full chunk goes to the sink. */
  public void endRow() throws IOException {
    row++;
    rows++;
    chunkBytes += rowBytes;
    rowBytes = 0;
    if (row == CHUNK_ROWS || chunkBytes >= CHUNK_BYTES) {
      flush();
    }
  }

  /** Ends the table. */
  public void finish() throws IOException {
    if (row > 0) {
      flush();
    }
    snapshot.add(
        new Table(name, Table.Kind.OTHER, null, Map.copyOf(attributes), rows, List.copyOf(chunks)));
  }

  private void flush() throws IOException {
    for (ColumnBuilder column : columns) {
      column.padTo(row);
    }
    chunks.add(snapshot.write(row, columns));
    columns.forEach(ColumnBuilder::clear);
    row = 0;
    chunkBytes = 0;
  }
}
