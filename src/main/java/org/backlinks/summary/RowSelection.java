package org.backlinks.summary;

/** Some rows of a chunk, with the domains of their sources. */
final class RowSelection {
  private final int[] rows;
  private final int[] domains;
  private int count;

  /** Creates an empty selection with room for a number of rows. */
  RowSelection(int maxRows) {
    rows = new int[maxRows];
    domains = new int[maxRows];
  }

  /**
   * Adds a row.
   *
   * @param domain the number of its source's domain, or {@link DomainIds#UNKNOWN}
   */
  void add(int row, int domain) {
    rows[count] = row;
    domains[count++] = domain;
  }

  /** Returns the number of rows. */
  int count() {
    return count;
  }

  /** Returns the index of a row in the chunk. */
  int row(int index) {
    return rows[index];
  }

  /** Returns the number of the domain of a row's source, or {@link DomainIds#UNKNOWN}. */
  int domain(int index) {
    return domains[index];
  }
}
