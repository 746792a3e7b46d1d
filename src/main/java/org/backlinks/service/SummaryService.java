package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.store.SummaryStore;
import org.backlinks.summary.ReportSummary;
import org.backlinks.summary.SnapshotCounter;
import org.backlinks.summary.SummaryCodec;
import org.jboss.logging.Logger;

/** Finds and stores the summaries of ready reports. It costs no units. */
@Singleton
public final class SummaryService {
  private static final Logger LOG = Logger.getLogger(SummaryService.class);

  private final ReportReader reportReader;
  private final SummaryStore summaryStore;

  SummaryService(ReportReader reportReader, SummaryStore summaryStore) {
    this.reportReader = reportReader;
    this.summaryStore = summaryStore;
  }

  /** Returns the report, or empty when it is unknown, expired or deleted. */
  public Optional<Report> findReport(ReportId id) {
    return reportReader.find(id);
  }

  /**
   * Returns the summary of a ready report. Counts the stored rows when no summary is stored.
   *
   * @throws IOException when the rows can't be read
   */
  public ReportSummary summarize(Report ready) throws IOException {
    Optional<ReportSummary> stored = findStored(ready);
    if (stored.isPresent()) {
      return stored.get();
    }
    ReportSummary summary =
        SnapshotCounter.count(ready.question(), reportReader.openSnapshot(ready, 0));
    save(ready, summary, ready.lifetime().expiresAt());
    return summary;
  }

  /** Returns the stored summary, if there is one. A damaged one counts as none. */
  public Optional<ReportSummary> findStored(Report ready) {
    try {
      Optional<byte[]> stored = summaryStore.find(ready.id());
      return stored.isPresent() ? Optional.of(SummaryCodec.decode(stored.get())) : Optional.empty();
    } catch (IOException e) {
      LOG.warnf(e, "report %s: a stored summary can't be read", ready.id().text());
      return Optional.empty();
    }
  }

  /** Stores a summary. A failure loses nothing, because the rows can be counted again. */
  void save(Report ready, ReportSummary summary, Instant expiresAt) {
    try {
      summaryStore.save(ready.id(), SummaryCodec.encode(summary), expiresAt);
    } catch (IOException | RuntimeException e) {
      LOG.warnf(e, "report %s: a summary can't be stored", ready.id().text());
    }
  }
}
