package org.backlinks.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Takes one table of an answer: attributes, columns as they show up, cells row by row. */
public final class TableBuilder {
  /**
   * Rows in a full chunk: large enough to pack well, small enough that a page unpacks little that
   * it does not show.
   */
  static final int CHUNK_ROWS = 1_000;

  /** Text in a full chunk, bytes. */
  static final int CHUNK_BYTES = 2 << 20;

  private static final int MOST_COLUMNS = 500;
  private static final int MOST_ATTRIBUTES = 100;
  private static final int LONGEST_ATTRIBUTE = 1_024;
  private static final int LONGEST_NAME = 1_000;

  /** Upstream's words on a call, wherever they stand, are not kept: they may repeat the key. */
  private static final Set<String> VERDICT = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  private static final Set<String> KNOWN = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    KNOWN.addAll(List.of("URL", "SubDomain", "RootDomain", "BackLinks", "DomainsInfo"));
    VERDICT.addAll(List.of("Code", "ErrorMessage", "FullError"));
  }

  private final SnapshotBuilder snapshot;
  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<ColumnBuilder> columns = new ArrayList<>();
  private final List<ChunkRef> chunks = new ArrayList<>();
  private byte[] encoded = new byte[1 << 10];
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
    boolean known = !value.isEmpty() && !value.equals(" ") && name.length() <= LONGEST_NAME;
    if (known && !VERDICT.contains(name) && into.size() < MOST_ATTRIBUTES) {
      into.put(name, Utf8.start(value, LONGEST_ATTRIBUTE));
    }
  }

  /**
   * The number of the column with this name, in any case; a new one is added.
   *
   * @throws TooWideException when a table has more columns than any real one
   */
  public int column(String column) throws TooWideException {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name.equalsIgnoreCase(column)) {
        return i;
      }
    }
    if (columns.size() == MOST_COLUMNS) {
      throw new TooWideException("a table", MOST_COLUMNS, "columns");
    }
    columns.add(new ColumnBuilder(column));
    return columns.size() - 1;
  }

  /**
   * Gives the current row its cell in a column; empty text and one space are absent.
   *
   * @param utf8 holds the text as valid UTF-8
   */
  public void cell(int column, byte[] utf8, int from, int length) {
    columns.get(column).set(row, utf8, from, length);
    rowBytes += length;
  }

  /** The same of text as characters; half of a character becomes U+FFFD. */
  public void cell(int column, char[] text, int from, int length) {
    if (encoded.length < 3 * length) {
      encoded = new byte[3 * length];
    }
    cell(column, encoded, 0, Utf8.encode(text, from, length, encoded));
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
        new Table(
            name,
            Table.Kind.OTHER,
            null,
            Map.copyOf(attributes),
            columns.stream().map(column -> column.name).toList(),
            rows,
            List.copyOf(chunks),
            0));
  }

  /**
   * Whether this is a table of links or domains; its attributes stand before its rows, almost
   * always.
   */
  private boolean isKnown() {
    return KNOWN.contains(name)
        || attributes.keySet().stream().anyMatch("BackLinkType"::equalsIgnoreCase);
  }

  private void flush() throws IOException {
    for (ColumnBuilder column : columns) {
      column.padTo(row);
    }
    snapshot.write(name, row, columns, isKnown(), chunks);
    columns.forEach(ColumnBuilder::clear);
    row = 0;
    chunkBytes = 0;
  }
}
