package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.backlinks.config.Settings;
import org.backlinks.report.Lease;
import org.backlinks.report.ReportId;
import org.backlinks.store.DueIndex;
import org.backlinks.store.DuePages;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;
import org.backlinks.telemetry.Metrics.Metric;

/**
 * Works on due reports in the order of their due times. Works on several reports at the same time,
 * and starts no work that may take longer than the invocation.
 */
@Singleton
public final class DueReportWorker {
  /** The due time of a report that an earlier version of the program released. */
  private static final Instant IMMEDIATELY_DUE = Lease.RELEASED.plus(Lease.CLOCK_ALLOWANCE);

  private final DueIndex dueIndex;
  private final DueReportStarter dueReportStarter;
  private final CallTimePolicy callTimePolicy;
  private final Metrics metrics;
  private final Settings settings;
  private final TaskScheduler scheduler;
  private final Clock clock;

  DueReportWorker(
      DueIndex dueIndex,
      DueReportStarter dueReportStarter,
      CallTimePolicy callTimePolicy,
      Metrics metrics,
      Settings settings,
      TaskScheduler scheduler,
      Clock clock) {
    this.dueIndex = dueIndex;
    this.dueReportStarter = dueReportStarter;
    this.callTimePolicy = callTimePolicy;
    this.metrics = metrics;
    this.settings = settings;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /**
   * The results of one run of the worker.
   *
   * @param due the number of reports that were due
   * @param ready the number of them that are ready now
   * @param queued the number of them that wait for upstream
   * @param failed the number of them that have failed
   * @param unfinished the number of them that were not started, did not end in time, or were
   *     interrupted. They are due again later
   */
  public record Summary(int due, int ready, int queued, int failed, int unfinished) {}

  /** Works on due reports until no more are due or the time is over. */
  public Summary processDue(Instant invocationEnd) {
    Set<ReportId> seen = new HashSet<>();
    WorkerRun run = newRun(invocationEnd);
    int seenBefore;
    do {
      seenBefore = seen.size();
      submitAllDue(run, seen);
      run.awaitAll();
    } while (seen.size() > seenBefore && run.hasTime());
    return run.summary(seen.size());
  }

  private WorkerRun newRun(Instant invocationEnd) {
    return new WorkerRun(
        dueReportStarter,
        callTimePolicy,
        scheduler,
        clock,
        invocationEnd,
        settings.work().maxCalls());
  }

  /** Submits every report that is due now and was not seen before. */
  private void submitAllDue(WorkerRun run, Set<ReportId> seen) {
    Instant now = clock.instant();
    DuePages<ReportId> pages = dueIndex.findDue(now);
    while (pages.hasNext() && run.hasTime()) {
      List<DuePages.Due<ReportId>> page = pages.next();
      if (seen.isEmpty()) {
        recordOldestDue(page, now);
      }
      List<ReportId> unseen = page.stream().map(DuePages.Due::id).filter(seen::add).toList();
      for (ReportId id : unseen) {
        if (!run.submit(id)) {
          return;
        }
      }
    }
  }

  private void recordOldestDue(List<DuePages.Due<ReportId>> page, Instant now) {
    Instant oldest =
        page.stream()
            .map(DuePages.Due::dueAt)
            .filter(IMMEDIATELY_DUE::isBefore)
            .findFirst()
            .orElse(now);
    metrics.set(Metric.OLDEST_DUE, Duration.between(oldest, now).toSeconds());
  }

  /**
   * Works on the given reports. Skips reports that are not due.
   *
   * @return the reports whose work could not be started because the table failed. Other reports
   *     that were not started are due again later
   */
  public List<ReportId> processAll(List<ReportId> ids, Instant invocationEnd) {
    WorkerRun run = newRun(invocationEnd);
    for (ReportId id : ids) {
      if (!run.submit(id)) {
        break;
      }
    }
    run.awaitAll();
    return run.failedToStart();
  }
}
