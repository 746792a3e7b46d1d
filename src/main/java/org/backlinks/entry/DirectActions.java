package org.backlinks.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backlinks.callback.CallbackRegistry;
import org.backlinks.question.ChangesQuery;
import org.backlinks.question.EstimateRequestReader;
import org.backlinks.question.FieldError;
import org.backlinks.question.InvalidRequest;
import org.backlinks.question.PageQuery;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestOptions;
import org.backlinks.question.RequestReader;
import org.backlinks.question.ShareRequest;
import org.backlinks.render.ProblemJson;
import org.backlinks.render.ResponseBuffer;
import org.backlinks.render.ShareLinkJson;
import org.backlinks.report.Problem;
import org.backlinks.report.ReportId;
import org.backlinks.telemetry.CurrentInvocation;

/** Executes the actions of direct payloads. */
@Singleton
final class DirectActions {
  private final RequestReader requestReader;
  private final ReportRequestHandler requestHandler;
  private final CallbackRegistry callbackRegistry;
  private final ReportPresenter presenter;
  private final SubresourcePresenters subresourcePresenters;
  private final CostResource costs;
  private final WorkerTriggers workerTriggers;

  DirectActions(
      RequestReader requestReader,
      ReportRequestHandler requestHandler,
      CallbackRegistry callbackRegistry,
      ReportPresenter presenter,
      SubresourcePresenters subresourcePresenters,
      CostResource costs,
      WorkerTriggers workerTriggers) {
    this.requestReader = requestReader;
    this.requestHandler = requestHandler;
    this.callbackRegistry = callbackRegistry;
    this.presenter = presenter;
    this.subresourcePresenters = subresourcePresenters;
    this.costs = costs;
    this.workerTriggers = workerTriggers;
  }

  /** Executes the action that a payload names, and returns the answer as JSON. */
  ResponseBuffer execute(ObjectNode payload, InvocationContext context) throws IOException {
    Optional<Action> action = Action.of(payload);
    if (action.isEmpty()) {
      FieldError error = new FieldError(Action.FIELD, "must be one of " + Action.wireNames());
      return invalidRequest(List.of(error), context);
    }
    ObjectNode fields = payload.objectNode();
    fields.setAll(payload);
    fields.remove(Action.FIELD);
    return switch (action.get()) {
      case REPORT -> report(fields, context);
      case ESTIMATE -> estimate(fields, context);
      case GET -> get(fields, context);
      case CHANGES -> changes(fields, context);
      case SUMMARY -> summary(fields, context);
      case SHARE -> share(fields, context);
      case UNSHARE -> unshare(fields, context);
      case DELETE -> delete(fields, context);
      case POLL -> poll(fields, context);
      case USAGE -> usage(fields, context);
    };
  }

  private ResponseBuffer report(ObjectNode fields, InvocationContext context) throws IOException {
    return switch (requestReader.fromJson(fields)) {
      case InvalidRequest(List<FieldError> errors, RequestOptions options) -> {
        callbackRegistry.refuse(Problem.invalidRequest(errors), options);
        yield invalidRequest(errors, context);
      }
      case ReportRequest request ->
          render(requestHandler.ask(request, Representation.DIRECT, context), context);
    };
  }

  private ResponseBuffer estimate(ObjectNode fields, InvocationContext context) throws IOException {
    return switch (EstimateRequestReader.read(requestReader, fields)) {
      case InvalidRequest(List<FieldError> errors, _) -> invalidRequest(errors, context);
      case ReportRequest request -> costs.renderEstimate(request, context);
    };
  }

  private ResponseBuffer get(ObjectNode fields, InvocationContext context) throws IOException {
    PageQuery query = PageQuery.fromJson(fields, PageQuery.PAGE_FIELDS);
    return query.errors().isEmpty()
        ? render(
            presenter.get(query.id(), query, Representation.DIRECT, context.latestAnswerTime()),
            context)
        : invalidRequest(query.errors(), context);
  }

