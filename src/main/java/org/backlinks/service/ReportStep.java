package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Job;
import org.backlinks.report.Billing;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.service.LeaseRenewer.HeldLease;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.store.ChunkWriter;
import org.backlinks.summary.ReportSummary;
import org.jboss.logging.Logger;

/**
 * Moves a held report to its next state: makes one exchange with upstream, and writes its result.
 */
@Singleton
final class ReportStep {
  private static final Logger LOG = Logger.getLogger(ReportStep.class);

  /** Separates the chunk numbers of a job's file from those of the answer that led to the file. */
  private static final int FILE_PIECE_OFFSET = 1_000_000;

  private final UpstreamCaller upstreamCaller;
  private final TransitionPolicy transitionPolicy;
  private final AnswerRecorder answerRecorder;
  private final ReportWriter reportWriter;
  private final SubscriptionInfo subscriptionInfo;
  private final ReportMetrics reportMetrics;
  private final Clock clock;
  private final CountingLimit countingLimit = new CountingLimit();

  ReportStep(
      UpstreamCaller upstreamCaller,
      TransitionPolicy transitionPolicy,
      AnswerRecorder answerRecorder,
      ReportWriter reportWriter,
      SubscriptionInfo subscriptionInfo,
      ReportMetrics reportMetrics,
      Clock clock) {
    this.upstreamCaller = upstreamCaller;
    this.transitionPolicy = transitionPolicy;
    this.answerRecorder = answerRecorder;
    this.reportWriter = reportWriter;
    this.subscriptionInfo = subscriptionInfo;
    this.reportMetrics = reportMetrics;
    this.clock = clock;
  }

  /**
   * Makes the next upstream call of a report, and writes the report that follows from the answer.
   *
   * @throws IOException when the rows or the report could not be stored
   */
  StepResult run(Report held, HeldLease lease, Instant invocationEnd) throws IOException {
    if (!lease.holdOrRenew()) {
      // the process was frozen, and another worker may be making the same call
      return new StepResult.Interrupted();
    }
    Instant start = clock.instant();
    try (ChunkWriter chunks = answerRecorder.openChunks(held, lease)) {
      SnapshotBuilder rows = new SnapshotBuilder(chunks, firstPieceNumber(held));
      try (StreamedSummary counted = new StreamedSummary(held, rows, countingLimit)) {
        Answer answer = upstreamCaller.exchange(held, rows, invocationEnd);
        if (upstreamCaller.isDeferred(held, answer, invocationEnd)) {
          reportWriter.release(held, lease);
          return new StepResult.Interrupted();
        }
        Transition decided = checkDownloadsOnce(decide(held, held, answer), rows, invocationEnd);
        Optional<ReportSummary> summary = decided.rowsToStore().flatMap(counted::finish);
        Transition storable = store(decided, summary, chunks, lease);
        StepResult result = commit(storable, summary, lease, invocationEnd);
        subscriptionInfo.recordRemaining(answer.globals(), start);
        return result;
      }
    }
  }

  private static int firstPieceNumber(Report held) {
    int firstOfAnswer = 2 * FILE_PIECE_OFFSET * CallPlan.of(held).nextIndex(held);
    return held.state() instanceof State.Downloading
        ? firstOfAnswer + FILE_PIECE_OFFSET
        : firstOfAnswer;
  }

  /**
   * Returns the effect of an answer.
   *
   * @param charged the held report with the charges of the answers before this one
   */
  private Transition decide(Report held, Report charged, Answer answer) {
    return new Transition(
        held, answer, transitionPolicy.nextReport(charged, answer, clock.instant()));
  }

  /** Looks once more for the file of a job before the program gives the job up. */
  private Transition checkDownloadsOnce(
      Transition decided, SnapshotBuilder rows, Instant invocationEnd) throws IOException {
    Report held = decided.held();
    boolean isLastChance =
        held.state() instanceof State.Queued
            && decided.isAnswerLost()
            && new Job(held.state().tokens()).downloadId() != null;
    if (!isLastChance || !rows.tables().isEmpty()) {
      return decided;
    }
    Answer file = upstreamCaller.fetchJobFile(held, rows, invocationEnd);
    // the charges of the last poll are part of the cost
    return file instanceof Answer.Rows
        ? decide(
            held,
            held.withBilling(billing -> billing.withPollCounted().book(decided.answer().globals())),
            file)
        : decided.withNext(decided.next().withBilling(Billing::withPollCounted));
  }

  private Transition store(
      Transition decided, Optional<ReportSummary> summary, ChunkWriter chunks, HeldLease lease)
      throws IOException {
    Transition storable = answerRecorder.store(decided, summary, chunks, lease);
    if (storable.next().state().isPending()
        && storable.answer() instanceof Answer.Unavailable unavailable) {
      LOG.infof("report %s waits: %s", storable.held().id().text(), unavailable.detail());
    }
    return storable;
  }

  private StepResult commit(
      Transition storable, Optional<ReportSummary> summary, HeldLease lease, Instant invocationEnd)
      throws IOException {
    StepResult result = reportWriter.commit(storable, lease, invocationEnd);
    if (result instanceof StepResult.Advanced(Report next)) {
      summary.ifPresent(counts -> answerRecorder.storeSummary(next, counts));
      storable.rowsToStore().ifPresent(reportMetrics::rowsStored);
    }
    return result;
  }
}
