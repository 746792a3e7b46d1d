package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.backlinks.majestic.Answer;
import org.backlinks.report.Report;
import org.backlinks.service.LeaseRenewer.HeldLease;
import org.backlinks.snapshot.Manifest;
import org.backlinks.store.ChunkStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Uses the answers that an interrupted holder stored but did not record in the report, so that no
 * one pays for them again.
 */
@Singleton
final class LeftoverAnswers {
  private static final Logger LOG = Logger.getLogger(LeftoverAnswers.class);

  private final ChunkStore chunkStore;
  private final TransitionPolicy transitionPolicy;
  private final AnswerRecorder answerRecorder;
  private final ReportWriter reportWriter;
  private final ReportMetrics reportMetrics;
  private final Clock clock;

  LeftoverAnswers(
      ChunkStore chunkStore,
      TransitionPolicy transitionPolicy,
      AnswerRecorder answerRecorder,
      ReportWriter reportWriter,
      ReportMetrics reportMetrics,
      Clock clock) {
    this.chunkStore = chunkStore;
    this.transitionPolicy = transitionPolicy;
    this.answerRecorder = answerRecorder;
    this.reportWriter = reportWriter;
    this.reportMetrics = reportMetrics;
    this.clock = clock;
  }

  /** Returns the manifest of the last answer that an interrupted holder stored, or empty. */
  Optional<Manifest.Part> find(Report stored) {
    boolean wasCalled = !stored.isBeforeCall() && !stored.isPostponed();
    if (!stored.wasInterrupted() || !wasCalled) {
      return Optional.empty();
    }
    try {
      return chunkStore.findLeftoverManifest(
          stored.id(), stored.lease().version(), partName(stored));
    } catch (IOException e) {
      LOG.errorf(e, "report %s: the leftover answer can't be read", stored.id().text());
      return Optional.empty();
    }
  }

  private static @Nullable String partName(Report stored) {
    CallPlan plan = CallPlan.of(stored);
    return plan.isSingleCall() ? null : plan.nextPart(stored);
  }

  /**
   * Records a leftover answer in the report. Its chunks and its manifest stay where they are.
   *
   * @param held the report after it was taken over
   * @throws IOException when the table rejects the report
   */
  StepResult record(Report held, Manifest.Part leftover, HeldLease lease, Instant invocationEnd)
      throws IOException {
    Manifest rows = leftover.manifest();
    CallPlan plan = CallPlan.of(held);
    Answer.Rows answer = new Answer.Rows(rows.globals(), rows, plan.missingScopes(held, rows));
    Report next = transitionPolicy.nextReport(held, answer, leftover.version(), clock.instant());
    if (!plan.isSingleCall()) {
      next = answerRecorder.storeManifestIfReady(held, next, Optional.empty(), lease);
    }
    LOG.infof("report %s: the leftover answer is used", held.id().text());
    reportMetrics.remainingReported(rows.globals());
    StepResult result =
        reportWriter.commit(new Transition(held, answer, next), lease, invocationEnd);
    if (result instanceof StepResult.Advanced) {
      reportMetrics.rowsStored(rows);
    }
    return result;
  }
}
