package org.backlinks.render;

import java.io.IOException;

/**
 * Writes the changes of one page. The page ends early when the response would become too large.
 * When not even one change fits, its texts are cut.
 */
final class ChangePage {
  private final ChangeRows rows;
  private final ChangesPageRequest page;
  private boolean isTextTruncated;
  private int count;

  ChangePage(ChangeRows rows, ChangesPageRequest page) {
    this.rows = rows;
    this.page = page;
  }

  /** Returns the number of changes on the page. */
  int count() {
    return count;
  }

  /** Returns the number of changes on all pages. */
  int total() {
    return rows.total();
  }

  /** Returns where the next page starts, which is also the end when there is none. */
  int end() {
    return page.from() + count;
  }

  /** Returns whether texts of the only change were cut. */
  boolean isTextTruncated() {
    return isTextTruncated;
  }

  /** Writes the changes. */
  void write(ResponseBuffer out) throws IOException {
    byte[] prefix = page.format().pagePrefix(rows.csvColumns());
    out.write(prefix, 0, prefix.length);
    int limit = Math.max(0, Math.min(page.limit(), total() - page.from()));
    rows.expect(page.from(), limit);
    count = writeRows(out, limit, Integer.MAX_VALUE);
    for (int i = 0; count == 0 && limit > 0 && i < PageRows.TEXT_LIMITS.length; i++) {
      isTextTruncated = true;
      count = writeRows(out, 1, PageRows.TEXT_LIMITS[i]);
    }
  }

  /** Writes as many changes as fit; returns their number. */
  private int writeRows(ResponseBuffer out, int limit, int maxTextBytes) throws IOException {
    CellWriter cells =
        new CellWriter(page.format().newRowWriter(out, rows.topicCounts()), maxTextBytes);
    for (int i = 0; i < limit; i++) {
      int start = out.size();
      rows.write(cells, page.from() + i, maxTextBytes);
      int size = page.embedded() ? out.escapedSize() : out.size();
      if (size > PageRows.MAX_PAGE_BYTES) {
        out.truncate(start);
        return i;
      }
    }
    return limit;
  }
}
