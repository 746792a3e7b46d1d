package org.backlinks.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.backlinks.callback.CallbackRegistry;
import org.backlinks.question.FieldError;
import org.backlinks.question.InvalidRequest;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestOptions;
import org.backlinks.question.RequestReader;
import org.backlinks.render.BatchItemFailuresJson;
import org.backlinks.render.ResponseBuffer;
import org.backlinks.report.Problem;
import org.backlinks.service.AskResult;
import org.backlinks.service.ReportService;
import org.backlinks.task.Permits;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.CurrentInvocation;
import org.backlinks.telemetry.Metrics;
import org.backlinks.telemetry.Metrics.Metric;
import org.jboss.logging.Logger;

/**
 * Asks for the reports that the messages of a queue request. A message is idempotent by its id, so
 * a message that is delivered again pays only once.
 */
@Singleton
final class RequestQueue {
  private static final Logger LOG = Logger.getLogger(RequestQueue.class);
  private static final int MAX_CONCURRENT = 10;
  private static final String KEY_FIELD = "idempotencyKey";

  private final RequestReader requestReader;
  private final ReportService reportService;
  private final CallbackRegistry callbackRegistry;
  private final FreezeGuard freezeGuard;
  private final Metrics metrics;
  private final TaskScheduler scheduler;
  private final Clock clock;

  RequestQueue(
      RequestReader requestReader,
      ReportService reportService,
      CallbackRegistry callbackRegistry,
      FreezeGuard freezeGuard,
      Metrics metrics,
      TaskScheduler scheduler,
      Clock clock) {
    this.requestReader = requestReader;
    this.reportService = reportService;
    this.callbackRegistry = callbackRegistry;
    this.freezeGuard = freezeGuard;
    this.metrics = metrics;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /**
   * Processes messages, several at the same time. The response asks the platform to deliver those
   * again that may succeed later. A message whose report is still pending is done.
   */
  ResponseBuffer process(Event.Queue queue, InvocationContext context) {
    Queue<String> done = new ConcurrentLinkedQueue<>();
    Permits permits = scheduler.newPermits(MAX_CONCURRENT);
    for (Event.QueueMessage message : queue.messages()) {
      if (!permits.tryAcquire(timeLeft(context))) {
        break;
      }
      scheduler.start(() -> {
        try {
          if (process(message, context)) {
            done.add(message.id());
          }
        } catch (IOException | RuntimeException e) {
          LOG.errorf(e, "message %s could not be processed", message.id());
        } finally {
          permits.release();
        }
        return message;
      });
    }
    for (int i = 0; i < MAX_CONCURRENT && permits.tryAcquire(timeLeft(context)); i++) {
      // all tasks have ended when all permits are free
    }
    if (freezeGuard.mustDelayAnswer()) {
      freezeGuard.awaitCalls(context.latestAnswerTime());
    }
    List<String> failed =
        queue.messages().stream()
            .map(Event.QueueMessage::id)
            .filter(id -> !done.contains(id))
            .toList();
    CurrentInvocation.setOutcome(
        "messages %d, to repeat %d".formatted(queue.messages().size(), failed.size()));
    return BatchItemFailuresJson.render(failed);
  }

  private Duration timeLeft(InvocationContext context) {
    Duration left = Duration.between(clock.instant(), context.latestAnswerTime());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Processes a message. Returns false when it must be delivered again. */
  private boolean process(Event.QueueMessage message, InvocationContext context)
      throws IOException {
    JsonNode body;
    try {
      body = EventDecoder.parseJson(message.body().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return refuse(message, notAnObject());
    }
    if (!(body instanceof ObjectNode fields)) {
      return refuse(message, notAnObject());
    }
    if (!fields.hasNonNull(KEY_FIELD) && !message.id().isEmpty()) {
      fields.put(KEY_FIELD, message.id());
    }
    return switch (requestReader.fromJson(fields)) {
      case InvalidRequest(List<FieldError> errors, RequestOptions options) ->
          refuse(message, Problem.invalidRequest(errors), options);
      case ReportRequest request -> ask(message, request, context);
    };
  }

  private static Problem notAnObject() {
    return Problem.invalidRequest(
        List.of(new FieldError("body", "must be one JSON object without repeated members")));
  }

  private boolean ask(Event.QueueMessage message, ReportRequest request, InvocationContext context)
      throws IOException {
    AskResult result =
        reportService.ask(
            request,
            context.answerDeadline(request.options().maxWait()),
            context.deadline(),
            progress -> {});
    if (!(result instanceof AskResult.Refused(Problem problem))) {
      return true;
    }
    if (problem.retryable()) {
      LOG.infof("message %s is tried again: %s", message.id(), problem.kind().wireName());
      return false;
    }
    return refuse(message, problem, request.options());
  }

  private boolean refuse(Event.QueueMessage message, Problem problem, RequestOptions options)
      throws IOException {
    callbackRegistry.refuse(problem, options);
    return refuse(message, problem);
  }

  /** Consumes a message that will never have a report, and tells of it. */
  private boolean refuse(Event.QueueMessage message, Problem problem) throws IOException {
    LOG.warnf("message %s is refused: %s", message.id(), problem.kind().wireName());
    metrics.count(Metric.QUEUE_REFUSED);
    callbackRegistry.announceRefusal(problem, message.id());
    return true;
  }
}
