package org.backlinks.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.backlinks.report.ReportId;
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
  private final ResultCounter results = new ResultCounter();

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
        results.count(result);
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
    return results.summary(due);
  }
}
