package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.callback.CallbackRegistry;
import org.backlinks.question.ReportRequest;
import org.backlinks.render.PageRequest;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.service.AskResult;
import org.backlinks.service.ReportReader;
import org.backlinks.service.ReportService;
import org.backlinks.task.TaskScheduler;
import org.jspecify.annotations.Nullable;

/** Answers requests for reports before their callers stop waiting. */
@Singleton
final class ReportRequestHandler {
  private final ReportService reportService;
  private final ReportReader reportReader;
  private final CallbackRegistry callbackRegistry;
  private final ReportPresenter presenter;
  private final FreezeGuard freezeGuard;
  private final TaskScheduler scheduler;
  private final Clock clock;

  ReportRequestHandler(
      ReportService reportService,
      ReportReader reportReader,
      CallbackRegistry callbackRegistry,
      ReportPresenter presenter,
      FreezeGuard freezeGuard,
      TaskScheduler scheduler,
      Clock clock) {
    this.reportService = reportService;
    this.reportReader = reportReader;
    this.callbackRegistry = callbackRegistry;
    this.presenter = presenter;
    this.freezeGuard = freezeGuard;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** Asks for a report, and shows the state that it reaches before the caller's deadline. */
  ReportView ask(ReportRequest request, Representation representation, InvocationContext context)
      throws IOException {
    Instant answerBy = context.answerDeadline(request.options().maxWait());
    Instant renderBy = context.gatewayAnswerDeadline().minus(ReportPresenter.RENDERING_TIME);
    if (representation.embedded() && renderBy.isBefore(answerBy)) {
      answerBy = renderBy;
    }
    ReportView view = askUntil(answerBy, request, representation, context);
    if (view instanceof ReportView.ProblemShown(Problem problem, ReportId id) && id == null) {
      callbackRegistry.refuse(problem, request.options());
    }
    return OutcomeRecorder.record(delayDuringCalls(view, request, representation, context));
  }

  private ReportView askUntil(
      Instant answerBy,
      ReportRequest request,
      Representation representation,
      InvocationContext context)
      throws IOException {
    AtomicReference<AskResult.@Nullable Answered> lastKnown = new AtomicReference<>();
    BoundedTask<ReportView> task =
        BoundedTask.start(
            scheduler,
            clock,
            () ->
                switch (reportService.ask(request, answerBy, context.deadline(), lastKnown::set)) {
                  case AskResult.Refused(Problem problem) ->
                      new ReportView.ProblemShown(problem, null);
                  case AskResult.Answered answered ->
                      presenter.present(answered, request, representation, answerBy);
                });
    Optional<ReportView> view = task.await(answerBy);
    if (view.isPresent()) {
      return view.get();
    }
    task.cancel();
    AskResult.Answered known = lastKnown.get();
    if (known == null) {
      return new ReportView.ProblemShown(ReportProblems.timeout(), null);
    }
    // there is no time left to read rows
    return known.report().state() instanceof State.Ready
        ? new ReportView.ProblemShown(ReportProblems.timeout(known.report()), known.report().id())
        : presenter.present(known, request, representation, answerBy);
  }

  /**
   * Delays the answer about a pending report while the platform could freeze the process during a
   * call. Then shows the latest state of the report.
   */
  private ReportView delayDuringCalls(
      ReportView view,
      ReportRequest request,
      Representation representation,
      InvocationContext context)
      throws IOException {
    if (!(view instanceof ReportView.StateShown(Report report, PageRequest page, _))
        || !report.state().isPending()
        || !freezeGuard.mustDelayAnswer()) {
      return view;
    }
    freezeGuard.awaitCalls(context.latestAnswerTime());
    Report latest = reportReader.find(report.id()).orElse(report);
    return presenter.present(
        new AskResult.Answered(latest, page.reused(), page.warnings()),
        request,
        representation,
        context.latestAnswerTime());
  }
}
