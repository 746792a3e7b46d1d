package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import org.backlinks.callback.CallbackSettler;
import org.backlinks.report.Billing;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.service.LeaseRenewer.HeldLease;
import org.backlinks.store.ReportStore;
import org.backlinks.store.WriteRetry;
import org.jboss.logging.Logger;

/**
 * Writes held reports in their next state. It repeats failed writes until the lease ends, so that
 * paid answers survive an outage of the table.
 */
@Singleton
final class ReportWriter {
  private static final Logger LOG = Logger.getLogger(ReportWriter.class);

  private final ReportStore reportStore;
  private final WriteRetry writeRetry;
  private final CallbackSettler callbackSettler;
  private final UpstreamJobCanceller upstreamJobCanceller;
  private final CallTimePolicy callTimePolicy;
  private final ReportMetrics reportMetrics;

  ReportWriter(
      ReportStore reportStore,
      WriteRetry writeRetry,
      CallbackSettler callbackSettler,
      UpstreamJobCanceller upstreamJobCanceller,
      CallTimePolicy callTimePolicy,
      ReportMetrics reportMetrics) {
    this.reportStore = reportStore;
    this.writeRetry = writeRetry;
    this.callbackSettler = callbackSettler;
    this.upstreamJobCanceller = upstreamJobCanceller;
    this.callTimePolicy = callTimePolicy;
    this.reportMetrics = reportMetrics;
  }

  /**
   * Writes the report that follows from an answer. Counts its next paid call, or releases the
   * report when the invocation has no time for that call.
   *
   * @throws IOException when the table rejects the report
   */
  StepResult commit(Transition transition, HeldLease lease, Instant invocationEnd)
      throws IOException {
    Report next = callTimePolicy.countNextCall(transition.next(), invocationEnd);
    // after a freeze, a broken connection says nothing about the call: leave it to the next holder
    boolean isOutcomeKnown = lease.isHeld() || !transition.isAnswerLost();
    if (!isOutcomeKnown || !write(next, lease)) {
      settleIfDeleted(transition.held(), transition.next(), lease);
      return new StepResult.Overtaken();
    }
    lease.advance(next);
    reportMetrics.reportChanged(transition.held(), next);
    return new StepResult.Advanced(next);
  }

  /**
   * Writes a report. Recognizes its own earlier write, whose answer was lost, by the version.
   *
   * @return false when another worker has the report
   * @throws IOException when the table rejects the report
   */
  boolean write(Report next, HeldLease lease) throws IOException {
    if (next.state() instanceof State.Failed failed) {
      LOG.warnf(
          "report %s failed: %s: %s",
          next.id().text(), failed.problem().kind().wireName(), failed.problem().detail());
    }
    boolean isPending = next.state().isPending();
    boolean isWritten =
        writeRetry.retryWhileHeld(
            lease::isHeld,
            () ->
                isPending ? reportStore.save(next) : reportStore.finish(next) || isEndStored(next));
    if (isWritten && !isPending) {
      callbackSettler.settleAll(next);
    }
    return isWritten;
  }

  /**
   * Returns whether the report is stored as ended. Only the holder of a version writes such an end.
   */
  private boolean isEndStored(Report ended) {
    return reportStore
        .find(ended.id())
        .filter(stored -> stored.lease().version() == ended.lease().version())
        .filter(stored -> !stored.state().isPending())
        .isPresent();
  }

  /**
   * Releases a report before its next call, and takes back the count of that call. Keeps the stored
   * reservation, which may have moved to another day.
   *
   * @throws IOException when the table rejects the report
   */
  void release(Report held, HeldLease lease) throws IOException {
    boolean isReleased =
        writeRetry.retryWhileHeld(
            lease::isHeld,
            () -> {
              Report stored = reportStore.find(held.id()).orElse(held);
              return stored.lease().version() == held.lease().version()
                  && stored.isHeld()
                  && reportStore.save(withoutNextCall(stored).release());
            });
    if (!isReleased) {
      // the owner may have deleted the report and left its reservation to this holder
      settleIfDeleted(held, withoutNextCall(held), lease);
    }
  }

  private static Report withoutNextCall(Report held) {
    return held.state() instanceof State.Claimed ? held.withBilling(Billing::withoutCall) : held;
  }

  /**
   * Settles the reservation of a report that its owner has deleted, and cancels its job. Does
   * nothing when another worker has the report.
   *
   * @param next the report with the cost of its last call
   */
  private void settleIfDeleted(Report held, Report next, HeldLease lease) throws IOException {
    boolean isDeleted =
        writeRetry.retryWhileHeld(
            lease::isHeld,
            () ->
                reportStore
                    .find(next.id())
                    .map(report -> report.state() instanceof State.Deleted)
                    .orElse(true));
    if (isDeleted) {
      Report settled = next.hasReservedCall() ? next.withBilling(Billing::settleFree) : next;
      if (writeRetry.retryWhileHeld(lease::isHeld, () -> reportStore.settleReservation(settled))) {
        reportMetrics.reportChanged(held, settled);
      }
      upstreamJobCanceller.cancel(next);
    }
  }
}
