package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.backlinks.callback.CallbackSettler;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.store.IdempotencyKeyStore;
import org.backlinks.store.ReportStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Deletes reports for their owners, and removes reports with damaged rows from reuse. */
@Singleton
public final class ReportDeletion {
  private static final Logger LOG = Logger.getLogger(ReportDeletion.class);

  private final ReportStore reportStore;
  private final IdempotencyKeyStore idempotencyKeyStore;
  private final UpstreamJobCanceller upstreamJobCanceller;
  private final CallbackSettler callbackSettler;
  private final ReportMetrics reportMetrics;
  private final Clock clock;
  private final RandomGenerator random;

  ReportDeletion(
      ReportStore reportStore,
      IdempotencyKeyStore idempotencyKeyStore,
      UpstreamJobCanceller upstreamJobCanceller,
      CallbackSettler callbackSettler,
      ReportMetrics reportMetrics,
      Clock clock,
      RandomGenerator random) {
    this.reportStore = reportStore;
    this.idempotencyKeyStore = idempotencyKeyStore;
    this.upstreamJobCanceller = upstreamJobCanceller;
    this.callbackSettler = callbackSettler;
    this.reportMetrics = reportMetrics;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Deletes a report. Abandons its running job, and cancels the job upstream if that is possible.
   *
   * @return whether the report existed
   */
  public boolean delete(ReportId id) {
    String mark = ReportId.random(random).text();
    for (int attempt = 1; ; attempt++) {
      Instant now = clock.instant();
      Optional<Report> found = reportStore.find(id).filter(report -> !report.isGone(now));
      if (found.isEmpty()) {
        // the mark shows that an earlier attempt was executed although its answer was lost
        return attempt > 1 && reportStore.isDeletedBy(id, mark);
      }
      Report report = found.get();
      if (!report.state().isPending()) {
        // what was promised to its recipients must not depend on the rows
        callbackSettler.settleAll(report);
      }
      Report tombstone = report.delete(now);
      if (reportStore.delete(report, tombstone, mark)) {
        callbackSettler.settleAll(tombstone);
        reportMetrics.reportChanged(report, tombstone);
        upstreamJobCanceller.cancel(report);
        return true;
      }
      // the report changed after it was read: read it again
    }
  }

  /**
   * Removes a ready report with damaged rows from reuse. The next request for its question, or with
   * its idempotency key, gets a new report.
   *
   * @param idempotencyKey the key of the request that found the report, or null
   */
  public void withdraw(Report unreadable, @Nullable String idempotencyKey, IOException cause) {
    LOG.errorf(cause, "report %s: its rows can't be read", unreadable.id().text());
    reportMetrics.reportUnreadable();
    reportStore.clearReadySlot(unreadable);
    if (idempotencyKey != null) {
      idempotencyKeyStore.deleteIfAssignedTo(idempotencyKey, unreadable.id());
    }
  }
}
