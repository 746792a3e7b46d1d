package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.backlinks.report.Billing;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.store.ReportStore;
import org.backlinks.store.WriteRetry;
import org.backlinks.task.TaskScheduler;
import org.jboss.logging.Logger;

/**
 * Releases a report when a write counted its paid call and the answer to that write was lost. No
 * one makes that call, so this class takes its count back, and the next worker makes the call.
 */
@Singleton
public final class ClaimReleaser {
  private static final Logger LOG = Logger.getLogger(ClaimReleaser.class);

  private final ReportStore reportStore;
  private final WriteRetry writeRetry;
  private final CallTracker callTracker;
  private final TaskScheduler scheduler;
  private final Clock clock;

  ClaimReleaser(
      ReportStore reportStore,
      WriteRetry writeRetry,
      CallTracker callTracker,
      TaskScheduler scheduler,
      Clock clock) {
    this.reportStore = reportStore;
    this.writeRetry = writeRetry;
    this.callTracker = callTracker;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /**
   * Releases a report in the background, and retries until the report's lease ends. Does nothing
   * when the write had no effect.
   *
   * @param written the report that may have been written, with its call counted
   */
  void release(Report written) {
    CallTracker.Ticket ticket = callTracker.begin();
    scheduler.start(() -> {
      try (ticket) {
        return takeBackCall(written);
      }
    });
  }

  private boolean takeBackCall(Report written) {
    Report released = written.withBilling(Billing::withoutCall).release();
    BooleanSupplier isHeld = () -> clock.instant().isBefore(written.lease().end());
    try {
      boolean wasCounted =
          writeRetry.retryWhileHeld(isHeld, () -> reportStore.release(written, released));
      if (!wasCounted) {
        settleIfDeleted(released, isHeld);
      }
      LOG.infof(
          "report %s: its call is not made; %s",
          written.id().text(), wasCounted ? "the count was taken back" : "it was not counted");
      return wasCounted;
    } catch (IOException | RuntimeException e) {
      LOG.errorf(e, "report %s: a call that is not made stays counted", written.id().text());
      return false;
    }
  }

  /** Settles the reservation that a delete left to the holder of the report. */
  private void settleIfDeleted(Report released, BooleanSupplier isHeld) throws IOException {
    boolean isDeleted =
        writeRetry.retryWhileHeld(
            isHeld,
            () ->
                reportStore
                    .find(released.id())
                    .filter(stored -> stored.state() instanceof State.Deleted)
                    .isPresent());
    if (isDeleted) {
      writeRetry.retryWhileHeld(
          isHeld, () -> reportStore.settleReservation(released.withBilling(Billing::settleFree)));
    }
  }
}
