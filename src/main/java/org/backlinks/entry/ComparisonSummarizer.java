package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.backlinks.callback.ChangesSummarizer;
import org.backlinks.changes.Comparison;
import org.backlinks.changes.ComparisonResult;
import org.backlinks.changes.ComparisonSummary;
import org.backlinks.question.ChangeSubject;
import org.backlinks.question.EarlierReport;
import org.backlinks.question.FieldError;
import org.backlinks.report.Report;
import org.backlinks.service.ComparisonService;
import org.backlinks.service.ReportPair;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;
import org.backlinks.telemetry.Metrics.Metric;
import org.jboss.logging.Logger;

/**
 * Summarizes the changes of a report for a caller who asked for the report. The report is paid for,
 * so it is shown without its changes when they can't be had.
 */
@Singleton
final class ComparisonSummarizer implements ChangesSummarizer {
  private static final Logger LOG = Logger.getLogger(ComparisonSummarizer.class);

  private final ComparisonService comparisonService;
  private final Metrics metrics;
  private final TaskScheduler scheduler;
  private final Clock clock;

  ComparisonSummarizer(
      ComparisonService comparisonService, Metrics metrics, TaskScheduler scheduler, Clock clock) {
    this.comparisonService = comparisonService;
    this.metrics = metrics;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  private static Result unknown(String reason) {
    return new Result(null, List.of("the changes are unknown: " + reason));
  }

  private static Result none(String reason) {
    return new Result(ComparisonSummary.NONE, List.of("there are no changes to show: " + reason));
  }

  /**
   * Compares a ready report with an earlier one.
   *
   * @param deadline the time until which the caller waits for the changes
   */
  Result summarize(Report after, EarlierReport since, Instant deadline) {
    BoundedTask<Result> task = BoundedTask.start(scheduler, clock, () -> summarize(after, since));
    try {
      return task.await(deadline)
          .orElseGet(() -> {
            task.cancel();
            return unknown("there was not enough time; the route of the changes has them");
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Result summarize(Report after, EarlierReport since) {
    try {
      return compare(after, since);
    } catch (IOException damage) {
      metrics.count(Metric.UNREADABLE_REPORTS);
      return unreadable(after, damage);
    } catch (RuntimeException failure) {
      return unreadable(after, failure);
    }
  }

  private static Result unreadable(Report after, Exception cause) {
    LOG.errorf(cause, "report %s: its changes can't be read", after.id().text());
    return unknown("the stored rows could not be read");
  }

  private Result compare(Report after, EarlierReport since) throws IOException {
    return switch (comparisonService.findPair(after, since)) {
      case ReportPair.Missing _ -> none("the earlier report is unknown, expired or deleted");
      case ReportPair.NotReady _ -> none("the earlier report is not ready");
      case ReportPair.NotComparable(List<FieldError> errors) -> notComparable(errors);
      case ReportPair.Ready pair ->
          switch (comparisonService.compare(pair, ChangeSubject.DOMAIN)) {
            case ComparisonResult.NotComparable(List<FieldError> errors) -> notComparable(errors);
            case Comparison comparison ->
                new Result(ComparisonSummary.of(pair.before().id(), comparison), List.of());
          };
    };
  }

  private static Result notComparable(List<FieldError> errors) {
    return none(
        errors.stream()
            .map(error -> error.field() + " " + error.message())
            .collect(Collectors.joining("; ")));
  }
}
