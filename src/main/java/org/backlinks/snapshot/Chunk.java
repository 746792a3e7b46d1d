package org.backlinks.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Consecutive rows of one table, stored by columns. */
public record Chunk(int rowCount, List<Column> columns) {
  public Chunk {
    columns = List.copyOf(columns);
  }

  /** Returns the column with this name in any case, or null. */
  public @Nullable Column findColumn(String name) {
    for (Column column : columns) {
      if (column.name().equalsIgnoreCase(name)) {
        return column;
      }
    }
    return null;
  }

  /**
   * The cells of one column. Rows with equal cells may share one text. A column equals only itself.
   * It is not a record, because a native executable compares records very slowly, and each page
   * looks for columns in a list.
   */
  public static final class Column {
    private final String name;
    private final byte[] textBytes;
    private final int[] textStarts;
    private final int textCount;
    private final int[] textIds;

    /** Has the hash codes of the texts. It is null when they are not known yet. */
    private final @Nullable TextDictionary dictionary;

    /**
     * Creates a column. The arrays are not copied, because rendering reads each of them for each
     * row. No code may change them.
     *
     * @param textBytes the texts as UTF-8, one after another
     * @param textStarts where each text starts, and then where the last one ends
     * @param textIds the index of each row's text, or -1 where the row has no cell
     */
    public Column(String name, byte[] textBytes, int[] textStarts, int[] textIds) {
      this.name = name;
      this.textBytes = textBytes;
      this.textStarts = textStarts;
      this.textCount = textStarts.length - 1;
      this.textIds = textIds;
      this.dictionary = null;
    }

    /**
     * Creates a column of the texts that a dictionary has now. It is valid until they change.
     *
     * @param textIds may be longer than there are rows
     */
    Column(String name, TextDictionary dictionary, int[] textIds) {
      this.name = name;
      this.textBytes = dictionary.bytes();
      this.textStarts = dictionary.starts();
      this.textCount = dictionary.textCount();
      this.textIds = textIds;
      this.dictionary = dictionary;
    }

    /** Returns the name that upstream gave the column. */
    public String name() {
      return name;
    }

    /** Returns the texts of all cells as UTF-8. */
    public byte[] textBytes() {
      return textBytes;
    }

    /** Returns the number of texts. Each cell is one of them. */
    public int textCount() {
      return textCount;
    }

    /** Returns where a text starts in {@link #textBytes}. */
    public int textStart(int id) {
      return textStarts[id];
    }

    /** Returns where a text ends in {@link #textBytes}, exclusive. */
    public int textEnd(int id) {
      return textStarts[id + 1];
    }

    /** Returns the hash code of a text as {@link ByteArrays#hash} makes it. */
    public long textHash(int id) {
      return dictionary == null
          ? ByteArrays.hash(textBytes, textStarts[id], textEnd(id) - textStarts[id])
          : dictionary.hash(id);
    }

    /** Returns whether a text may be only the start of a longer cell. */
    public boolean mayBeCut(int id) {
      // a cell is cut before a character of up to four bytes
      return textEnd(id) - textStart(id) > ColumnBuilder.MAX_CELL_BYTES - 4;
    }

    /** Returns the index of the row's text, or -1 when the row has no cell. */
    public int textId(int row) {
      return textIds[row];
    }

    /** Returns whether the row has a cell in this column. */
    public boolean hasCell(int row) {
      return textIds[row] >= 0;
    }

    /** Returns where the row's cell starts in {@link #textBytes}. */
    public int cellStart(int row) {
      return textStarts[textIds[row]];
    }

    /** Returns where the row's cell ends in {@link #textBytes}, exclusive. */
    public int cellEnd(int row) {
      return textStarts[textIds[row] + 1];
    }

    /** Returns the row's cell, or null when the row has none. */
    public @Nullable String cellText(int row) {
      return hasCell(row)
          ? new String(
              textBytes, cellStart(row), cellEnd(row) - cellStart(row), StandardCharsets.UTF_8)
          : null;
    }

    /** Returns the row's cell as a number of at least 0, or -1 when it is not such a number. */
    public long nonNegativeNumber(int row) {
      if (!hasCell(row) || !CellParser.isNumber(textBytes, cellStart(row), cellEnd(row))) {
        return -1;
      }
      return Math.max(-1, CellParser.parseNumber(textBytes, cellStart(row), cellEnd(row)));
    }
  }
}
