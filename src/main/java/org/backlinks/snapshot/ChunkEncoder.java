package org.backlinks.snapshot;

import java.util.Arrays;
import java.util.List;

/**
 * Lays columns out as {@link ChunkCodec} says, each in the {@link Form} that takes the fewest
 * bytes. A column that follows from an earlier one (the title from its URL, the name of a language
 * from its code) has a code for each text of that one, not for each row.
 */
final class ChunkEncoder {
  /** What a byte of text comes to when it is packed, in tenths. */
  private static final int PACKED_TENTHS = 4;

  private final ByteWriter codes;
  private final ByteWriter texts;

  /** What the texts of the current column say, where they are numbers or days. */
  private long[] values = new long[0];

  private long smallest;

  private long[] written = new long[0];
  private int[] follows = new int[0];

  /**
   * An encoder that writes to two places.
   *
   * @param codes takes the shape of the chunk, and the codes
   * @param texts takes the texts
   */
  ChunkEncoder(ByteWriter codes, ByteWriter texts) {
    this.codes = codes;
    this.texts = texts;
  }

  /** Writes the rows of columns that have so many each. */
  void write(int rows, List<ColumnBuilder> columns) {
    written = new long[rows + 1];
    codes.varint(rows);
    codes.varint(columns.size());
    boolean[] leads = new boolean[columns.size()];
    for (int i = 0; i < columns.size(); i++) {
      ColumnBuilder column = columns.get(i);
      int leader = leader(rows, columns, leads, i);
      int[] ids = leader < 0 ? column.ids() : ids(rows, column, columns.get(leader));
      int count = leader < 0 ? rows : columns.get(leader).texts() + 1;
      Form form = form(column, ids, count);
      leads[i] = leader < 0 && form.hasTexts() && column.texts() > 1 && column.texts() + 1 < rows;
      codes.text(column.name);
      codes.varint(form.number);
      codes.varint(leader + 1);
      if (form.hasTexts()) {
        texts(column);
      } else {
        codes.varint(smallest << 1 ^ smallest >> 63);
      }
      codes(form, ids, count);
    }
  }

  private void texts(ColumnBuilder column) {
    codes.varint(column.texts());
    for (int id = 0; id < column.texts(); id++) {
      codes.varint(column.to(id) - column.from(id));
    }
    texts.bytes(column.text(), 0, column.bytes());
  }

  /**
   * The earlier column with the fewest texts that this one follows from: rows that are equal there
   * are equal here. -1 when there is none.
   */
  private int leader(int rows, List<ColumnBuilder> columns, boolean[] leads, int column) {
    ColumnBuilder follower = columns.get(column);
    int best = -1;
    if (follower.texts() > 1) {
      for (int i = 0; i < column; i++) {
        boolean fewer = best < 0 || columns.get(i).texts() < columns.get(best).texts();
        if (leads[i] && fewer && follows(rows, follower, columns.get(i))) {
          best = i;
        }
      }
    }
    return best;
  }

  private boolean follows(int rows, ColumnBuilder follower, ColumnBuilder leader) {
    int classes = leader.texts() + 1;
    if (classes < follower.texts()) {
      return false;
    }
    if (follows.length < classes) {
      follows = new int[classes];
    }
    // 0: not met yet; else the text's number + 2
    Arrays.fill(follows, 0, classes, 0);
    int[] from = leader.ids();
    int[] to = follower.ids();
    for (int row = 0; row < rows; row++) {
      int met = follows[from[row] + 1];
      if (met == 0) {
        follows[from[row] + 1] = to[row] + 2;
      } else if (met != to[row] + 2) {
        return false;
      }
    }
    return true;
  }

  /** The number of the text of each of the leader's texts, and of its rows without a cell. */
  private static int[] ids(int rows, ColumnBuilder column, ColumnBuilder leader) {
    int[] ids = new int[leader.texts() + 1];
    // no row may be without a cell there: then any number will do
    ids[leader.texts()] = column.ids()[0];
    for (int row = 0; row < rows; row++) {
      int group = leader.ids()[row];
      ids[group == ColumnBuilder.ABSENT ? leader.texts() : group] = column.ids()[row];
    }
    return ids;
  }

  /** The form that takes the fewest bytes; sets what it needs to know of the values. */
  private Form form(ColumnBuilder column, int[] ids, int count) {
    int size = column.texts();
    if (size > 0 && readable(column)) {
      long bits = Form.width(spread(size)) * (long) count;
      long packed = column.bytes() * 8L * PACKED_TENTHS / 10;
      if (bits <= Form.width(size) * (long) count + size * 8L + packed) {
        return column.type == CellType.DATE ? Form.DAYS : Form.NUMBERS;
      }
    }
    return size > count * 2 / 3 && inOrder(ids, count) ? Form.RECENT : Form.WORDS;
  }

  /**
   * Whether every text is a number, or a day in a column of days, in a range that codes can have.
   */
  private boolean readable(ColumnBuilder column) {
    if (values.length < column.texts()) {
      values = new long[column.texts()];
    }
    for (int id = 0; id < column.texts(); id++) {
      int from = column.from(id);
      int to = column.to(id);
      if (column.type == CellType.DATE) {
        if (!CellType.DATE.reads(column.text(), from, to)) {
          return false;
        }
        values[id] = CellType.day(column.text(), from).toEpochDay();
      } else {
        if (!CellType.isNumber(column.text(), from, to)) {
          return false;
        }
        values[id] = CellType.number(column.text(), from, to);
      }
    }
    smallest = Arrays.stream(values, 0, column.texts()).min().orElse(0);
    long spread = spread(column.texts());
    return spread > 0 && spread < Long.MAX_VALUE;
  }

  /** The largest code that the values need. */
  private long spread(int size) {
    return Arrays.stream(values, 0, size).max().orElse(0) - smallest + 1;
  }

  /** Whether each text comes first right after the one before it. */
  private static boolean inOrder(int[] ids, int count) {
    int next = 0;
    for (int i = 0; i < count; i++) {
      if (ids[i] > next) {
        return false;
      }
      next = Math.max(next, ids[i] + 1);
    }
    return true;
  }

  private void codes(Form form, int[] ids, int count) {
    int next = 0;
    long least = count == 0 ? 0 : Long.MAX_VALUE;
    long most = 0;
    for (int i = 0; i < count; i++) {
      written[i] = code(form, ids[i], next);
      next = Math.max(next, ids[i] + 1);
      least = Math.min(least, written[i]);
      most = Math.max(most, written[i]);
    }
    int width = Form.width(most - least);
    codes.varint(least);
    codes.varint(width);
    for (int i = 0; i < count; i++) {
      written[i] -= least;
    }
    codes.bits(written, count, width);
  }

  private long code(Form form, int id, int next) {
    if (id == ColumnBuilder.ABSENT) {
      return 0;
    }
    return switch (form) {
      case WORDS -> id + 1L;
      case RECENT -> next - id + 1L;
      case NUMBERS, DAYS -> values[id] - smallest + 1;
    };
  }
}
