package org.backlinks.callback;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.backlinks.report.CallbackId;
import org.backlinks.store.DueIndex;
import org.backlinks.store.DuePages;
import org.backlinks.task.Permits;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;
import org.backlinks.telemetry.Metrics.Metric;
import org.jboss.logging.Logger;

/** Works on due callbacks and events, several at the same time. */
@Singleton
public final class CallbackWorker {
  private static final Logger LOG = Logger.getLogger(CallbackWorker.class);
  private static final int MAX_CONCURRENT = 10;

  /** The maximum time of one delivery. A comparison of two large reports may be part of it. */
  private static final Duration DELIVERY_TIME = Duration.ofSeconds(45);

  private final DueIndex dueIndex;
  private final CallbackStep callbackStep;
  private final Metrics metrics;
  private final TaskScheduler scheduler;
  private final Clock clock;

  CallbackWorker(
      DueIndex dueIndex,
      CallbackStep callbackStep,
      Metrics metrics,
      TaskScheduler scheduler,
      Clock clock) {
    this.dueIndex = dueIndex;
    this.callbackStep = callbackStep;
    this.metrics = metrics;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** Works on the callbacks that are due. Returns whether there was time for all of them. */
  public boolean processDue(Instant invocationEnd) {
    Run run = new Run(invocationEnd);
    Instant now = clock.instant();
    DuePages<CallbackId> pages = dueIndex.findDueCallbacks(now);
    while (pages.hasNext() && run.hasTime()) {
      for (DuePages.Due<CallbackId> due : pages.next()) {
        metrics.raise(Metric.OLDEST_CALLBACK, Duration.between(due.dueAt(), now).toSeconds());
        run.submit(due.id());
      }
    }
    run.awaitAll();
    return !pages.hasNext();
  }

  /** Works on callbacks that are due. Returns those on which the table allowed no work. */
  public List<CallbackId> processAll(List<CallbackId> ids, Instant invocationEnd) {
    Run run = new Run(invocationEnd);
    ids.forEach(run::submit);
    run.awaitAll();
    return List.copyOf(run.failed);
  }

  /** One run of the worker. */
  private final class Run {
    private final Instant lastStart;
    private final Permits permits = scheduler.newPermits(MAX_CONCURRENT);
    private final Queue<CallbackId> failed = new ConcurrentLinkedQueue<>();

    Run(Instant invocationEnd) {
      this.lastStart = invocationEnd.minus(DELIVERY_TIME);
    }

    boolean hasTime() {
      return clock.instant().isBefore(lastStart);
    }

    /** Starts to work on a callback as soon as a permit is free, while there is time. */
    void submit(CallbackId id) {
      if (!hasTime() || !permits.tryAcquire(Duration.between(clock.instant(), lastStart))) {
        return;
      }
      scheduler.start(() -> process(id));
    }

    private boolean process(CallbackId id) {
      try {
        callbackStep.run(id);
        return true;
      } catch (IOException | RuntimeException e) {
        LOG.errorf(e, "a callback of %s could not be processed", id.owner().text());
        return failed.add(id);
      } finally {
        permits.release();
      }
    }

    void awaitAll() {
      for (int i = 0; i < MAX_CONCURRENT && permits.tryAcquire(DELIVERY_TIME); i++) {
        // all tasks have ended when all permits are free
      }
    }
  }
}
