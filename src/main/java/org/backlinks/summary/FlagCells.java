package org.backlinks.summary;

import org.backlinks.snapshot.CellParser;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.LinkCells;
import org.jspecify.annotations.Nullable;

/** The flags of a column. Each of its texts is read once. */
final class FlagCells {
  private final Chunk.@Nullable Column column;
  private final int[] flagOfText;

  private FlagCells(Chunk.@Nullable Column column) {
    this.column = column;
    this.flagOfText = new int[column == null ? 0 : column.textCount()];
  }

  /** Reads a column. When there is none, all flags are unknown. */
  static FlagCells of(Chunk.@Nullable Column column) {
    FlagCells cells = new FlagCells(column);
    for (int text = 0; column != null && text < cells.flagOfText.length; text++) {
      cells.flagOfText[text] =
          read(column.textBytes(), column.textStart(text), column.textEnd(text));
    }
    return cells;
  }

  private static int read(byte[] text, int from, int to) {
    if (!CellType.FLAG.canRead(text, from, to)) {
      return LinkCells.UNKNOWN;
    }
    return CellParser.parseFlag(text, from, to) ? LinkCells.TRUE : LinkCells.FALSE;
  }

  /** Returns {@link LinkCells#TRUE}, {@link LinkCells#FALSE} or {@link LinkCells#UNKNOWN}. */
  int flag(int row) {
    int text = column == null ? -1 : column.textId(row);
    return text < 0 ? LinkCells.UNKNOWN : flagOfText[text];
  }
}