  private ResponseBuffer changes(ObjectNode fields, InvocationContext context) throws IOException {
    ChangesQuery query = ChangesQuery.fromJson(fields);
    if (!query.errors().isEmpty()) {
      return invalidRequest(query.errors(), context);
    }
    return switch (subresourcePresenters.showChanges(query)) {
      case ChangesView.PageShown shown -> shown.payload().body();
      case ChangesView.NotModified _ -> throw unexpectedNotModified();
      case ChangesView.ProblemShown(Problem problem, ReportId id) ->
          ProblemJson.render(problem, context.problemInstance(), id);
    };
  }

  private ResponseBuffer summary(ObjectNode fields, InvocationContext context) throws IOException {
    PageQuery query = PageQuery.fromJson(fields, PageQuery.ID_FIELDS);
    if (!query.errors().isEmpty()) {
      return invalidRequest(query.errors(), context);
    }
    return switch (subresourcePresenters.showSummary(query.id())) {
      case SummaryView.SummaryShown shown -> shown.body();
      case SummaryView.NotModified _ -> throw unexpectedNotModified();
      case SummaryView.ProblemShown(Problem problem, ReportId id) ->
          ProblemJson.render(problem, context.problemInstance(), id);
    };
  }

  private ResponseBuffer delete(ObjectNode fields, InvocationContext context) throws IOException {
    PageQuery query = PageQuery.fromJson(fields, PageQuery.ID_FIELDS);
    if (!query.errors().isEmpty()) {
      return invalidRequest(query.errors(), context);
    }
    return deleted(query.id(), presenter.delete(query.id()), context);
  }

  private ResponseBuffer share(ObjectNode fields, InvocationContext context) throws IOException {
    ShareRequest request = ShareRequest.fromPayload(fields);
    if (!request.errors().isEmpty()) {
      return invalidRequest(request.errors(), context);
    }
    return switch (subresourcePresenters.share(request)) {
      case SharePresenter.View.Shared(var link) ->
          ShareLinkJson.render(link.url(), link.expiresAt());
      case SharePresenter.View.Refused(Problem problem, ReportId reportId) ->
          ProblemJson.render(problem, context.problemInstance(), reportId);
    };
  }

  private ResponseBuffer unshare(ObjectNode fields, InvocationContext context) throws IOException {
    PageQuery query = PageQuery.fromJson(fields, PageQuery.ID_FIELDS);
    return query.errors().isEmpty()
        ? deleted(query.id(), subresourcePresenters.unshare(query.id()), context)
        : invalidRequest(query.errors(), context);
  }

  /** Returns the answer to an action that deletes something of a report. */
  private static ResponseBuffer deleted(
      String id, Optional<Problem> problem, InvocationContext context) throws IOException {
    return problem.isPresent()
        ? ProblemJson.render(problem.get(), context.problemInstance(), null)
        : ResponseBuffers.ofAscii("{\"id\":\"" + id + "\",\"deleted\":true}");
  }

  private ResponseBuffer poll(ObjectNode fields, InvocationContext context) throws IOException {
    PageQuery query = PageQuery.fromJson(fields, Set.of());
    return query.errors().isEmpty()
        ? workerTriggers.processDue(context)
        : invalidRequest(query.errors(), context);
  }

  private ResponseBuffer usage(ObjectNode fields, InvocationContext context) throws IOException {
    PageQuery query = PageQuery.fromJson(fields, Set.of());
    return query.errors().isEmpty() ? costs.renderUsage() : invalidRequest(query.errors(), context);
  }

  private static ResponseBuffer render(ReportView view, InvocationContext context)
      throws IOException {
    return switch (view) {
      case ReportView.PageShown shown -> shown.payload().body();
      case ReportView.StateShown shown -> shown.body();
      case ReportView.NotModified _ -> throw unexpectedNotModified();
      case ReportView.ProblemShown(Problem problem, ReportId id) ->
          ProblemJson.render(problem, context.problemInstance(), id);
    };
  }

  private static IllegalStateException unexpectedNotModified() {
    return new IllegalStateException("a direct payload has no entity tags");
  }

  private static ResponseBuffer invalidRequest(List<FieldError> errors, InvocationContext context)
      throws IOException {
    Problem problem = Problem.invalidRequest(errors);
    CurrentInvocation.setOutcome(problem.kind().wireName());
    return ProblemJson.render(problem, context.problemInstance(), null);
  }
}
