package org.backlinks.days;

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
import org.backlinks.local.Stack;
import org.backlinks.local.TableProxy;
import org.backlinks.local.majestic.FaultProxy;
import org.backlinks.local.majestic.Link;
import org.backlinks.service.Caller;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** One process of the function with a table of its own and its own ways to what it needs. */
final class Lane implements AutoCloseable {
  /** Pauses between polls are shorter. */
  private static final long UNTIL_DUE_MILLIS = 300;

  private static final long BETWEEN_TICKS_MILLIS = 200;
  private static final int MOST_TICKS = 150;

  final Stack stack;
  final TableProxy table;
  final FaultProxy upstream;
  final Caller caller;
  private final String name;
  private final FunctionPool pool;

  Lane(Stack stack, String name, Map<String, String> settings) throws IOException {
    this.stack = stack;
    this.name = name;
    stack.dynamo().createTable(name);
    table = TableProxy.before(stack.dynamo());
    upstream = FaultProxy.before(stack.majestic().uri());
    Map<String, String> all = new HashMap<>();
    all.put("AWS_ENDPOINT_URL_DYNAMODB", table.uri().toString());
    all.put("MAJESTIC_URL", upstream.uri().toString());
    all.put("BACKLINKS_TABLE", name);
    // a slow machine must not be taken for a dead worker
    all.put("BACKLINKS_LEASE", "PT10S");
    all.put("BACKLINKS_POLL_FIRST", "PT0.2S");
    all.put("BACKLINKS_POLL_MAX", "PT0.2S");
    all.putAll(settings);
    pool = stack.pool(all);
    caller = new Caller(pool);
  }

  static ObjectNode question(String target) {
    return JsonNodeFactory.instance.objectNode().put("target", target);
  }

  JsonNode action(String action) throws InterruptedException {
    return caller.invoke(JsonNodeFactory.instance.objectNode().put("action", action));
  }

  JsonNode delete(String id) throws InterruptedException {
    return caller.invoke(
        JsonNodeFactory.instance.objectNode().put("action", "delete").put("id", id));
  }

  /** What a worker makes of a report that is due soon. */
  JsonNode worked(String id) throws InterruptedException {
    pause(UNTIL_DUE_MILLIS);
    caller.wake(List.of(id));
    return caller.get(id);
  }

  /** Asks, and ticks, until the answer is no longer pending. */
  JsonNode done(ObjectNode question) throws InterruptedException {
    JsonNode answer = caller.invoke(question);
    for (int tick = 0; state(answer).equals("pending") && tick < MOST_TICKS; tick++) {
      caller.poll();
      answer = caller.get(id(answer));
      if (state(answer).equals("pending")) {
        pause(BETWEEN_TICKS_MILLIS);
      }
    }
    return answer;
  }

  /** The rows of a report, as {@link org.backlinks.local.majestic.Majestic#links} has them. */
  List<Link> rows(String id) throws InterruptedException {
    return caller.rows(id).stream().map(Lane::link).toList();
  }

  static Link link(JsonNode row) {
    return new Link(
        row.at("/source/url").asText(),
        row.at("/target/url").asText(),
        row.path("anchorText").asText());
  }

  static String id(JsonNode answer) {
    return answer.path("id").asText();
  }

  static String state(JsonNode answer) {
    return answer.path("state").asText();
  }

  /** The last part of a problem's type; empty where there is no problem. */
  static String problem(JsonNode answer) {
    return answer.path("type").asText().replaceFirst(".*/", "");
  }

  /** The day's counter. */
  JsonNode today() throws InterruptedException {
    return action("usage").path("today");
  }

  /** How many reservations nobody has settled. */
  int reservations() {
    return stack
        .dynamo()
        .client()
        .scanPaginator(scan ->
            scan.tableName(name)
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
    table.close();
    upstream.close();
  }
}
