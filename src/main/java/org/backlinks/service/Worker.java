package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.backlinks.ops.Settings;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.backlinks.store.Reports;
import org.jboss.logging.Logger;

/**
 * Takes up reports that are due, the longest due first, a few at once, and stops early enough
 * before its end.
 */
@Singleton
public final class Worker {
  private static final Logger LOG = Logger.getLogger(Worker.class);
  private static final int MOST = 100;

  private final Reports reports;
  private final Work work;
  private final Settings settings;
  private final Clock clock;

  public Worker(Reports reports, Work work, Settings settings, Clock clock) {
    this.reports = reports;
    this.work = work;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Takes up what is due.
   *
   * @param end when the function itself ends; no upstream call starts that may not end before
   */
  public Summary poll(Instant end) {
    List<ReportId> due = reports.due(clock.instant(), MOST);
    Tally tally = new Tally();
    Semaphore hands = new Semaphore(settings.workerCalls());
    Duration slowest = settings.majesticTimeout().plus(Backlinks.ANSWER_TIME);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (ReportId id : due) {
        hands.acquireUninterruptibly();
        if (clock.instant().plus(slowest).isAfter(end)) {
          break;
        }
        threads.execute(() -> {
          try {
            takeUp(id, tally);
          } catch (IOException | RuntimeException e) {
            LOG.errorf(e, "report %s: its work broke off", id.text());
          } finally {
            hands.release();
          }
        });
      }
    }
    return tally.summary(due.size());
  }

  private void takeUp(ReportId id, Tally tally) throws IOException {
    Instant now = clock.instant();
    Report stored = reports.find(id).filter(report -> report.free(now)).orElse(null);
    if (stored == null) {
      return;
    }
    Report taken = stored.takenOver(now, settings.lease());
    boolean unknown = stored.state() instanceof State.Claimed;
    if (unknown && stored.usage().calls() >= Report.MOST_CALLS) {
      if (reports.takeOver(stored, taken)) {
        Problem problem =
            Problem.of(
                Kind.OUTCOME_UNKNOWN,
                "Upstream was asked three times and it was never learnt how that ended.");
        reports.finish(taken.failed(now, settings.ttl(), problem, Globals.NONE));
        tally.count(new State.Failed(now, problem));
      }
      return;
    }
    Report asking = unknown ? taken.calling() : taken.polling();
    if (reports.takeOver(stored, asking)) {
      work.proceed(asking);
      reports.find(id).ifPresent(report -> tally.count(report.state()));
    }
  }

  /**
   * What a worker did.
   *
   * @param due reports that were due when it looked
   * @param ready of these, now ready
   * @param queued of these, still waiting for upstream
   * @param failed of these, now failed
   * @param left of these, not taken up
   */
  public record Summary(int due, int ready, int queued, int failed, int left) {}

  private static final class Tally {
    private int ready;
    private int queued;
    private int failed;

    synchronized void count(State state) {
      switch (state) {
        case State.Ready done -> ready++;
        case State.Failed done -> failed++;
        default -> queued++;
      }
    }

    synchronized Summary summary(int due) {
      return new Summary(due, ready, queued, failed, due - ready - queued - failed);
    }
  }
}
