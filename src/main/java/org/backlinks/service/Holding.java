package org.backlinks.service;

import java.time.Clock;
import java.time.Duration;
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

  Holding(Report held, Reports reports, Duration lease, Clock clock, ExecutorService threads) {
    threads.execute(() -> renew(held, reports, lease, clock));
  }

  private void renew(Report held, Reports reports, Duration lease, Clock clock) {
    try {
      while (!closed.await(lease.toMillis() / 4, TimeUnit.MILLISECONDS)) {
        if (!reports.renew(held, clock.instant().plus(lease))) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warnf(e, "report %s: its lease could not be renewed", held.id().text());
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
