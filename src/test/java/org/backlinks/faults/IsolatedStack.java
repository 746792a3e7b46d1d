package org.backlinks.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.LocalStack;
import org.backlinks.local.TableProxy;
import org.backlinks.local.majestic.ExpectedLink;
import org.backlinks.local.majestic.FaultProxy;
import org.backlinks.service.DirectInvoker;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * One process of the function with its own table, and with its own proxies for the database and the
 * Majestic API.
 */
final class IsolatedStack implements AutoCloseable {
  /** Longer than the pause between two polls. */
  private static final long DUE_DELAY_MILLIS = 300;

  private static final long TICK_INTERVAL_MILLIS = 200;
  private static final int MAX_TICKS = 150;

  final LocalStack stack;
  final TableProxy tableProxy;
  final FaultProxy upstreamProxy;
  final DirectInvoker invoker;
  private final String tableName;
  private final FunctionPool pool;

  IsolatedStack(LocalStack stack, String name, Map<String, String> settings) throws IOException {
    this.stack = stack;
    this.tableName = name;
    stack.dynamo().createTable(name);
    tableProxy = TableProxy.startFor(stack.dynamo());
    upstreamProxy = FaultProxy.startFor(stack.majestic().uri());
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", tableProxy.uri().toString());
    environment.put("MAJESTIC_URL", upstreamProxy.uri().toString());
    environment.put("BACKLINKS_TABLE", name);
    // with a short lease, a slow process would count as dead
    environment.put("BACKLINKS_LEASE", "PT10S");
    environment.put("BACKLINKS_POLL_FIRST", "PT0.2S");
    environment.put("BACKLINKS_POLL_MAX", "PT0.2S");
    environment.putAll(settings);
    pool = stack.callerPool(environment);
    invoker = new DirectInvoker(pool);
  }

  static ObjectNode question(String target) {
    return JsonNodeFactory.instance.objectNode().put("target", target);
  }

  JsonNode invokeAction(String action) throws InterruptedException {
    return invoker.invoke(JsonNodeFactory.instance.objectNode().put("action", action));
  }

  JsonNode deleteReport(String id) throws InterruptedException {
    return invoker.invoke(
        JsonNodeFactory.instance.objectNode().put("action", "delete").put("id", id));
  }

  /** Lets the worker work on a report when it is due, and returns the report. */
  JsonNode runWorker(String id) throws InterruptedException {
    pause(DUE_DELAY_MILLIS);
    invoker.wake(List.of(id));
    return invoker.get(id);
  }

  /** Sends the question, then ticks until the report is no longer pending. Returns the report. */
  JsonNode askUntilDone(ObjectNode question) throws InterruptedException {
    JsonNode answer = invoker.invoke(question);
    for (int tick = 0; state(answer).equals("pending") && tick < MAX_TICKS; tick++) {
      invoker.poll();
      answer = invoker.get(reportId(answer));
      if (state(answer).equals("pending")) {
        pause(TICK_INTERVAL_MILLIS);
      }
    }
    return answer;
  }

  /** Returns the rows of a report as links. */
  List<ExpectedLink> readLinks(String id) throws InterruptedException {
    return invoker.rows(id).stream().map(IsolatedStack::toLink).toList();
  }

  static ExpectedLink toLink(JsonNode row) {
    return new ExpectedLink(
        row.at("/source/url").asText(),
        row.at("/target/url").asText(),
        row.path("anchorText").asText());
  }

  static String reportId(JsonNode answer) {
    return answer.path("id").asText();
  }

  static String state(JsonNode answer) {
    return answer.path("state").asText();
  }

  /**
   * Returns the last part of the type of a problem, or an empty string when there is no problem.
   */
  static String problemName(JsonNode answer) {
    return answer.path("type").asText().replaceFirst(".*/", "");
  }

  /** Returns the usage of today. */
  JsonNode todaysUsage() throws InterruptedException {
    return invokeAction("usage").path("today");
  }

  /** Returns the number of reservations that are not settled. */
  int countReservations() {
    return stack
        .dynamo()
        .client()
        .scanPaginator(scan ->
            scan.tableName(tableName)
                .consistentRead(true)
                .filterExpression("begins_with(pk, :prefix)")
                .expressionAttributeValues(Map.of(":prefix", AttributeValue.fromS("reservation#"))))
        .stream()
        .mapToInt(ScanResponse::count)
        .sum();
  }

  static void pause(long millis) throws InterruptedException {
    new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws IOException {
    pool.close();
    tableProxy.close();
    upstreamProxy.close();
  }
}
