package org.backlinks.callback;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.backlinks.question.EarlierReport;
import org.backlinks.report.Notice;
import org.backlinks.report.Report;
import org.backlinks.report.StoredCallback;
import org.backlinks.store.CallbackStore;
import org.backlinks.store.ReportStore;
import org.backlinks.task.Permits;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;
import org.backlinks.telemetry.Metrics.Metric;
import org.jboss.logging.Logger;

/** Delivers settled callbacks, until their recipients have the notice or wait no more. */
@Singleton
final class CallbackDelivery {
  private static final Logger LOG = Logger.getLogger(CallbackDelivery.class);

  private final CallbackStore callbackStore;
  private final ReportStore reportStore;
  private final NoticeFactory notices;
  private final CallbackSender sender;
  private final CallbackSchedule schedule;
  private final Metrics metrics;

  /** A comparison needs much memory, so only one runs at a time. */
  private final Permits comparisons;

  CallbackDelivery(
      CallbackStore callbackStore,
      ReportStore reportStore,
      NoticeFactory notices,
      CallbackSender sender,
      CallbackSchedule schedule,
      Metrics metrics,
      TaskScheduler scheduler) {
    this.callbackStore = callbackStore;
    this.reportStore = reportStore;
    this.notices = notices;
    this.sender = sender;
    this.schedule = schedule;
    this.metrics = metrics;
    this.comparisons = scheduler.newPermits(1);
  }

  /**
   * Delivers a settled callback, unless another worker does. A delivery that was begun and did not
   * end counts as failed, so that a callback on which every worker fails is dropped, too.
   */
  void run(StoredCallback settled) {
    if (schedule.isOver(settled.requireSettlement())) {
      drop(settled);
      return;
    }
    StoredCallback held = schedule.hold(settled);
    if (!callbackStore.replace(settled, held)) {
      return;
    }
    Instant settledAt = held.requireSettlement().at();
    metrics.raise(Metric.OLDEST_CALLBACK, Duration.between(settledAt, schedule.now()).toSeconds());
    StoredCallback complete;
    try {
      complete = complete(held);
    } catch (IOException | RuntimeException e) {
      LOG.errorf(e, "the notice of %s can't be completed", describe(held));
      retryLater(held);
      return;
    }
    if (schedule.isDue(complete)) {
      // the process was frozen, and another worker may have delivered it
      return;
    }
    switch (sender.deliver(complete, complete.requireSettlement().notice())) {
      case DELIVERED -> end(complete, Metric.CALLBACKS_DELIVERED, "is delivered");
      case CLOSED -> close(complete);
      case FAILED -> retryLater(complete);
    }
  }

  /** Ends a callback whose recipient waits no more. */
  void close(StoredCallback callback) {
    end(callback, Metric.CALLBACKS_CLOSED, "is closed by its recipient");
  }

  /** Ends a callback that nobody could deliver for too long. */
  void drop(StoredCallback callback) {
    end(callback, Metric.CALLBACKS_DROPPED, "is dropped after 14 days");
  }

  /** Adds the changes to the notice, before the first delivery. */
  private StoredCallback complete(StoredCallback held) throws IOException {
    StoredCallback.Settlement settlement = held.requireSettlement();
    if (settlement.isComplete()) {
      return held;
    }
    Optional<Report> report = reportStore.find(NoticeFactory.reportId(held));
    EarlierReport since = report.map(found -> NoticeFactory.compareWith(held, found)).orElse(null);
    Notice notice =
        since == null ? settlement.notice() : withChanges(report.orElseThrow(), held, since);
    StoredCallback complete = held.complete(notice);
    return callbackStore.replace(held, complete) ? complete : held;
  }

  private Notice withChanges(Report report, StoredCallback held, EarlierReport since)
      throws IOException {
    comparisons.acquire();
    try {
      return notices.withChanges(report, held, since);
    } finally {
      comparisons.release();
    }
  }

  private void retryLater(StoredCallback failed) {
    StoredCallback.Settlement settlement = failed.requireSettlement();
    metrics.count(Metric.CALLBACK_FAILURES);
    if (schedule.isOver(settlement)) {
      drop(failed);
    } else {
      callbackStore.replace(failed, schedule.untilRetry(failed));
    }
  }

  private void end(StoredCallback callback, Metric metric, String what) {
    if (!callbackStore.replace(callback, callback.close())) {
      return;
    }
    metrics.count(metric);
    LOG.logf(
        metric == Metric.CALLBACKS_DROPPED ? Logger.Level.WARN : Logger.Level.INFO,
        "%s %s",
        describe(callback),
        what);
  }

  private static String describe(StoredCallback callback) {
    return "%s of %s"
        .formatted(
            callback.id().isEvent() ? "the event" : "callback " + callback.id().number(),
            callback.id().owner().text());
  }
}
