package org.backlinks.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.backlinks.question.FieldError;
import org.backlinks.render.ProblemJson;
import org.backlinks.render.ResponseBuffer;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.CurrentInvocation;
import org.jboss.logging.Logger;

/** Passes each event to the part of the program that answers it, and writes the answer in time. */
@Singleton
final class EventDispatcher {
  private static final Logger LOG = Logger.getLogger(EventDispatcher.class);

  private final Router router;
  private final DirectActions directActions;
  private final WorkerTriggers workerTriggers;
  private final RequestQueue requestQueue;
  private final FreezeGuard freezeGuard;
  private final TaskScheduler tasks;
  private final Clock clock;

  EventDispatcher(
      Router router,
      DirectActions directActions,
      WorkerTriggers workerTriggers,
      RequestQueue requestQueue,
      FreezeGuard freezeGuard,
      TaskScheduler tasks,
      Clock clock) {
    this.router = router;
    this.directActions = directActions;
    this.workerTriggers = workerTriggers;
    this.requestQueue = requestQueue;
    this.freezeGuard = freezeGuard;
    this.tasks = tasks;
    this.clock = clock;
  }

  /**
   * Answers an event.
   *
   * @throws UnhandledEventException when this function does not handle the event's source
   */
  void dispatch(Event event, InvocationContext context, OutputStream out) throws IOException {
    switch (event) {
      case Event.Http(HttpRequest request) ->
          answer(event, request, context.forRequest(request), out);
      case Event.Direct(ObjectNode payload) -> answer(event, payload, context, out);
      case Event.Tick _ -> writeAndClose(workerTriggers.processDue(context), out);
      case Event.TableStream stream ->
          writeAndClose(workerTriggers.processChanges(stream, context), out);
      case Event.Queue queue -> writeAndClose(requestQueue.process(queue, context), out);
      case Event.MalformedHttp(String field, String message) ->
          writeProblem(
              event, Problem.invalidRequest(List.of(new FieldError(field, message))), context, out);
      case Event.TooLarge(boolean isHttp) ->
          writeProblem(
              event, isHttp ? JsonBodyParser.bodyTooLarge() : payloadTooLarge(), context, out);
      case Event.Unknown _ ->
          writeProblem(
              event,
              Problem.of(Kind.INVALID_REQUEST, Event.Unknown.SUPPORTED_EVENTS),
              context,
              out);
      case Event.Unhandled(String source) -> throw new UnhandledEventException(source);
    }
  }

  private void answer(Event event, HttpRequest request, InvocationContext context, OutputStream out)
      throws IOException {
    Optional<HttpResponse> response =
        await(() -> router.handle(request, context), context.gatewayAnswerDeadline(), context);
    if (response.isPresent()) {
      GatewayResponseWriter.write(response.get(), out);
    } else {
      writeProblem(event, ReportProblems.timeout(), context, out);
    }
  }

  private void answer(Event event, ObjectNode payload, InvocationContext context, OutputStream out)
      throws IOException {
    Optional<ResponseBuffer> result =
        await(() -> directActions.execute(payload, context), context.latestAnswerTime(), context);
    if (result.isPresent()) {
      writeAndClose(result.get(), out);
    } else {
      writeProblem(event, ReportProblems.timeout(), context, out);
    }
  }

  /** Waits for an answer. Returns empty when there is none in time. */
  private <T> Optional<T> await(Callable<T> answering, Instant deadline, InvocationContext context)
      throws IOException {
    BoundedTask<T> task = BoundedTask.start(tasks, clock, answering);
    Optional<T> answer = task.await(deadline);
    if (answer.isEmpty() && freezeGuard.mustDelayAnswer()) {
      answer = task.await(context.latestAnswerTime());
    }
    if (answer.isEmpty()) {
      task.cancel();
      LOG.warnf("request %s: there was no answer in time", context.requestId());
    }
    return answer;
  }

  /**
   * Writes a problem in the form that the sender of the event reads.
   *
   * @throws IllegalStateException when the sender reads no answers. The platform then records a
   *     failed invocation and repeats it
   */
  void writeProblem(Event event, Problem problem, InvocationContext context, OutputStream out)
      throws IOException {
    switch (event) {
      case Event.Http(HttpRequest request) ->
          GatewayResponseWriter.write(problemResponse(request, problem, context), out);
      case Event.MalformedHttp _ ->
          GatewayResponseWriter.write(ProblemResponses.of(problem, context), out);
      case Event.TooLarge(boolean isHttp) when isHttp ->
          GatewayResponseWriter.write(ProblemResponses.of(problem, context), out);
      case Event.Direct _, Event.Unknown _, Event.TooLarge _ -> {
        CurrentInvocation.setOutcome(problem.kind().wireName());
        writeAndClose(ProblemJson.render(problem, context.problemInstance(), null), out);
      }
      case Event.Tick _, Event.TableStream _, Event.Queue _, Event.Unhandled _ ->
          throw new IllegalStateException(problem.detail());
    }
  }

  private static HttpResponse problemResponse(
      HttpRequest request, Problem problem, InvocationContext context) throws IOException {
    return Route.isShared(request.path())
        ? SharedPageResource.withOpenHeaders(
            ProblemResponses.of(problem, context.withHtmlProblems()))
        : ProblemResponses.of(problem, context.forRequest(request));
  }

  private static void writeAndClose(ResponseBuffer answer, OutputStream out) throws IOException {
    try (answer) {
      answer.writeTo(out);
    }
  }

  private static Problem payloadTooLarge() {
    return Problem.of(
        Kind.TOO_LARGE,
        "A direct payload must have at most " + EventDecoder.MAX_DIRECT_BYTES + " bytes.");
  }
}
