package org.backlinks.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.backlinks.local.SandboxOptions.Registration;

/**
 * The Extensions API of Lambda for internal extensions, which run in the process of the function.
 */
final class FakeExtensionsApi {
  static final String PATH = "/2020-01-01/extension/";

  private static final String INVOKE = "INVOKE";
  private static final String NAME = "Lambda-Extension-Name";
  private static final String IDENTIFIER = "Lambda-Extension-Identifier";
  private static final String ERROR_TYPE = "Lambda-Extension-Function-Error-Type";
  private static final Duration LATE_DELAY = Duration.ofSeconds(1);

  private final Sandbox sandbox;
  private final Registration registration;
  private final CountDownLatch closing = new CountDownLatch(1);

  FakeExtensionsApi(Sandbox sandbox, Registration registration) {
    this.sandbox = sandbox;
    this.registration = registration;
  }

  void close() {
    closing.countDown();
  }

  void serve(HttpExchange exchange) throws IOException, InterruptedException {
    try {
      switch (exchange.getRequestURI().getPath().substring(PATH.length())) {
        case "register" -> answerRegistration(exchange);
        case "event/next" -> sendNextEvent(exchange);
        case "init/error" -> reportError(exchange, "Extension.InitError");
        case "exit/error" -> reportError(exchange, "Extension.ExitError");
        default -> JsonResponses.sendError(exchange, 404, "NotFound", "no such route");
      }
    } catch (SandboxException e) {
      JsonResponses.sendError(exchange, 403, e.errorType(), e.getMessage());
    }
  }

  private void answerRegistration(HttpExchange exchange)
      throws IOException, InterruptedException, SandboxException {
    switch (registration) {
      case ACCEPTED -> {
        String name = required(exchange, NAME);
        sendRegistered(exchange, sandbox.register(name, isInvoked(exchange)));
      }
      case NOT_FOUND ->
          JsonResponses.sendError(exchange, 404, "NotFound", "the platform has no extensions");
      case LATE -> {
        closing.await(LATE_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        sendRegistered(exchange, UUID.randomUUID().toString());
      }
      case FAILED -> JsonResponses.sendError(exchange, 500, "InternalServerError", "on purpose");
    }
  }

  private static void sendRegistered(HttpExchange exchange, String id) throws IOException {
    exchange.getResponseHeaders().set(IDENTIFIER, id);
    ObjectNode function = JsonResponses.newObject();
    function.put("functionName", "backlinks").put("functionVersion", "$LATEST");
    JsonResponses.send(exchange, 200, function.put("handler", "bootstrap"));
  }

  private static boolean isInvoked(HttpExchange exchange) throws IOException, SandboxException {
    boolean isInvoked = false;
    for (JsonNode event : parseBody(exchange).path("events")) {
      if (!event.asText().equals(INVOKE)) {
        throw new SandboxException(
            "Extension.InvalidEventType",
            "an internal extension cannot register for " + event.asText());
      }
      isInvoked = true;
    }
    return isInvoked;
  }

  private static JsonNode parseBody(HttpExchange exchange) throws IOException, SandboxException {
    try {
      return JsonResponses.parse(exchange.getRequestBody().readAllBytes());
    } catch (JsonProcessingException e) {
      throw new SandboxException("InvalidRequestFormat", "the body is not JSON");
    }
  }

  private void sendNextEvent(HttpExchange exchange)
      throws IOException, InterruptedException, SandboxException {
    EventDelivery delivery;
    try {
      delivery = sandbox.nextForExtension(required(exchange, IDENTIFIER)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an event never completes with an error", e);
    }
    ObjectNode event = JsonResponses.newObject();
    event.put("eventType", INVOKE).put("deadlineMs", delivery.deadline().toEpochMilli());
    event.put("requestId", delivery.invocation().id);
    event.put("invokedFunctionArn", FakeRuntimeApi.FUNCTION_ARN);
    event
        .putObject("tracing")
        .put("type", "X-Amzn-Trace-Id")
        .put("value", delivery.invocation().traceHeader());
    exchange
        .getResponseHeaders()
        .set("Lambda-Extension-Event-Identifier", UUID.randomUUID().toString());
    JsonResponses.send(exchange, 200, event);
  }

  private void reportError(HttpExchange exchange, String type)
      throws IOException, SandboxException {
    sandbox.requireExtension(required(exchange, IDENTIFIER));
    String reason = required(exchange, ERROR_TYPE);
    JsonResponses.sendAccepted(exchange);
    sandbox.fail(new FunctionErrorException(type, reason));
  }

  private static String required(HttpExchange exchange, String header) throws SandboxException {
    String value = exchange.getRequestHeaders().getFirst(header);
    if (value == null || value.isBlank()) {
      throw new SandboxException(
          header.equals(NAME) ? "Extension.InvalidExtensionName" : "Extension.MissingHeader",
          "the header " + header + " is missing");
    }
    return value;
  }
}
