package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.config.Settings;
import org.backlinks.report.Report;
import org.backlinks.store.ReportStore;
import org.backlinks.task.Signal;
import org.backlinks.task.TaskScheduler;
import org.jboss.logging.Logger;

/** Renews the leases of reports while their holder works on them. */
@Singleton
final class LeaseRenewer {
  private static final Logger LOG = Logger.getLogger(LeaseRenewer.class);

  /** A lease is renewed this many times in its usual length. */
  private static final int RENEWALS_PER_LEASE = 4;

  private final ReportStore reportStore;
  private final Duration usualLease;
  private final TaskScheduler scheduler;
  private final Clock clock;

  LeaseRenewer(ReportStore reportStore, Settings settings, TaskScheduler scheduler, Clock clock) {
    this.reportStore = reportStore;
    this.usualLease = settings.work().lease();
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** Starts to renew the lease of a report. The renewal ends when the result is closed. */
  HeldLease start(Report held) {
    HeldLease lease = new HeldLease(held);
    scheduler.start(lease::renewUntilClosed);
    return lease;
  }

  /**
   * What the holder knows about its lease.
   *
   * @param report the report that the holder has last written
   * @param end the time until which the table keeps the lease, or an earlier time
   */
  private record KnownLease(Report report, Instant end) {
    static KnownLease of(Report written) {
      return new KnownLease(written, written.lease().end());
    }

    KnownLease extendTo(Instant newEnd) {
      return end.isBefore(newEnd) ? new KnownLease(report, newEnd) : this;
    }
  }

  /** A lease that is renewed. During a paid call, each renewal extends it for longer than usual. */
  final class HeldLease implements AutoCloseable {
    private final Signal closed = scheduler.newSignal();
    private final AtomicReference<KnownLease> known;

    private HeldLease(Report held) {
      this.known = new AtomicReference<>(KnownLease.of(held));
    }

    /** Returns whether no other worker can have taken the report over. */
    boolean isHeld() {
      return clock.instant().isBefore(known.get().end);
    }

    /**
     * Returns whether no other worker can have taken the report over. Renews a lease of which less
     * than the usual length is left, as it is after a freeze of the process.
     */
    boolean holdOrRenew() {
      boolean isLong = clock.instant().plus(usualLease).isBefore(known.get().end);
      return isLong || (renew() && isHeld());
    }

    /** Continues with the report that the holder has just written. */
    void advance(Report written) {
      known.set(KnownLease.of(written));
    }

    /** Renews the lease until it is closed. Returns false when another worker has the report. */
    private boolean renewUntilClosed() {
      Duration interval = usualLease.dividedBy(RENEWALS_PER_LEASE);
      while (!closed.await(interval) && !scheduler.isInterrupted()) {
        if (!renew()) {
          return false;
        }
      }
      return true;
    }

    /** Renews the lease once. Returns false only when another worker has the report. */
    private boolean renew() {
      Report report = known.get().report;
      Instant next = clock.instant().plus(report.leaseDuration(usualLease));
      try {
        if (!reportStore.renewLease(report, next)) {
          return false;
        }
        // the holder's next write may have replaced the end that this renewal has stored
        known.updateAndGet(
            current -> current.report.equals(report) ? current.extendTo(next) : current);
      } catch (RuntimeException e) {
        LOG.warnf(e, "report %s: its lease could not be renewed", report.id().text());
      }
      return true;
    }

    @Override
    public void close() {
      closed.set();
    }
  }
}
