package org.backlinks.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.backlinks.report.Report;
import org.backlinks.store.Reports;
import org.jboss.logging.Logger;

/** Keeps the lease on a report renewed, four times in its length, until closed. */
final class Holding implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Holding.class);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Report held;
  private final Reports reports;
  private final Duration lease;
  private final Clock clock;
  private volatile Instant end;

  Holding(Report held, Reports reports, Duration lease, Clock clock, ExecutorService threads) {
    this.held = held;
    this.reports = reports;
    this.lease = lease;
    this.clock = clock;
    this.end = held.leaseEnd();
    threads.execute(this::keep);
  }

  /** Whether nobody else can have taken the report over. */
  boolean isOurs() {
    return clock.instant().isBefore(end);
  }

  private void keep() {
    try {
      while (!closed.await(lease.toMillis() / 4, TimeUnit.MILLISECONDS) && renew()) {}
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False when the report is someone else's by now; a renewal that broke is tried again. */
  private boolean renew() {
    Instant next = clock.instant().plus(lease);
    try {
      if (!reports.renew(held, next)) {
        return false;
      }
      end = next;
    } catch (RuntimeException e) {
      LOG.warnf(e, "report %s: its lease could not be renewed", held.id().text());
    }
    return true;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
