package org.backlinks.changes;

import org.backlinks.snapshot.LinkCells;

/** What is compared of the rows of one list, as numbers. Equal texts have equal numbers. */
final class ListRows {
  static final int ABSENT = -1;

  private final int[] identities;
  private final int[] fields;
  private final int[] firstIndexed;
  private final int[] hosts;
  private final boolean[] isDead;
  private int count;
  private boolean areUrlsCertain = true;

  ListRows(int maxCount) {
    identities = new int[maxCount];
    fields = new int[maxCount];
    firstIndexed = new int[maxCount];
    hosts = new int[maxCount];
    isDead = new boolean[maxCount];
  }

  /**
   * Adds a row.
   *
   * @param identity the number of its identity
   * @param fieldValues the number of the values of its compared fields, in {@link FieldTuples}
   * @param firstIndexedDay {@code yyyyMMdd}, or {@link LinkCells#NO_DAY}
   * @param host the number of the host of its source, or {@link #ABSENT}
   */
  void add(int identity, int fieldValues, boolean dead, int firstIndexedDay, int host) {
    identities[count] = identity;
    fields[count] = fieldValues;
    firstIndexed[count] = firstIndexedDay;
    hosts[count] = host;
    isDead[count] = dead;
    count++;
  }

  /** Notes that some row is damaged, lacks a URL, or has a repaired or cut one. */
  void setUrlsUncertain() {
    areUrlsCertain = false;
  }

  /** Returns whether each row has both of its URLs as upstream knows them. */
  boolean areUrlsCertain() {
    return areUrlsCertain;
  }

  int count() {
    return count;
  }

  int identity(int row) {
    return identities[row];
  }

  int fields(int row) {
    return fields[row];
  }

  int firstIndexed(int row) {
    return firstIndexed[row];
  }

  int host(int row) {
    return hosts[row];
  }

  boolean isDead(int row) {
    return isDead[row];
  }
}
