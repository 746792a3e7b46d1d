package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A proxy for DynamoDB that lets requests fail. A rule selects the fault of each request. */
public final class TableProxy extends ReverseProxy {
  /** Longer than the interval of lease renewals, shorter than the timeout of a client. */
  private static final Duration SLOW_DELAY = Duration.ofMillis(1_200);

  /** Longer than the timeout of every client. */
  private static final Duration STALL_DURATION = Duration.ofMinutes(5);

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern ITEM_KIND = Pattern.compile("\"S\":\"([a-z]+)#");
  private static final Pattern INDEX_KIND = Pattern.compile("\"pk\":\\{\"S\":\"([a-z]+)\"");

  /**
   * A request to the table.
   *
   * @param itemKind the kind of the first item in the request
   * @param invocationId the same id for each attempt of one request
   * @param body the body as JSON
   */
  public record Request(String operation, String itemKind, String invocationId, String body) {
    /** Returns the operation and the kind of the item. */
    public String kind() {
      return operation + " " + itemKind;
    }

    /** Returns whether the request renews a lease. Its time depends on the clock. */
    public boolean isLeaseRenewal() {
      return kind().equals("UpdateItem report");
    }
  }

  /** Selects the fault of a request. A request without a fault passes. */
  public interface FaultRule {
    Optional<TableFault> faultFor(Request request);
  }

  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile FaultRule rule = request -> Optional.empty();

  private TableProxy(URI table) throws IOException {
    super(table);
    start();
  }

  /** Starts a proxy for a database. All requests pass. */
  public static TableProxy startFor(LocalDynamoDb dynamo) throws IOException {
    return new TableProxy(dynamo.endpoint());
  }

  /** Sets the rule for all later requests. */
  public void setRule(FaultRule newRule) {
    rule = newRule;
  }

  @Override
  protected void handle(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    Request request = parseRequest(exchange, new String(body, StandardCharsets.UTF_8));
    TableFault fault = rule.faultFor(request).orElse(null);
    switch (fault) {
      case null -> sendAnswer(exchange, forward(exchange, body));
      case SLOW -> {
        closing.await(SLOW_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        sendAnswer(exchange, forward(exchange, body));
      }
      case STALLED -> closing.await(STALL_DURATION.toMillis(), TimeUnit.MILLISECONDS);
      case RESET_BEFORE_EXECUTION -> {}
      case RESET_AFTER_EXECUTION -> forward(exchange, body);
      case SERVER_ERROR -> sendError(exchange, 500, errorJson("InternalServerError"));
      case THROTTLED ->
          sendError(exchange, 400, errorJson("ProvisionedThroughputExceededException"));
      case THROTTLED_TRANSACTION ->
          sendError(exchange, 400, cancelledJson(request, "ThrottlingError"));
      case TRANSACTION_CONFLICT ->
          sendError(
              exchange,
              400,
              request.operation().equals("TransactWriteItems")
                  ? cancelledJson(request, "TransactionConflict")
                  : errorJson("TransactionConflictException"));
      case UNPROCESSED -> sendError(exchange, 200, unprocessedJson(request));
      case REJECTED -> sendError(exchange, 400, errorJson("ValidationException"));
    }
  }

  private static Request parseRequest(HttpExchange exchange, String body) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String invocationId = exchange.getRequestHeaders().getFirst("amz-sdk-invocation-id");
    return new Request(
        target.substring(target.indexOf('.') + 1),
        itemKind(body),
        Objects.requireNonNullElse(invocationId, ""),
        body);
  }

  private static String itemKind(String body) {
    Matcher prefix = ITEM_KIND.matcher(body);
    if (prefix.find()) {
      return prefix.group(1);
    }
    Matcher key = INDEX_KIND.matcher(body);
    return key.find() ? key.group(1) : body.contains("\"IndexName\"") ? "due" : "";
  }

  private static void sendAnswer(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    sendHead(exchange, answer);
    exchange.getResponseBody().write(answer.body());
  }

  private static void sendError(HttpExchange exchange, int status, JsonNode answer)
      throws IOException {
    byte[] body = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static ObjectNode errorJson(String name) {
    return JSON.createObjectNode()
        .put("__type", "com.amazonaws.dynamodb.v20120810#" + name)
        .put("message", "on purpose");
  }

  /** Returns an error whose first item has the reason. The other items have none. */
  private static ObjectNode cancelledJson(Request request, String reason) throws IOException {
    ObjectNode error = errorJson("TransactionCanceledException");
    String code = reason;
    for (int i = JSON.readTree(request.body()).path("TransactItems").size(); i > 0; i--) {
      error.withArray("CancellationReasons").addObject().put("Code", code);
      code = "None";
    }
    return error;
  }

  private static ObjectNode unprocessedJson(Request request) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    answer.putObject("Responses");
    answer.set("UnprocessedKeys", JSON.readTree(request.body()).path("RequestItems"));
    return answer;
  }

  @Override
  public void close() {
    closing.countDown();
    super.close();
  }
}
