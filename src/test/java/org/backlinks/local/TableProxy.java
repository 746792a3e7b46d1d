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

/** Stands before DynamoDB and lets requests fail as its rule says. */
public final class TableProxy extends Relay {
  /** Longer than a renewal of a lease takes to come round, shorter than a client's patience. */
  private static final Duration LATE = Duration.ofMillis(1_200);

  /** Longer than anyone waits. */
  private static final Duration NEVER = Duration.ofMinutes(5);

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern ITEM = Pattern.compile("\"S\":\"([a-z]+)#");
  private static final Pattern KEY = Pattern.compile("\"pk\":\\{\"S\":\"([a-z]+)\"");

  /**
   * A request as it comes.
   *
   * @param item the kind of the first item that it names
   * @param invocation the same for every try of one request
   * @param body as JSON
   */
  public record Request(String operation, String item, String invocation, String body) {
    /** What it is about. */
    public String kind() {
      return operation + " " + item;
    }

    /** Whether a worker lets itself keep a report longer: that comes by the clock. */
    public boolean isRenewal() {
      return kind().equals("UpdateItem report");
    }
  }

  /** Says what shall happen to a request; nothing: it passes. */
  public interface Rule {
    Optional<TableFault> fault(Request request);
  }

  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Rule rule = request -> Optional.empty();

  private TableProxy(URI table) throws IOException {
    super(table);
    open();
  }

  /** Starts before a database; everything passes. */
  public static TableProxy before(DynamoDb dynamo) throws IOException {
    return new TableProxy(dynamo.endpoint());
  }

  /** Sets what happens from now on. */
  public void rule(Rule next) {
    rule = next;
  }

  @Override
  protected void pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    Request request = request(exchange, new String(body, StandardCharsets.UTF_8));
    TableFault fault = rule.fault(request).orElse(null);
    switch (fault) {
      case null -> give(exchange, send(exchange, body));
      case SLOW -> {
        closing.await(LATE.toMillis(), TimeUnit.MILLISECONDS);
        give(exchange, send(exchange, body));
      }
      case STALLED -> closing.await(NEVER.toMillis(), TimeUnit.MILLISECONDS);
      case RESET_BEFORE -> {}
      case RESET_AFTER -> send(exchange, body);
      case BROKEN -> refuse(exchange, 500, error("InternalServerError"));
      case THROTTLED -> refuse(exchange, 400, error("ProvisionedThroughputExceededException"));
      case THROTTLED_INSIDE -> refuse(exchange, 400, cancelled(request, "ThrottlingError"));
      case CONFLICT ->
          refuse(
              exchange,
              400,
              request.operation().equals("TransactWriteItems")
                  ? cancelled(request, "TransactionConflict")
                  : error("TransactionConflictException"));
      case UNPROCESSED -> refuse(exchange, 200, unprocessed(request));
    }
  }

  private static Request request(HttpExchange exchange, String body) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String invocation = exchange.getRequestHeaders().getFirst("amz-sdk-invocation-id");
    return new Request(
        target.substring(target.indexOf('.') + 1),
        item(body),
        Objects.requireNonNullElse(invocation, ""),
        body);
  }

  private static String item(String body) {
    Matcher prefix = ITEM.matcher(body);
    if (prefix.find()) {
      return prefix.group(1);
    }
    Matcher key = KEY.matcher(body);
    return key.find() ? key.group(1) : body.contains("\"IndexName\"") ? "due" : "";
  }

  private static void give(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    begin(exchange, answer);
    exchange.getResponseBody().write(answer.body());
  }

  private static void refuse(HttpExchange exchange, int status, JsonNode answer)
      throws IOException {
    byte[] body = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static ObjectNode error(String name) {
    return JSON.createObjectNode()
        .put("__type", "com.amazonaws.dynamodb.v20120810#" + name)
        .put("message", "on purpose");
  }

  /** The first item is the reason, for the others there is none. */
  private static ObjectNode cancelled(Request request, String reason) throws IOException {
    ObjectNode error = error("TransactionCanceledException");
    String code = reason;
    for (int i = JSON.readTree(request.body()).path("TransactItems").size(); i > 0; i--) {
      error.withArray("CancellationReasons").addObject().put("Code", code);
      code = "None";
    }
    return error;
  }

  private static ObjectNode unprocessed(Request request) throws IOException {
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
