package org.backlinks.summary;

import org.backlinks.snapshot.CellParser;
import org.backlinks.snapshot.Chunk;
import org.jspecify.annotations.Nullable;

/** The numbers of a column. It reads each text of a chunk once. */
final class NumberCells {
  static final long UNKNOWN = -1;

  private long[] numberOfText = new long[0];
  private Chunk.@Nullable Column column;

  /** Reads the texts of the next chunk. */
  void startChunk(Chunk.@Nullable Column nextColumn) {
    column = nextColumn;
    if (nextColumn == null) {
      return;
    }
    int texts = nextColumn.textCount();
    if (numberOfText.length < texts) {
      numberOfText = new long[Math.max(texts, numberOfText.length * 2)];
    }
    byte[] bytes = nextColumn.textBytes();
    for (int text = 0; text < texts; text++) {
      int from = nextColumn.textStart(text);
      int to = nextColumn.textEnd(text);
      numberOfText[text] =
          CellParser.isNumber(bytes, from, to)
              ? Math.max(UNKNOWN, CellParser.parseNumber(bytes, from, to))
              : UNKNOWN;
    }
  }

  /** Returns the number of a row, or {@link #UNKNOWN} when it has no number of at least 0. */
  long number(int row) {
    int text = column == null ? -1 : column.textId(row);
    return text < 0 ? UNKNOWN : numberOfText[text];
  }
}
