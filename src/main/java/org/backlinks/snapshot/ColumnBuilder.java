package org.backlinks.snapshot;

import java.util.Arrays;

/** Collects the cells of one column, row by row, until they are written as a chunk. */
final class ColumnBuilder {
  /** The maximum bytes of one cell. A longer cell is cut. */
  static final int MAX_CELL_BYTES = 64 * 1024;

  /** The id in {@link #textIds} of a row that has no cell. */
  static final int ABSENT = -1;

  private final String name;
  private final CellType type;
  private final TextDictionary texts = new TextDictionary();
  private int[] textIds = new int[64];
  private int rowCount;
  private int truncatedCells;

  /** Creates a column with the type that belongs to its name. */
  ColumnBuilder(String name) {
    this(name, ColumnTypes.typeOf(name));
  }

  ColumnBuilder(String name, CellType type) {
    this.name = name;
    this.type = type;
  }

  String name() {
    return name;
  }

  CellType type() {
    return type;
  }

  int rowCount() {
    return rowCount;
  }

  /** Returns the number of cells that were cut since the last {@link #clear}. */
  int truncatedCells() {
    return truncatedCells;
  }

  /** Returns the different texts of the cells. */
  TextDictionary texts() {
    return texts;
  }

  /**
   * Returns the id of each row's text in {@link #texts}, or {@link #ABSENT}. The array may be
   * longer than there are rows.
   */
  int[] textIds() {
    return textIds;
  }

  /** Returns the cells that this column has now. It is valid until the column changes. */
  Chunk.Column toColumn() {
    return new Chunk.Column(name, texts, textIds);
  }

  /** Adds rows without a cell until there are {@code rows} rows. */
  void padTo(int rows) {
    while (rowCount < rows) {
      addRow(ABSENT);
    }
  }

  /**
   * Sets the cell of the last row or of a later row. A row that already has a cell keeps it. No
   * bytes and one space mean that the row has no cell.
   *
   * @param utf8 holds the text of the cell as valid UTF-8
   */
  void setCell(int row, byte[] utf8, int from, int length) {
    if (rowCount > row) {
      if (textIds[row] != ABSENT) {
        return;
      }
      rowCount = row;
    }
    padTo(row);
    boolean isAbsent = length == 0 || (length == 1 && utf8[from] == ' ');
    addRow(isAbsent ? ABSENT : texts.intern(utf8, from, truncatedLength(utf8, from, length)));
  }

  private void addRow(int textId) {
    if (rowCount == textIds.length) {
      textIds = Arrays.copyOf(textIds, rowCount * 2);
    }
    textIds[rowCount++] = textId;
  }

  /** Returns the length after the cut, if any. A cell is never cut inside a character. */
  private int truncatedLength(byte[] utf8, int from, int length) {
    if (length <= MAX_CELL_BYTES) {
      return length;
    }
    truncatedCells++;
    int truncated = MAX_CELL_BYTES;
    while (Utf8.isContinuation(utf8[from + truncated])) {
      truncated--;
    }
    return truncated;
  }

  /**
   * Returns a column with the same rows and other texts.
   *
   * @param newTexts the new text of each id
   */
  ColumnBuilder withTexts(byte[][] newTexts) {
    ColumnBuilder column = new ColumnBuilder(name, type);
    for (int row = 0; row < rowCount; row++) {
      if (textIds[row] != ABSENT) {
        byte[] text = newTexts[textIds[row]];
        column.setCell(row, text, 0, text.length);
      }
    }
    column.padTo(rowCount);
    column.truncatedCells = truncatedCells;
    return column;
  }

  /**
   * Returns the number of cells with certain texts.
   *
   * @param isCounted for each id of a text, whether its cells are counted
   */
  int countCells(boolean[] isCounted) {
    int count = 0;
    for (int row = 0; row < rowCount; row++) {
      if (textIds[row] != ABSENT && isCounted[textIds[row]]) {
        count++;
      }
    }
    return count;
  }

  /** Removes all rows. */
  void clear() {
    rowCount = 0;
    truncatedCells = 0;
    texts.clear();
  }
}
