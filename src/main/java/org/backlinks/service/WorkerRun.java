package org.backlinks.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.task.Permits;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.CurrentInvocation;
import org.jboss.logging.Logger;

/** One run of the worker. Works on several reports at the same time, and counts the results. */
final class WorkerRun {
  private static final Logger LOG = Logger.getLogger(WorkerRun.class);

  private final DueReportStarter dueReportStarter;
  private final CallTimePolicy callTimePolicy;
  private final TaskScheduler scheduler;
  private final Clock clock;
  private final Instant invocationEnd;
  private final int maxConcurrentReports;
  private final Permits permits;
  private final Queue<ReportId> failedToStart = new ConcurrentLinkedQueue<>();
  private final AtomicInteger ready = new AtomicInteger();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  /**
   * Starts a run.
   *
   * @param maxConcurrentReports the maximum number of reports that are worked on at the same time
   */
  WorkerRun(
      DueReportStarter dueReportStarter,
      CallTimePolicy callTimePolicy,
      TaskScheduler scheduler,
      Clock clock,
      Instant invocationEnd,
      int maxConcurrentReports) {
    this.dueReportStarter = dueReportStarter;
    this.callTimePolicy = callTimePolicy;
    this.scheduler = scheduler;
    this.clock = clock;
    this.invocationEnd = invocationEnd;
    this.maxConcurrentReports = maxConcurrentReports;
    this.permits = scheduler.newPermits(maxConcurrentReports);
  }

  /** Returns whether there is time to begin another upstream call. */
  boolean hasTime() {
    return callTimePolicy.hasTimeForCall(invocationEnd);
  }

  /** Starts to work on a report as soon as a permit is free. Returns false when time is over. */
  boolean submit(ReportId id) {
    Instant lastStart = invocationEnd.minus(callTimePolicy.minCallTime());
    if (!hasTime() || !permits.tryAcquire(timeUntil(lastStart))) {
      return false;
    }
    scheduler.start(() -> {
      CurrentInvocation.setReport(id.text());
      try {
        StepResult result = dueReportStarter.processIfDue(id, invocationEnd);
        count(result);
        return result;
      } catch (RuntimeException e) {
        LOG.errorf(e, "report %s: the work on it could not be started", id.text());
        failedToStart.add(id);
        return new StepResult.Interrupted();
      } finally {
        permits.release();
      }
    });
    return true;
  }

  private void count(StepResult result) {
    switch (result) {
      case StepResult.Advanced(Report report) -> count(report.state());
      case StepResult.Overtaken() -> {}
      case StepResult.Interrupted() -> {}
      case StepResult.StillRunning() -> {}
    }
  }

  private void count(State state) {
    switch (state) {
      case State.Ready _ -> ready.incrementAndGet();
      case State.Failed _ -> failed.incrementAndGet();
      case State.Claimed _ -> queued.incrementAndGet();
      case State.Waiting _ -> queued.incrementAndGet();
      case State.Deleted _ -> queued.incrementAndGet();
    }
  }

  /**
   * Waits until the work on all submitted reports has ended, or until the worker must answer. Work
   * that has not ended continues in the background.
   */
  void awaitAll() {
    Instant answerTime = invocationEnd.minus(ReportService.ANSWER_TIME);
    int acquired = 0;
    while (acquired < maxConcurrentReports && permits.tryAcquire(timeUntil(answerTime))) {
      acquired++;
    }
    for (int i = 0; i < acquired; i++) {
      permits.release();
    }
  }

  private Duration timeUntil(Instant time) {
    Duration remaining = Duration.between(clock.instant(), time);
    return remaining.isNegative() ? Duration.ZERO : remaining;
  }

  /** Returns the reports whose work could not be started because the table failed. */
  List<ReportId> failedToStart() {
    return List.copyOf(failedToStart);
  }

  /**
   * Returns the results of this run.
   *
   * @param due the number of reports that were due
   */
  DueReportWorker.Summary summary(int due) {
    int unfinished = due - ready.get() - queued.get() - failed.get();
    return new DueReportWorker.Summary(due, ready.get(), queued.get(), failed.get(), unfinished);
  }
}
