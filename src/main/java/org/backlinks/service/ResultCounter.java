package org.backlinks.service;

import java.util.concurrent.atomic.AtomicInteger;
import org.backlinks.report.Report;
import org.backlinks.report.State;

/** Counts the results of a worker's run. Several tasks may count at the same time. */
final class ResultCounter {
  private final AtomicInteger ready = new AtomicInteger();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  void count(StepResult result) {
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
   * Returns the results so far. Their sum is the number of due reports, also while tasks count.
   *
   * @param due the number of reports that were due
   */
  DueReportWorker.Summary summary(int due) {
    int readyNow = ready.get();
    int queuedNow = queued.get();
    int failedNow = failed.get();
    int unfinished = due - readyNow - queuedNow - failedNow;
    return new DueReportWorker.Summary(due, readyNow, queuedNow, failedNow, unfinished);
  }
}
