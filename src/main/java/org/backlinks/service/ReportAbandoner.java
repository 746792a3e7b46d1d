package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import org.backlinks.report.Report;
import org.backlinks.service.LeaseRenewer.HeldLease;
import org.backlinks.store.ReportStore;

/** Ends reports for which no more upstream call may be made. */
@Singleton
final class ReportAbandoner {
  private final ReportStore reportStore;
  private final LeaseRenewer leaseRenewer;
  private final TransitionPolicy transitionPolicy;
  private final AnswerRecorder answerRecorder;
  private final ReportWriter reportWriter;
  private final ReportMetrics reportMetrics;
  private final Clock clock;

  ReportAbandoner(
      ReportStore reportStore,
      LeaseRenewer leaseRenewer,
      TransitionPolicy transitionPolicy,
      AnswerRecorder answerRecorder,
      ReportWriter reportWriter,
      ReportMetrics reportMetrics,
      Clock clock) {
    this.reportStore = reportStore;
    this.leaseRenewer = leaseRenewer;
    this.transitionPolicy = transitionPolicy;
    this.answerRecorder = answerRecorder;
    this.reportWriter = reportWriter;
    this.reportMetrics = reportMetrics;
    this.clock = clock;
  }

  /**
   * Fails a report. A report that already has parts continues without the current one.
   *
   * @param taken the report after it was taken over
   */
  StepResult giveUp(Report taken) {
    try (HeldLease lease = leaseRenewer.start(taken)) {
      Report ended = transitionPolicy.giveUp(taken, clock.instant());
      Report next = answerRecorder.storeManifestIfReady(taken, ended, Optional.empty(), lease);
      Report written = next.state().isPending() ? next.release() : next;
      if (!reportWriter.write(written, lease)) {
        return new StepResult.Overtaken();
      }
      reportMetrics.reportChanged(taken, written);
      return new StepResult.Advanced(written);
    } catch (IOException e) {
      throw new UncheckedIOException("report " + taken.id().text() + " could not be ended", e);
    }
  }

  /**
   * Settles the reservation that the delete of a report left to the report's holder, who can't
   * settle it any more. The cost of the holder's call is unknown. Does nothing if the holder has
   * settled it.
   */
  void settle(Report tombstone) {
    Report settled = tombstone.settleUnknown();
    if (reportStore.settleReservation(settled)) {
      reportMetrics.reportChanged(tombstone, settled);
    }
    reportStore.removeFromDueIndex(tombstone);
  }
}
