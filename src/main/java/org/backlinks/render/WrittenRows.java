package org.backlinks.render;

/** The rows of a page that are written so far. The last rows can be removed. */
final class WrittenRows {
  private final ResponseBuffer out;
  private final boolean embedded;
  private final int startOffset;
  private final int[] endOffsets;

  /** The size of the response after each row. */
  private final int[] sizes;

  private final long[] domainIds;
  private int count;

  /**
   * @param embedded whether sizes are those inside a JSON string
   * @param maxRows the maximum number of rows
   */
  WrittenRows(ResponseBuffer out, boolean embedded, int maxRows) {
    this.out = out;
    this.embedded = embedded;
    this.startOffset = out.size();
    this.endOffsets = new int[maxRows];
    this.sizes = new int[maxRows];
    this.domainIds = new long[maxRows];
  }

  /** Writes the rows {@code [from, to)} of a chunk; returns false when the page is full. */
  boolean addRows(ChunkRows rows, int from, int to, CellWriter cells) {
    for (int row = from; row < to; row++) {
      if (count == endOffsets.length) {
        return false;
      }
      rows.writeRow(cells, row);
      int size = embedded ? out.escapedSize() : out.size();
      if (size > PageRows.MAX_PAGE_BYTES) {
        truncateTo(count);
        return false;
      }
      endOffsets[count] = out.size();
      sizes[count] = size;
      domainIds[count] = rows.domainId(row);
      count++;
    }
    return true;
  }

  int count() {
    return count;
  }

  /** Returns the size of the response after a row. */
  int sizeAfter(int row) {
    return sizes[row];
  }

  /** Returns the DomainID of a row, or -1. */
  long domainId(int row) {
    return domainIds[row];
  }

  /** Removes all rows after the first {@code newCount}. */
  void truncateTo(int newCount) {
    out.truncate(newCount == 0 ? startOffset : endOffsets[newCount - 1]);
    count = newCount;
  }
}
