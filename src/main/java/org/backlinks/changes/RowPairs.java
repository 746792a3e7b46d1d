package org.backlinks.changes;

import java.util.Arrays;

/** Which rows of two lists are the same link. */
final class RowPairs {
  private final int[] afterOf;
  private final int[] beforeOf;
  private final boolean[] isMoved;
  private final boolean[] hasDoubleAfter;
  private final boolean[] hasDoubleBefore;

  RowPairs(int beforeCount, int afterCount) {
    afterOf = new int[beforeCount];
    beforeOf = new int[afterCount];
    isMoved = new boolean[afterCount];
    hasDoubleAfter = new boolean[beforeCount];
    hasDoubleBefore = new boolean[afterCount];
    Arrays.fill(afterOf, LinkChange.NO_ROW);
    Arrays.fill(beforeOf, LinkChange.NO_ROW);
  }

  /**
   * Makes two rows a pair.
   *
   * @param moved whether the spelling of their URLs differs
   */
  void pair(int before, int after, boolean moved) {
    afterOf[before] = after;
    beforeOf[after] = before;
    isMoved[after] = moved;
  }

  /** Notes that the later list has a row like this row of the earlier one. */
  void setDoubleAfter(int before) {
    hasDoubleAfter[before] = true;
  }

  /** Notes that the earlier list has a row like this row of the later one. */
  void setDoubleBefore(int after) {
    hasDoubleBefore[after] = true;
  }

  boolean isBeforePaired(int before) {
    return afterOf[before] != LinkChange.NO_ROW;
  }

  boolean isAfterPaired(int after) {
    return beforeOf[after] != LinkChange.NO_ROW;
  }

  /** Returns the later row's earlier one, or {@link LinkChange#NO_ROW}. */
  int beforeOf(int after) {
    return beforeOf[after];
  }

  boolean isMoved(int after) {
    return isMoved[after];
  }

  boolean hasDoubleAfter(int before) {
    return hasDoubleAfter[before];
  }

  boolean hasDoubleBefore(int after) {
    return hasDoubleBefore[after];
  }
}
