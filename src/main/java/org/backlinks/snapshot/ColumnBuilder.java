package org.backlinks.snapshot;

import java.util.Arrays;

/** The cells of one column while a chunk is filled: UTF-8 text in one array that grows. */
final class ColumnBuilder {
  /** A longer cell is cut, bytes. */
  static final int LONGEST_CELL = 64 * 1024;

  final String name;
  final CellType type;
  private byte[] text = new byte[256];
  private int[] ends = new int[64];
  private boolean[] absent = new boolean[64];
  private int rows;
  private int cut;

  ColumnBuilder(String name) {
    this.name = name;
    this.type = Columns.typeOf(name);
  }

  int rows() {
    return rows;
  }

  /** Cells that were cut since the last {@link #clear}. */
  int cut() {
    return cut;
  }

  int bytes() {
    return rows == 0 ? 0 : ends[rows - 1];
  }

  /** Leaves the rows before {@code row} without a cell where none was given. */
  void padTo(int row) {
    while (rows < row) {
      add(bytes(), true);
    }
  }

  /** Gives the current row its cell; a cell that was given already stays. */
  void set(int row, char[] from, int offset, int length) {
    if (rows > row) {
      if (!absent[row]) {
        return;
      }
      rows = row;
    }
    padTo(row);
    if (length == 0 || (length == 1 && from[offset] == ' ')) {
      add(bytes(), true);
      return;
    }
    add(append(from, offset, length), false);
  }

  private void add(int end, boolean isAbsent) {
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, rows * 2);
      absent = Arrays.copyOf(absent, rows * 2);
    }
    ends[rows] = end;
    absent[rows] = isAbsent;
    rows++;
  }

  private int append(char[] from, int offset, int length) {
    int at = bytes();
    int most = Math.min(length, LONGEST_CELL) * 3;
    if (text.length - at < most) {
      text = Arrays.copyOf(text, Math.max(text.length * 2, at + most));
    }
    byte[] out = text;
    int limit = at + LONGEST_CELL;
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      char c = from[i];
      if (c < 0x80 && at < limit) {
        out[at++] = (byte) c;
        continue;
      }
      int point = c;
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(from[i + 1]);
        point = pair ? Character.toCodePoint(c, from[++i]) : 0xFFFD;
      }
      int size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (at + size > limit) {
        cut++;
        return at;
      }
      at = Utf8.put(out, at, point);
    }
    return at;
  }

  /** How many cells can't be read as the column's type. */
  int unreadable() {
    if (type == CellType.TEXT) {
      return 0;
    }
    int count = 0;
    int from = 0;
    for (int row = 0; row < rows; row++) {
      if (!absent[row] && !type.reads(text, from, ends[row])) {
        count++;
      }
      from = ends[row];
    }
    return count;
  }

  /** The smallest and largest number in the column, or -1 and -1. */
  long[] range() {
    long low = Long.MAX_VALUE;
    long high = -1;
    int from = 0;
    for (int row = 0; row < rows; row++) {
      if (!absent[row] && CellType.isNumber(text, from, ends[row])) {
        long value = CellType.number(text, from, ends[row]);
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      from = ends[row];
    }
    return high < 0 ? new long[] {-1, -1} : new long[] {low, high};
  }

  void write(ByteWriter out) {
    out.text(name);
    int from = 0;
    for (int row = 0; row < rows; row++) {
      out.varint(absent[row] ? 0 : ends[row] - from + 1);
      from = ends[row];
    }
    out.bytes(text, 0, bytes());
  }

  void clear() {
    rows = 0;
    cut = 0;
    // one huge cell must not hold its memory for the rest of the answer
    if (text.length > 1 << 20) {
      text = new byte[256];
    }
  }
}
