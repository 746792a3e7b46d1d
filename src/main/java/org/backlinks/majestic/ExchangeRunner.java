package org.backlinks.majestic;

import java.io.IOException;
import org.backlinks.majestic.http.ExchangeLimiter;
import org.backlinks.majestic.http.RequestNotSentException;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;
import org.backlinks.telemetry.Metrics.Metric;

/**
 * Runs the exchanges with upstream and with file hosts. It limits their number and measures their
 * time.
 */
final class ExchangeRunner {
  private final ExchangeLimiter exchangeLimiter;
  private final TaskScheduler scheduler;
  private final Metrics metrics;

  ExchangeRunner(ExchangeLimiter exchangeLimiter, TaskScheduler scheduler, Metrics metrics) {
    this.exchangeLimiter = exchangeLimiter;
    this.scheduler = scheduler;
    this.metrics = metrics;
  }

  /** One exchange. */
  interface Exchange {
    Answer run() throws IOException;
  }

  /**
   * Runs an exchange when there is a permit for it.
   *
   * @throws IOException when the exchange can't store its rows
   */
  Answer run(Exchange exchange) throws IOException {
    long start = scheduler.nanoTime();
    try (ExchangeLimiter.Permit _ = exchangeLimiter.acquire()) {
      return exchange.run();
    } catch (RequestNotSentException e) {
      return FailureClassifier.classifyNotSent(e);
    } finally {
      metrics.add(Metric.UPSTREAM_TIME, scheduler.nanoTime() - start);
    }
  }
}
