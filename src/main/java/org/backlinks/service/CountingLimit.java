package org.backlinks.service;

import java.util.concurrent.atomic.AtomicInteger;
import org.backlinks.report.Report;

/**
 * Limits the rows that a process counts at the same time while they stream in. The counts of 5,000
 * rows need more than 1 MB of a small heap.
 */
final class CountingLimit {
  private static final int MAX_ROWS = 10_000;

  private final AtomicInteger reservedRows = new AtomicInteger();

  /**
   * Reserves room for the next answer of a report. An answer of any size is counted when no other
   * one is.
   *
   * @return the maximum number of its rows, or 0 when they must not be counted now
   */
  int acquire(Report held) {
    int rows = held.question().maxBacklinks() * CallPlan.of(held).nextCall(held).scopes().size();
    int before = reservedRows.getAndUpdate(now -> isAllowed(now, rows) ? now + rows : now);
    return isAllowed(before, rows) ? rows : 0;
  }

  private static boolean isAllowed(int now, int rows) {
    return now == 0 || now + rows <= MAX_ROWS;
  }

  /** Gives back what {@link #acquire} returned. */
  void release(int rows) {
    reservedRows.addAndGet(-rows);
  }
}
