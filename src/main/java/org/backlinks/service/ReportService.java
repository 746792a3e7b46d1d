package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.store.ReportStore;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;
import org.backlinks.telemetry.Metrics.Metric;

/** Answers requests with reports. Waits for a pending report as long as the caller waits. */
@Singleton
public final class ReportService {
  /** The time before the end of the invocation at which the answer must be on its way. */
  public static final Duration ANSWER_TIME = Duration.ofSeconds(3);

  private static final Duration FIRST_POLL_INTERVAL = Duration.ofMillis(50);
  private static final Duration MAX_POLL_INTERVAL = Duration.ofMillis(500);

  private final ReportResolver reportResolver;
  private final ReportLookup reportLookup;
  private final ReportProcessor reportProcessor;
  private final ReportStore reportStore;
  private final Metrics metrics;
  private final Clock clock;
  private final TaskScheduler scheduler;

  ReportService(
      ReportResolver reportResolver,
      ReportLookup reportLookup,
      ReportProcessor reportProcessor,
      ReportStore reportStore,
      Metrics metrics,
      Clock clock,
      TaskScheduler scheduler) {
    this.reportResolver = reportResolver;
    this.reportLookup = reportLookup;
    this.reportProcessor = reportProcessor;
    this.reportStore = reportStore;
    this.metrics = metrics;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /**
   * Answers a request: with the report of its idempotency key, else with a ready report that is
   * fresh enough, else with the report under way, else with a new report.
   *
   * @param answerBy the time by which the caller must have the answer
   * @param invocationEnd the end of the invocation
   * @param progress receives the latest known state of the report. It is the answer if the method
   *     takes too long
   */
  public AskResult ask(
      ReportRequest request,
      Instant answerBy,
      Instant invocationEnd,
      Consumer<AskResult.Answered> progress) {
    Instant waitEnd = earlier(answerBy, clock.instant().plus(request.options().maxWait()));
    while (true) {
      switch (reportResolver.resolve(request, answerBy, invocationEnd)) {
        case Resolution.Refused(Problem problem) -> {
          return new AskResult.Refused(problem);
        }
        case Resolution.Found(Report report, List<String> warnings) -> {
          metrics.count(report.state().isPending() ? Metric.JOINED : Metric.REUSED);
          return poll(new AskResult.Answered(report, true, warnings), waitEnd, progress);
        }
        case Resolution.Claimed(Report report, List<String> warnings) -> {
          AskResult.Answered claimed = new AskResult.Answered(report, false, warnings);
          return report.isBeforeCall()
              ? poll(claimed, waitEnd, progress)
              : process(claimed, invocationEnd, waitEnd, progress);
        }
        case Resolution.Outdated() -> {
          // another request was faster, or upstream has more units again: resolve again
        }
      }
    }
  }

  /** Calls upstream in this invocation, and waits for the result. */
  private AskResult process(
      AskResult.Answered claimed,
      Instant invocationEnd,
      Instant waitEnd,
      Consumer<AskResult.Answered> progress) {
    progress.accept(claimed);
    Report report = claimed.report();
    StepResult result =
        ReportProcessor.awaitResult(
            reportProcessor.start(report, invocationEnd),
            Duration.between(clock.instant(), waitEnd));
    return claimed.withReport(
        result instanceof StepResult.Advanced(Report advanced)
            ? advanced
            : reportStore.find(report.id()).orElse(report));
  }

  /** Reads a pending report repeatedly until it is done or the time is over. */
  private AskResult poll(
      AskResult.Answered first, Instant waitEnd, Consumer<AskResult.Answered> progress) {
    AskResult.Answered latest = first;
    progress.accept(latest);
    Duration interval = FIRST_POLL_INTERVAL;
    while (latest.report().state().isPending() && clock.instant().isBefore(waitEnd)) {
      Duration timeLeft = Duration.between(clock.instant(), waitEnd);
      if (!scheduler.sleep(shorter(interval, timeLeft))) {
        return latest;
      }
      latest = latest.withReport(reportStore.find(latest.report().id()).orElse(latest.report()));
      progress.accept(latest);
      interval = shorter(interval.multipliedBy(2), MAX_POLL_INTERVAL);
    }
    return latest;
  }

  /** Returns the ready or pending report that answers a request now. Starts no paid call. */
  public Optional<AskResult.Answered> find(ReportRequest request) {
    LookupResult found = reportLookup.find(request);
    return found.report().map(report -> new AskResult.Answered(report, true, found.warnings()));
  }

  private static Instant earlier(Instant first, Instant second) {
    return first.isBefore(second) ? first : second;
  }

  private static Duration shorter(Duration first, Duration second) {
    return first.compareTo(second) < 0 ? first : second;
  }
}
