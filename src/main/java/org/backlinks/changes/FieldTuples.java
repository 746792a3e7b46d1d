package org.backlinks.changes;

import java.util.Comparator;

/** The values of the compared fields of rows. Equal values of all fields have one number. */
final class FieldTuples {
  static final int ANCHOR_TEXT = 0;
  static final int LINK_TYPE = 1;
  static final int LINK_SUB_TYPE = 2;
  static final int INDIRECT_URL = 3;
  static final int INDIRECT_TYPE = 4;
  static final int NOFOLLOW = 5;
  static final int REDIRECT = 6;
  static final int FRAME = 7;
  static final int IMAGE = 8;
  static final int DEAD = 9;

  private static final int TEXTS = 5;
  private static final int SIZE = 10;

  private final TextIds texts;
  private final TupleIds tuples = new TupleIds(SIZE);

  /**
   * @param texts numbers the texts of the fields
   */
  FieldTuples(TextIds texts) {
    this.texts = texts;
  }

  /**
   * Sets a value of the next row: the number of a text, or a flag as in {@link LinkCells}; for
   * {@link #DEAD} 0 or 1.
   */
  void set(int field, int value) {
    tuples.set(field, value);
  }

  /** Returns the number of the values that were set. */
  int id() {
    return tuples.id();
  }

  int anchorText(int id) {
    return tuples.get(id, ANCHOR_TEXT);
  }

  int linkType(int id) {
    return tuples.get(id, LINK_TYPE);
  }

  boolean isDead(int id) {
    return tuples.get(id, DEAD) != 0;
  }

  /** Returns whether a field is known on both sides and differs, or the link is alive again. */
  boolean isChange(int before, int after) {
    if (before == after) {
      return false;
    }
    for (int field = 0; field < DEAD; field++) {
      int old = tuples.get(before, field);
      int current = tuples.get(after, field);
      int unknown = field < TEXTS ? ListRows.ABSENT : LinkCells.UNKNOWN;
      if (old != current && old != unknown && current != unknown) {
        return true;
      }
    }
    return isDead(before) && !isDead(after);
  }

  /** Returns the order of the fields' texts. It does not depend on the order of rows. */
  Comparator<Integer> byTexts() {
    return (first, second) -> {
      int order = 0;
      for (int field = 0; field < SIZE && order == 0; field++) {
        int left = tuples.get(first, field);
        int right = tuples.get(second, field);
        order = field < TEXTS ? texts.compare(left, right) : Integer.compare(left, right);
      }
      return order;
    };
  }
}
