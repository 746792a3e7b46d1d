package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.backlinks.ops.Metrics;
import org.backlinks.ops.Metrics.Metric;
import org.backlinks.ops.Settings;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.store.Reports;
import org.jspecify.annotations.Nullable;

/**
 * Takes up reports that are due, the longest due first, a few at once, and stops early enough
 * before its end.
 */
@Singleton
public final class Worker {
  private static final int PAGE = 1_000;
  private static final Instant AT_ONCE = Report.GIVEN_BACK.plus(Report.CLOCK_ALLOWANCE);

  private final Reports reports;
  private final Work work;
  private final Spending spending;
  private final Metrics metrics;
  private final Settings settings;
  private final Clock clock;

  public Worker(
      Reports reports,
      Work work,
      Spending spending,
      Metrics metrics,
      Settings settings,
      Clock clock) {
    this.reports = reports;
    this.work = work;
    this.spending = spending;
    this.metrics = metrics;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Takes up what is due.
   *
   * @param end when the function itself ends
   */
  public Summary poll(Instant end) {
    Shift shift = new Shift(end);
    Set<ReportId> seen = new HashSet<>();
    List<ReportId> due;
    do {
      due = due(clock.instant(), seen.isEmpty());
      due.removeIf(id -> !seen.add(id));
    } while (shift.takeUp(due) && !due.isEmpty());
    return shift.end(seen.size());
  }

  /** What is due; a first look also tells for how long something was. */
  private List<ReportId> due(Instant now, boolean first) {
    List<Reports.Due> found = reports.due(now, PAGE);
    if (first) {
      // what was let go to be taken up at once waits since a time that is none
      Instant oldest =
          found.stream().map(Reports.Due::at).filter(AT_ONCE::isBefore).findFirst().orElse(now);
      metrics.set(Metric.OLDEST_DUE, Duration.between(oldest, now).toSeconds());
    }
    return new ArrayList<>(found.stream().map(Reports.Due::id).toList());
  }

  /**
   * Takes up these reports, where they are due.
   *
   * @return those that could not be taken up because the table failed; others that are left are due
   *     at a later tick
   */
  public List<ReportId> take(List<ReportId> ids, Instant end) {
    Shift shift = new Shift(end);
    shift.takeUp(ids);
    shift.end(ids.size());
    return shift.broken;
  }

  /**
   * What a worker did.
   *
   * @param due reports that were due when it looked
   * @param ready of these, now ready
   * @param queued of these, waiting for upstream
   * @param failed of these, now failed
   * @param left of these, not taken up, not done in time, or broken off; they are due again later
   */
  public record Summary(int due, int ready, int queued, int failed, int left) {}

  /** One run of the worker: as many reports in hand as upstream calls are allowed at once. */
  private final class Shift {
    private final Instant end;
    private final Deque<Future<@Nullable Report>> inHand = new ArrayDeque<>();
    private final List<ReportId> broken = new ArrayList<>();
    private int ready;
    private int queued;
    private int failed;

    Shift(Instant functionEnd) {
      this.end = functionEnd.minus(Backlinks.ANSWER_TIME);
    }

    /** Starts work on the reports that are due; false when there is no time for all of them. */
    boolean takeUp(List<ReportId> ids) {
      for (ReportId id : ids) {
        if (inHand.size() == settings.workerCalls()) {
          settle(inHand.removeFirst());
        }
        if (timeLeft().compareTo(work.shortestCall()) < 0) {
          return false;
        }
        try {
          takeUp(id);
        } catch (RuntimeException e) {
          Work.LOG.errorf(e, "report %s could not be taken up", id.text());
          broken.add(id);
        }
      }
      return true;
    }

    private void takeUp(ReportId id) {
      Instant now = clock.instant();
      Report stored =
          reports.find(id).filter(report -> report.free(now) && !report.gone(now)).orElse(null);
      if (stored == null) {
        return;
      }
      Report taken = stored.takenOver(now, settings.lease());
      boolean file = stored.state() instanceof State.Downloading;
      boolean kept = !stored.progress().done().isEmpty();
      boolean late = !now.isBefore(stored.createdAt().plus(settings.pollDeadline()));
      if (stored.callIsReserved()) {
        start(stored, taken.calling());
      } else if (!stored.brokenOff() || (file && !late)) {
        start(stored, taken.polling());
      } else if (!file && stored.unsettledCalls() < Report.MOST_CALLS && !(late && kept)) {
        // what was asked may have been paid for: asking again may be, too
        startAgain(stored, now);
      } else if (reports.replace(stored, taken)) {
        count(work.giveUp(taken));
      }
    }

    private void start(Report stored, Report taken) {
      if (reports.replace(stored, taken)) {
        inHand.addLast(work.start(taken, end));
      }
    }

    private void startAgain(Report stored, Instant now) {
      Report asking = spending.again(stored, now);
      if (asking != null) {
        inHand.addLast(work.start(asking, end));
      }
    }

    /** Waits for one piece of work, but not beyond the end. */
    private void settle(Future<@Nullable Report> one) {
      count(Work.await(one, timeLeft()));
    }

    private void count(@Nullable Report report) {
      switch (report == null ? null : report.state()) {
        case null -> {}
        case State.Ready done -> ready++;
        case State.Failed done -> failed++;
        default -> queued++;
      }
    }

    Summary end(int due) {
      inHand.forEach(this::settle);
      return new Summary(due, ready, queued, failed, due - ready - queued - failed);
    }

    private Duration timeLeft() {
      return Duration.between(clock.instant(), end);
    }
  }
}
