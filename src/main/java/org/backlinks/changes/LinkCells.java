package org.backlinks.changes;

import org.backlinks.snapshot.CellParser;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.LinkColumn;
import org.jspecify.annotations.Nullable;

/** Reads cells of links. A cell that can't be read as its type is unknown, as in payloads. */
final class LinkCells {
  static final int UNKNOWN = 0;
  static final int FALSE = 1;
  static final int TRUE = 2;

  /** A day that is not known. It is before all days. */
  static final int NO_DAY = -1;

  private LinkCells() {}

  static Chunk.@Nullable Column find(Chunk chunk, LinkColumn column) {
    return chunk.findColumn(column.upstreamName());
  }

  static @Nullable String text(Chunk.@Nullable Column column, int row) {
    return column == null ? null : column.cellText(row);
  }

  /** Returns {@link #TRUE}, {@link #FALSE} or {@link #UNKNOWN}. */
  static int flag(Chunk.@Nullable Column column, int row) {
    if (column == null || !isReadable(CellType.FLAG, column, row)) {
      return UNKNOWN;
    }
    byte[] text = column.textBytes();
    return CellParser.parseFlag(text, column.cellStart(row), column.cellEnd(row)) ? TRUE : FALSE;
  }

  /** Returns the day as the number {@code yyyyMMdd}, or {@link #NO_DAY}. */
  static int day(Chunk.@Nullable Column column, int row) {
    if (column == null || !isReadable(CellType.DATE, column, row)) {
      return NO_DAY;
    }
    byte[] text = column.textBytes();
    int number = 0;
    for (int i = column.cellStart(row); i < column.cellEnd(row); i++) {
      number = text[i] == '-' ? number : number * 10 + text[i] - '0';
    }
    return number;
  }

  private static boolean isReadable(CellType type, Chunk.Column column, int row) {
    return column.hasCell(row)
        && type.canRead(column.textBytes(), column.cellStart(row), column.cellEnd(row));
  }

  /** The cells that say whether a link is dead. */
  record LifeColumns(
      Chunk.@Nullable Column deleted,
      Chunk.@Nullable Column lostOn,
      Chunk.@Nullable Column lastSeen) {
    static LifeColumns of(Chunk chunk) {
      return new LifeColumns(
          find(chunk, LinkColumn.FLAG_DELETED),
          find(chunk, LinkColumn.LOST_ON),
          find(chunk, LinkColumn.LAST_SEEN));
    }

    /** Returns whether the row's link is deleted or lost, and was not seen after the loss. */
    boolean isDead(int row) {
      if (flag(deleted, row) == TRUE) {
        return true;
      }
      int lost = day(lostOn, row);
      return lost != NO_DAY && lost >= day(lastSeen, row);
    }
  }
}
