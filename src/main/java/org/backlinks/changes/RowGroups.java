package org.backlinks.changes;

import java.util.function.IntUnaryOperator;

/** The rows of one list by the number of their group. The rows of a group are in row order. */
final class RowGroups {
  /** Where each group starts in {@link #rows}, and then where the last one ends. */
  private final int[] starts;

  private final int[] rows;

  private RowGroups(int[] starts, int[] rows) {
    this.starts = starts;
    this.rows = rows;
  }

  /**
   * Groups rows.
   *
   * @param groupOf gives the group of a row; a negative number means that the row is in none
   */
  static RowGroups of(int rowCount, int groupCount, IntUnaryOperator groupOf) {
    int[] ends = new int[groupCount + 1];
    for (int row = 0; row < rowCount; row++) {
      int group = groupOf.applyAsInt(row);
      if (group >= 0) {
        ends[group + 1]++;
      }
    }
    for (int group = 0; group < groupCount; group++) {
      ends[group + 1] += ends[group];
    }
    int[] starts = ends.clone();
    int[] rows = new int[ends[groupCount]];
    for (int row = 0; row < rowCount; row++) {
      int group = groupOf.applyAsInt(row);
      if (group >= 0) {
        rows[ends[group]++] = row;
      }
    }
    return new RowGroups(starts, rows);
  }

  int size(int group) {
    return starts[group + 1] - starts[group];
  }

  /** Returns a row of a group by its place. */
  int row(int group, int index) {
    return rows[starts[group] + index];
  }
}
