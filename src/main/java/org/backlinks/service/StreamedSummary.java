package org.backlinks.service;

import java.util.Optional;
import org.backlinks.report.Report;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkObserver;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.summary.ReportSummary;
import org.backlinks.summary.SnapshotCounter;
import org.jboss.logging.Logger;

/**
 * Counts the rows of an answer while they stream in, unless too many others are counted. An answer
 * without rows, such as that to a poll, needs no room.
 */
final class StreamedSummary implements ChunkObserver, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(StreamedSummary.class);

  private final Report held;
  private final SnapshotBuilder rows;
  private final CountingLimit limit;
  private final SnapshotCounter counter = new SnapshotCounter();
  private boolean hasRows;

  /** The number of rows that there is room for, or 0 when they are not counted. */
  private int reservedRows;

  /** Starts to count the rows that a builder receives for a report. */
  StreamedSummary(Report held, SnapshotBuilder rows, CountingLimit limit) {
    this.held = held;
    this.rows = rows;
    this.limit = limit;
    rows.setObserver(this);
  }

  @Override
  public void observe(int table, Chunk chunk) {
    if (!hasRows) {
      hasRows = true;
      reservedRows = limit.acquire(held);
    }
    if (reservedRows > 0) {
      counter.observe(table, chunk);
    }
  }

  /** Returns the counts; empty when the rows must be counted later. It never fails an answer. */
  Optional<ReportSummary> finish(Manifest manifest) {
    if (hasRows && reservedRows == 0) {
      return Optional.empty();
    }
    try {
      counter.failure().ifPresent(StreamedSummary::warn);
      return counter.finish(rows.tables(), held.question(), manifest);
    } catch (RuntimeException e) {
      warn(e);
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    limit.release(reservedRows);
  }

  private static void warn(RuntimeException failure) {
    LOG.warn("rows could not be counted while they streamed in", failure);
  }
}
