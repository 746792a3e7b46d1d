package org.backlinks.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Builds one table of an answer: its attributes, its columns, and its cells row by row. */
public final class TableBuilder {
  /**
   * The rows of a full chunk. More rows deflate better; fewer rows mean that a page decodes fewer
   * rows that it does not show.
   */
  static final int CHUNK_ROWS = 1_000;

  /** The bytes of text after which a chunk with fewer rows is full, too. */
  static final int CHUNK_BYTES = 2 << 20;

  /** Upstream's names of the tables of links and domains. */
  private static final Set<String> KNOWN_TABLES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    KNOWN_TABLES.addAll(Set.of("URL", "SubDomain", "RootDomain", "BackLinks", "DomainsInfo"));
  }

  private final SnapshotBuilder snapshot;
  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final TableColumns columns;
  private final List<ChunkRef> chunks = new ArrayList<>();
  private byte[] utf8Buffer = new byte[1 << 10];
  private int rowInChunk;
  private int rowCount;
  private long rowBytes;
  private long chunkBytes;

  TableBuilder(SnapshotBuilder snapshot, String name) {
    this.snapshot = snapshot;
    this.name = snapshot.secretMask().mask(name);
    this.columns = new TableColumns(snapshot.warnings());
  }

  /**
   * Stores an attribute of the table. A text that is empty or one space means that the value is
   * unknown, and is left out.
   *
   * @throws AnswerLimitException when the answer has more data beside its rows than any real answer
   */
  public void putAttribute(String attribute, String value) throws AnswerLimitException {
    snapshot.putText(attributes, attribute, value);
  }

  /**
   * Returns the index of the column with this name in any case, and adds the column when it is new.
   *
   * @throws AnswerLimitException when the table has more columns than any real table
   */
  public int columnIndex(String column) throws AnswerLimitException {
    return columns.columnIndex(snapshot.secretMask().mask(column));
  }

  /**
   * Returns the index of the column for the cells that upstream repeats under this column's name in
   * one row.
   *
   * @return -1 when upstream repeats the name too often; then the cell is left out with a warning
   */
  public int repeatedColumn(int column) {
    return columns.repeatedColumn(column);
  }

  /** Returns whether the current row's cell in this column was already set, even to no text. */
  public boolean hasCell(int column) {
    return columns.builders().get(column).rowCount() > rowInChunk;
  }

  /** Warns that characters of the table were invalid and became U+FFFD. */
  public void countReplacedCharacters(long characters) {
    snapshot.warnings().countReplacedCharacters(name, characters);
  }

  /**
   * Sets the current row's cell in a column. No bytes and one space mean that there is no cell.
   *
   * @param utf8 holds the text as valid UTF-8
   */
  public void setCell(int column, byte[] utf8, int from, int length) {
    if (length > ColumnBuilder.MAX_CELL_BYTES
        && snapshot.secretMask().containsSecret(utf8, from, from + length)) {
      // before the cell is cut, which could leave a part of a secret
      byte[] masked = snapshot.secretMask().mask(utf8, from, from + length);
      setCellText(column, masked, 0, masked.length);
    } else {
      setCellText(column, utf8, from, length);
    }
  }

  private void setCellText(int column, byte[] utf8, int from, int length) {
    columns.builders().get(column).setCell(rowInChunk, utf8, from, length);
    rowBytes += length;
  }

  /** Sets the current row's cell as {@link #setCell}. An unpaired surrogate becomes U+FFFD. */
  public void setCell(int column, char[] text, int from, int length) {
    if (utf8Buffer.length < 3 * length) {
      utf8Buffer = new byte[3 * length];
    }
    setCell(column, utf8Buffer, 0, Utf8.encode(text, from, length, utf8Buffer, 0));
  }

  /** Ends the current row. A full chunk goes to the output. */
  public void endRow() throws IOException {
    rowInChunk++;
    rowCount++;
    chunkBytes += rowBytes;
    rowBytes = 0;
    if (rowInChunk == CHUNK_ROWS || chunkBytes >= CHUNK_BYTES) {
      flushChunk();
    }
  }

  /** Ends the table. */
  public void finish() throws IOException {
    if (rowInChunk > 0) {
      flushChunk();
    }
    List<String> names = columns.builders().stream().map(ColumnBuilder::name).toList();
    snapshot.addTable(
        new Table(name, Table.Kind.OTHER, null, attributes, names, rowCount, chunks, 0));
  }

  /** Returns whether the facts so far show that this is a table of links or domains. */
  private boolean isKnownTable() {
    return KNOWN_TABLES.contains(name)
        || attributes.keySet().stream().anyMatch("BackLinkType"::equalsIgnoreCase);
  }

  private void flushChunk() throws IOException {
    CellNormalizer normalizer =
        new CellNormalizer(isKnownTable(), snapshot.secretMask(), snapshot.warnings());
    List<ColumnBuilder> builders = columns.builders();
    builders.forEach(column -> column.padTo(rowInChunk));
    builders.replaceAll(normalizer::normalize);
    snapshot.writeChunk(name, rowInChunk, builders).ifPresent(chunks::add);
    builders.forEach(ColumnBuilder::clear);
    rowInChunk = 0;
    chunkBytes = 0;
  }
}
