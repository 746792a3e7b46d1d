package org.backlinks.summary;

import org.backlinks.snapshot.CellParser;
import org.backlinks.snapshot.Chunk;
import org.jspecify.annotations.Nullable;

/** The numbers of a column. Each of its texts is read once. */
final class NumberCells {
  static final long UNKNOWN = -1;

  private final Chunk.@Nullable Column column;
  private final long[] numberOfText;

  private NumberCells(Chunk.@Nullable Column column) {
    this.column = column;
    this.numberOfText = new long[column == null ? 0 : column.textCount()];
  }

  /** Reads a column. When there is none, all numbers are unknown. */
  static NumberCells of(Chunk.@Nullable Column column) {
    NumberCells cells = new NumberCells(column);
    for (int text = 0; column != null && text < cells.numberOfText.length; text++) {
      cells.numberOfText[text] = read(column, text);
    }
    return cells;
  }

  /** Returns the number that a text is, or {@link #UNKNOWN}. */
  static long read(Chunk.Column column, int text) {
    byte[] bytes = column.textBytes();
    int from = column.textStart(text);
    int to = column.textEnd(text);
    return CellParser.isNumber(bytes, from, to)
        ? Math.max(UNKNOWN, CellParser.parseNumber(bytes, from, to))
        : UNKNOWN;
  }

  /** Returns the number of a row, or {@link #UNKNOWN} when it has no number of at least 0. */
  long number(int row) {
    int text = column == null ? -1 : column.textId(row);
    return text < 0 ? UNKNOWN : numberOfText[text];
  }
}
