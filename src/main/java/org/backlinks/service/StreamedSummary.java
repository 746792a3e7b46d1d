package org.backlinks.service;

import java.util.Optional;
import org.backlinks.question.Question;
import org.backlinks.report.Report;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.summary.ReportSummary;
import org.backlinks.summary.SnapshotCounter;
import org.jboss.logging.Logger;

/** Counts the rows of an answer while they stream in, unless too many others are counted. */
final class StreamedSummary implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(StreamedSummary.class);

  private final SnapshotBuilder rows;
  private final CountingLimit limit;

  /** The number of rows that may come, or 0 when they are not counted. */
  private final int maxRows;

  private final SnapshotCounter counter = new SnapshotCounter();

  /** Starts to count the rows that a builder receives for a report. */
  StreamedSummary(Report held, SnapshotBuilder rows, CountingLimit limit) {
    this.rows = rows;
    this.limit = limit;
    this.maxRows = limit.acquire(held);
    if (maxRows > 0) {
      rows.setObserver(counter);
    }
  }

  /** Returns the counts; empty when the rows must be counted later. It never fails an answer. */
  Optional<ReportSummary> finish(Question question, Manifest manifest) {
    if (maxRows == 0) {
      return Optional.empty();
    }
    try {
      counter.failure().ifPresent(StreamedSummary::warn);
      return counter.finish(rows.tables(), question, manifest);
    } catch (RuntimeException e) {
      warn(e);
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    limit.release(maxRows);
  }

  private static void warn(RuntimeException failure) {
    LOG.warn("rows could not be counted while they streamed in", failure);
  }
}
