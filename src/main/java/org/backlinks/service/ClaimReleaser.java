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
 * Releases a report when the answer to the write that claimed it or took it over was lost. The
 * writer does not work on the report, so the next worker need not wait for the end of the lease.
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

  /** Releases a report, and takes back the count of the paid call, which is not made. */
  void releaseBeforeCall(Report written) {
    release(written, written.withBilling(Billing::withoutCall).release());
  }

  /** Releases a report. */
  void release(Report written) {
    release(written, written.release());
  }

  /**
   * Releases a report in the background, and retries until the report's lease ends. Does nothing
   * when the write had no effect.
   */
  private void release(Report written, Report released) {
    CallTracker.Ticket ticket = callTracker.begin();
    scheduler.start(() -> {
      try (ticket) {
        return replace(written, released);
      }
    });
  }

  private boolean replace(Report written, Report released) {
    BooleanSupplier isHeld = () -> clock.instant().isBefore(written.lease().end());
    try {
      boolean wasWritten =
          writeRetry.retryWhileHeld(isHeld, () -> reportStore.release(written, released));
      if (!wasWritten) {
        settleIfDeleted(released, isHeld);
      }
      LOG.infof(
          "report %s: the answer to a write was lost; %s",
          written.id().text(), wasWritten ? "the report is released" : "the write had no effect");
      return wasWritten;
    } catch (IOException | RuntimeException e) {
      LOG.errorf(e, "report %s: no one works on it until its lease ends", written.id().text());
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
          isHeld, () -> reportStore.settleReservation(released.settleAbandoned()));
    }
  }
}
