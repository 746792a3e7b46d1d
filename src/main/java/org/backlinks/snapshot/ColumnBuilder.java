package org.backlinks.snapshot;

import java.util.Arrays;

/**
 * The cells of one column while a chunk is filled. Each text is kept once, in the order in which it
 * came first; a row has the number of its text. Columns repeat themselves so much that most cells
 * are never copied.
 */
final class ColumnBuilder {
  /** A longer cell is cut, bytes. */
  static final int LONGEST_CELL = 64 * 1024;

  /** The number of the text of a row that has no cell. */
  static final int ABSENT = -1;

  private static final int FEWEST_SLOTS = 64;

  /** What a huge cell may leave behind for the next chunk, bytes. */
  private static final int MOST_KEPT = 1 << 20;

  final String name;
  final CellType type;

  private byte[] text = new byte[256];
  private int[] starts = new int[33];
  private int texts;

  private int[] ids = new int[64];
  private int rows;
  private int cut;

  /** Open addressing over the texts: number + 1, 0 where none is. */
  private int[] slots = new int[FEWEST_SLOTS];

  private int[] hashes = new int[32];

  /** The same for texts of one byte, which come most often: flags, digits. */
  private final int[] single = new int[256];

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

  /** How many different texts there are. */
  int texts() {
    return texts;
  }

  /** The texts end to end; {@link #from} and {@link #to} know where each lies. */
  byte[] text() {
    return text;
  }

  /** How long they are together. */
  int bytes() {
    return starts[texts];
  }

  int from(int id) {
    return starts[id];
  }

  int to(int id) {
    return starts[id + 1];
  }

  /** The number of each row's text, {@link #ABSENT} where there is none; longer than the rows. */
  int[] ids() {
    return ids;
  }

  /** Leaves the rows before {@code row} without a cell where none was given. */
  void padTo(int row) {
    while (rows < row) {
      add(ABSENT);
    }
  }

  /** Gives the current row its cell, valid UTF-8; a cell that was given already stays. */
  void set(int row, byte[] bytes, int from, int length) {
    if (rows > row) {
      if (ids[row] != ABSENT) {
        return;
      }
      rows = row;
    }
    padTo(row);
    if (length == 0 || (length == 1 && bytes[from] == ' ')) {
      add(ABSENT);
    } else if (length == 1) {
      add(single(bytes, from));
    } else {
      add(shared(bytes, from, Math.min(length, kept(bytes, from, length))));
    }
  }

  private void add(int id) {
    if (rows == ids.length) {
      ids = Arrays.copyOf(ids, rows * 2);
    }
    ids[rows++] = id;
  }

  /** The length that is kept: a cut is never inside a character. */
  private int kept(byte[] bytes, int from, int length) {
    if (length <= LONGEST_CELL) {
      return length;
    }
    cut++;
    int most = LONGEST_CELL;
    while (Utf8.isTail(bytes[from + most])) {
      most--;
    }
    return most;
  }

  private int single(byte[] bytes, int from) {
    int one = bytes[from] & 0xFF;
    if (single[one] == 0) {
      single[one] = append(bytes, from, 1, 0) + 1;
    }
    return single[one] - 1;
  }

  private int shared(byte[] bytes, int from, int length) {
    int hash = Bytes.hash(bytes, from, length);
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (hashes[id] == hash
          && starts[id + 1] - starts[id] == length
          && Bytes.same(text, starts[id], bytes, from, length)) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
    int id = append(bytes, from, length, hash);
    slots[slot] = id + 1;
    if (texts * 2 > slots.length) {
      spread();
    }
    return id;
  }

  private int append(byte[] bytes, int from, int length, int hash) {
    int start = starts[texts];
    if (text.length - start < length) {
      text = Arrays.copyOf(text, Math.max(text.length * 2, start + length));
    }
    System.arraycopy(bytes, from, text, start, length);
    if (texts == hashes.length) {
      hashes = Arrays.copyOf(hashes, texts * 2);
      starts = Arrays.copyOf(starts, texts * 2 + 1);
    }
    hashes[texts] = hash;
    starts[++texts] = start + length;
    return texts - 1;
  }

  private void spread() {
    slots = new int[slots.length * 4];
    int mask = slots.length - 1;
    for (int id = 0; id < texts; id++) {
      if (starts[id + 1] - starts[id] > 1) {
        int slot = hashes[id] & mask;
        while (slots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = id + 1;
      }
    }
  }

  /** How many cells can't be read as the column's type. */
  int unreadable() {
    if (type == CellType.TEXT) {
      return 0;
    }
    boolean[] odd = new boolean[texts];
    boolean any = false;
    for (int id = 0; id < texts; id++) {
      odd[id] = !type.reads(text, starts[id], starts[id + 1]);
      any |= odd[id];
    }
    int count = 0;
    for (int row = 0; any && row < rows; row++) {
      if (ids[row] != ABSENT && odd[ids[row]]) {
        count++;
      }
    }
    return count;
  }

  /** The smallest and largest number in the column, or -1 and -1. */
  long[] range() {
    long low = Long.MAX_VALUE;
    long high = -1;
    for (int id = 0; id < texts; id++) {
      if (CellType.isNumber(text, starts[id], starts[id + 1])) {
        long value = CellType.number(text, starts[id], starts[id + 1]);
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    return high < 0 ? new long[] {-1, -1} : new long[] {low, high};
  }

  void clear() {
    rows = 0;
    cut = 0;
    texts = 0;
    Arrays.fill(slots, 0);
    Arrays.fill(single, 0);
    // one huge cell must not hold its memory for the rest of the answer
    if (text.length > MOST_KEPT) {
      text = new byte[256];
    }
  }
}
