package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.snapshot.Manifest;
import org.backlinks.store.ReportStore;
import org.backlinks.task.Task;

/** Takes over due reports one by one, and starts the work that each needs. */
@Singleton
final class DueReportStarter {
  private final ReportStore reportStore;
  private final ReportTakeOver reportTakeOver;
  private final ReportProcessor reportProcessor;
  private final LeftoverAnswers leftoverAnswers;
  private final ReportAbandoner reportAbandoner;
  private final TransitionPolicy transitionPolicy;
  private final Clock clock;

  DueReportStarter(
      ReportStore reportStore,
      ReportTakeOver reportTakeOver,
      ReportProcessor reportProcessor,
      LeftoverAnswers leftoverAnswers,
      ReportAbandoner reportAbandoner,
      TransitionPolicy transitionPolicy,
      Clock clock) {
    this.reportStore = reportStore;
    this.reportTakeOver = reportTakeOver;
    this.reportProcessor = reportProcessor;
    this.leftoverAnswers = leftoverAnswers;
    this.reportAbandoner = reportAbandoner;
    this.transitionPolicy = transitionPolicy;
    this.clock = clock;
  }

  /**
   * Works on a report if it is due, and waits for the result until the worker must answer.
   *
   * @return the result, which is also {@link StepResult.Overtaken} when the report is not due any
   *     more, when it is deleted, or when the limits forbid its call now
   */
  StepResult processIfDue(ReportId id, Instant invocationEnd) {
    Instant now = clock.instant();
    return reportStore
        .find(id)
        .filter(stored -> stored.isAvailable(now))
        .map(stored -> process(stored, now, invocationEnd))
        .orElseGet(StepResult.Overtaken::new);
  }

  private StepResult process(Report stored, Instant now, Instant invocationEnd) {
    if (stored.isUnsettledTombstone()) {
      reportAbandoner.settle(stored);
      return new StepResult.Overtaken();
    }
    Optional<Manifest.Part> leftover = leftoverAnswers.find(stored);
    Optional<StepResult> result;
    if (leftover.isPresent()) {
      result =
          reportTakeOver
              .takeOver(stored, now)
              .map(held -> reportProcessor.resume(held, leftover.get(), invocationEnd))
              .map(work -> awaitResult(work, invocationEnd));
    } else if (transitionPolicy.isGiveUpDue(stored, now)) {
      result = reportTakeOver.takeOver(stored, now).map(reportAbandoner::giveUp);
    } else {
      result =
          reportTakeOver
              .takeOverForCall(stored, now)
              .map(held -> reportProcessor.start(held, invocationEnd))
              .map(work -> awaitResult(work, invocationEnd));
    }
    return result.orElseGet(StepResult.Overtaken::new);
  }

  private StepResult awaitResult(Task<StepResult> work, Instant invocationEnd) {
    Instant answerTime = invocationEnd.minus(ReportService.ANSWER_TIME);
    return ReportProcessor.awaitResult(work, Duration.between(clock.instant(), answerTime));
  }
}
