package org.backlinks.service;

import java.util.Optional;
import org.backlinks.question.Question;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.summary.ReportSummary;
import org.backlinks.summary.SnapshotCounter;
import org.jboss.logging.Logger;

/** Counts the rows of an answer while they stream in. */
final class StreamedSummary {
  private static final Logger LOG = Logger.getLogger(StreamedSummary.class);

  private final SnapshotBuilder rows;
  private final SnapshotCounter counter = new SnapshotCounter();

  private StreamedSummary(SnapshotBuilder rows) {
    this.rows = rows;
  }

  /** Starts to count the rows that a builder receives. */
  static StreamedSummary of(SnapshotBuilder rows) {
    StreamedSummary summary = new StreamedSummary(rows);
    rows.setObserver(summary.counter);
    return summary;
  }

  /** Returns the counts; empty when the rows must be counted later. It never fails an answer. */
  Optional<ReportSummary> finish(Question question, Manifest manifest) {
    try {
      counter.failure().ifPresent(StreamedSummary::warn);
      return counter.finish(rows.tables(), question, manifest);
    } catch (RuntimeException e) {
      warn(e);
      return Optional.empty();
    }
  }

  private static void warn(RuntimeException failure) {
    LOG.warn("rows could not be counted while they streamed in", failure);
  }
}
