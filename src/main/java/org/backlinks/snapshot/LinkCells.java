package org.backlinks.snapshot;

import org.jspecify.annotations.Nullable;

/** Reads cells of links. A cell that can't be read as its type is unknown, as in payloads. */
public final class LinkCells {
  public static final int UNKNOWN = 0;
  public static final int FALSE = 1;
  public static final int TRUE = 2;

  /** A day that is not known. It is before all days. */
  public static final int NO_DAY = -1;

  /** The bytes of U+FFFD. */
  private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

  private LinkCells() {}

  /** Whether a text is what upstream sent. */
  public enum Wholeness {
    WHOLE,
    /** It has a backslash. That is a repaired character if the answer had invalid ones. */
    MAY_BE_REPAIRED,
    /** It may be cut, or a character of it was replaced. */
    DAMAGED
  }

  /** Returns whether a text of a column is what upstream sent. */
  public static Wholeness wholeness(Chunk.Column column, int text) {
    if (column.mayBeCut(text)) {
      return Wholeness.DAMAGED;
    }
    return wholeness(column.textBytes(), column.textStart(text), column.textEnd(text));
  }

  /** Returns the least wholeness of all texts of a column. */
  public static Wholeness wholeness(Chunk.Column column) {
    int texts = column.textCount();
    for (int id = 0; id < texts; id++) {
      if (column.mayBeCut(id)) {
        return Wholeness.DAMAGED;
      }
    }
    return texts == 0
        ? Wholeness.WHOLE
        : wholeness(column.textBytes(), column.textStart(0), column.textEnd(texts - 1));
  }

  private static Wholeness wholeness(byte[] bytes, int from, int to) {
    Wholeness found = Wholeness.WHOLE;
    for (int at = ByteArrays.indexOfJsonSpecial(bytes, from, to);
        at < to;
        at = ByteArrays.indexOfJsonSpecial(bytes, at + 1, to)) {
      if (bytes[at] == '\\') {
        found = Wholeness.MAY_BE_REPAIRED;
      } else if (to - at >= REPLACEMENT.length
          && ByteArrays.rangeEquals(bytes, at, REPLACEMENT, 0, REPLACEMENT.length)) {
        return Wholeness.DAMAGED;
      }
    }
    return found;
  }

  public static Chunk.@Nullable Column find(Chunk chunk, LinkColumn column) {
    return chunk.findColumn(column.upstreamName());
  }

  public static @Nullable String text(Chunk.@Nullable Column column, int row) {
    return column == null ? null : column.cellText(row);
  }

  /** Returns {@link #TRUE}, {@link #FALSE} or {@link #UNKNOWN}. */
  public static int flag(Chunk.@Nullable Column column, int row) {
    if (column == null || !isReadable(CellType.FLAG, column, row)) {
      return UNKNOWN;
    }
    byte[] text = column.textBytes();
    return CellParser.parseFlag(text, column.cellStart(row), column.cellEnd(row)) ? TRUE : FALSE;
  }

  /** Returns the day as the number {@code yyyyMMdd}, or {@link #NO_DAY}. */
  public static int day(Chunk.@Nullable Column column, int row) {
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
  public record LifeColumns(
      Chunk.@Nullable Column deleted,
      Chunk.@Nullable Column lostOn,
      Chunk.@Nullable Column lastSeen) {
    public static LifeColumns of(Chunk chunk) {
      return new LifeColumns(
          find(chunk, LinkColumn.FLAG_DELETED),
          find(chunk, LinkColumn.LOST_ON),
          find(chunk, LinkColumn.LAST_SEEN));
    }

    /** Returns whether the row's link is deleted or lost, and was not seen after the loss. */
    public boolean isDead(int row) {
      if (flag(deleted, row) == TRUE) {
        return true;
      }
      int lost = day(lostOn, row);
      return lost != NO_DAY && lost >= day(lastSeen, row);
    }
  }
}
