package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.store.ChunkStore;
import org.backlinks.store.ReportStore;
import org.backlinks.task.Task;
import org.backlinks.task.TaskScheduler;

/** Reads reports by their id, and the rows of ready reports. */
@Singleton
public final class ReportReader {
  private final ReportStore reportStore;
  private final ChunkStore chunkStore;
  private final Clock clock;
  private final TaskScheduler scheduler;

  ReportReader(
      ReportStore reportStore, ChunkStore chunkStore, Clock clock, TaskScheduler scheduler) {
    this.reportStore = reportStore;
    this.chunkStore = chunkStore;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /** Returns the report, or empty when it is unknown, expired or deleted. */
  public Optional<Report> find(ReportId id) {
    return reportStore.find(id).filter(report -> !report.isGone(clock.instant()));
  }

  /**
   * Reads a report, and at the same time the rows that it may have. Returns when both reads have
   * ended.
   *
   * @param snapshotVersion the version under which the rows were written, from a cursor
   * @param pieces the numbers of the pieces that are needed first
   */
  public FoundReport find(ReportId id, int snapshotVersion, List<Integer> pieces) {
    Task<Snapshot> reading =
        scheduler.start(() -> chunkStore.openWithPieces(id, snapshotVersion, pieces));
    Optional<Report> report = find(id);
    try {
      return new FoundReport(report, new SnapshotResult.Opened(reading.join()));
    } catch (ExecutionException e) {
      return new FoundReport(report, new SnapshotResult.Failed(e));
    }
  }

  /** The result of reading rows. */
  sealed interface SnapshotResult {
    record Opened(Snapshot snapshot) implements SnapshotResult {}

    record Failed(ExecutionException failure) implements SnapshotResult {}
  }

  /** A report, and the rows that were read with it. Use the rows only if the cursor is valid. */
  public static final class FoundReport {
    private final Optional<Report> report;
    private final SnapshotResult rows;

    FoundReport(Optional<Report> report, SnapshotResult rows) {
      this.report = report;
      this.rows = rows;
    }

    /** Returns the report, or empty when it is unknown, expired or deleted. */
    public Optional<Report> report() {
      return report;
    }

    /**
     * Returns the rows.
     *
     * @throws IOException when the rows are missing or damaged
     */
    public Snapshot snapshot() throws IOException {
      return switch (rows) {
        case SnapshotResult.Opened(Snapshot snapshot) -> snapshot;
        case SnapshotResult.Failed(ExecutionException failure)
            when failure.getCause() instanceof IOException damage ->
            throw damage;
        case SnapshotResult.Failed(ExecutionException failure) ->
            throw new IllegalStateException("the rows could not be read", failure);
      };
    }
  }

  /**
   * Opens the rows of a ready report.
   *
   * @param fromRow the index of the row that is needed first
   * @throws IOException when the rows are missing or damaged
   */
  public Snapshot openSnapshot(Report report, int fromRow) throws IOException {
    if (!(report.state() instanceof State.Ready(var at, int snapshotVersion))) {
      throw new IllegalStateException("report " + report.id().text() + " is not ready");
    }
    // the first row is always in the first piece
    return chunkStore.open(report.id(), snapshotVersion, fromRow == 0 ? List.of(0) : List.of());
  }
}
