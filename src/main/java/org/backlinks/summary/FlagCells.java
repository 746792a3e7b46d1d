package org.backlinks.summary;

import org.backlinks.snapshot.CellParser;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.LinkCells;
import org.jspecify.annotations.Nullable;

/** The flags of a column. It reads each text of a chunk once. */
final class FlagCells {
  private int[] flagOfText = new int[0];
  private Chunk.@Nullable Column column;

  /** Reads the texts of the next chunk. */
  void startChunk(Chunk.@Nullable Column nextColumn) {
    column = nextColumn;
    flagOfText = new int[nextColumn == null ? 0 : nextColumn.textCount()];
    for (int text = 0; nextColumn != null && text < flagOfText.length; text++) {
      byte[] bytes = nextColumn.textBytes();
      int from = nextColumn.textStart(text);
      int to = nextColumn.textEnd(text);
      if (CellType.FLAG.canRead(bytes, from, to)) {
        flagOfText[text] = CellParser.parseFlag(bytes, from, to) ? LinkCells.TRUE : LinkCells.FALSE;
      }
    }
  }

  /** Returns {@link LinkCells#TRUE}, {@link LinkCells#FALSE} or {@link LinkCells#UNKNOWN}. */
  int flag(int row) {
    int text = column == null ? -1 : column.textId(row);
    return text < 0 ? LinkCells.UNKNOWN : flagOfText[text];
  }
}
