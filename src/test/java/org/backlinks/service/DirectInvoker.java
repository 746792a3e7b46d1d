package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.backlinks.local.FunctionPool;

/** Invokes the function directly, as another Lambda and the schedule do. */
public record DirectInvoker(FunctionPool pool) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_PAGE_SIZE = 5_000;
  private static final int MAX_ATTEMPTS = 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long POLL_INTERVAL_MILLIS = 50;

  /** One invocation of the function. */
  private interface Invocation {
    byte[] run(byte[] event) throws InterruptedException;
  }

  static ObjectNode question(String target) {
    return JSON.createObjectNode().put("target", target);
  }

  /** Returns a question that upstream must queue. */
  static ObjectNode forcedQueueQuestion(String target) {
    return question(target).put("forceQueue", true);
  }

  /** Sends an event, and returns the answer. */
  public JsonNode invoke(JsonNode event) {
    return invoke(event, pool::invoke);
  }

  /** Sends an event to a function with this timeout. */
  public JsonNode invoke(JsonNode event, Duration timeout) {
    return invoke(event, bytes -> pool.invoke(bytes, timeout));
  }

  private static JsonNode invoke(JsonNode event, Invocation invocation) {
    try {
      return JSON.readTree(invocation.run(event.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the caller was interrupted", e);
    }
  }

  /** Sends an event on a separate thread. */
  CompletableFuture<JsonNode> invokeAsync(JsonNode event) {
    return CompletableFuture.supplyAsync(() -> invoke(event));
  }

  /**
   * Asks a question until the answer has the id of its report, and returns the id. A caller who
   * does not wait gets no id when the table is slow.
   */
  public String ask(ObjectNode question) {
    return reportId(askUntilKnown(question));
  }

  private JsonNode askUntilKnown(ObjectNode question) {
    JsonNode answer = invoke(question);
    for (int attempt = 1; reportId(answer).isEmpty() && attempt < MAX_ATTEMPTS; attempt++) {
      answer = invoke(question);
    }
    return answer;
  }

  private static String reportId(JsonNode answer) {
    return answer.path("id").asText(answer.path("report").asText());
  }

  /** Asks a question whose answer must be pending, and returns the report's id. */
  String submitPending(ObjectNode question) {
    JsonNode answer = askUntilKnown(question);
    assertThat(state(answer)).as(answer.toString()).isEqualTo("pending");
    return id(answer);
  }

  /** Gets a report with one row. */
  public JsonNode get(String id) {
    return invoke(pageRequest(id, 1));
  }

  /** Gets a report with its first page of the default size. */
  JsonNode getPage(String id) {
    return invoke(action("get").put("id", id));
  }

  JsonNode delete(String id) {
    return invoke(action("delete").put("id", id));
  }

  public JsonNode poll() {
    return invoke(action("poll"));
  }

  JsonNode poll(Duration timeout) {
    return invoke(action("poll"), timeout);
  }

  /** Polls until the report is not pending any more. */
  JsonNode pollUntilDone(String id) {
    Instant end = Instant.now().plus(TIMEOUT);
    while (true) {
      JsonNode summary = poll();
      JsonNode report = getPage(id);
      if (!state(report).equals("pending")) {
        return report;
      }
      assertThat(Instant.now()).as("pending: %s, last poll: %s", report, summary).isBefore(end);
      pause();
    }
  }

  /** Polls until the worker finds a due report, and returns the summary of that poll. */
  JsonNode pollUntilWorkIsFound() {
    Instant end = Instant.now().plus(TIMEOUT);
    while (true) {
      JsonNode summary = poll();
      if (summary.path("due").asInt() > 0) {
        return summary;
      }
      assertThat(Instant.now()).as("no report became due").isBefore(end);
      pause();
    }
  }

  /** Reads the report, without a poll, until it is not pending any more. */
  JsonNode awaitDone(String id) {
    Instant end = Instant.now().plus(TIMEOUT);
    JsonNode report = getPage(id);
    while (state(report).equals("pending")) {
      assertThat(Instant.now()).as("pending: %s", report).isBefore(end);
      pause();
      report = getPage(id);
    }
    return report;
  }

  /** Returns the second page, or the first page when there is only one. */
  public JsonNode secondPage(String id) {
    JsonNode first = get(id);
    JsonNode next = first.at("/page/next");
    return next.isTextual() ? invoke(pageRequest(id, 1).set("cursor", next)) : first;
  }

  /** Returns the rows of all pages. */
  public List<JsonNode> rows(String id) {
    List<JsonNode> rows = new ArrayList<>();
    ObjectNode request = pageRequest(id, MAX_PAGE_SIZE);
    while (true) {
      JsonNode page = invoke(request);
      page.path("backlinks").forEach(rows::add);
      JsonNode next = page.at("/page/next");
      if (!next.isTextual()) {
        return rows;
      }
      request.set("cursor", next);
    }
  }

  /** Starts a worker for these reports only, as the table's stream does. */
  public void wake(List<String> ids) {
    ObjectNode event = JSON.createObjectNode();
    for (String id : ids) {
      addRecord(event, "INSERT", id, "report#" + id);
    }
    invoke(event);
  }

  /** Starts a worker for the callbacks of these reports only, as the table's stream does. */
  public void wakeCallbacks(List<String> ids, int callbacks) {
    ObjectNode event = JSON.createObjectNode();
    for (String id : ids) {
      for (int number = 0; number < callbacks; number++) {
        addRecord(event, "MODIFY", id + number, "callback#" + id + "#" + number);
      }
    }
    invoke(event);
  }

  private static void addRecord(ObjectNode event, String change, String number, String key) {
    ObjectNode record = event.withArray("Records").addObject();
    record.put("eventSource", "aws:dynamodb").put("eventName", change);
    record
        .putObject("dynamodb")
        .put("SequenceNumber", new BigInteger(number, 16).toString())
        .putObject("Keys")
        .putObject("pk")
        .put("S", key);
  }

  private static ObjectNode action(String name) {
    return JSON.createObjectNode().put("action", name);
  }

  private static ObjectNode pageRequest(String id, int limit) {
    return action("get").put("id", id).put("limit", limit);
  }

  static String id(JsonNode answer) {
    return answer.path("id").asText();
  }

  static String state(JsonNode answer) {
    return answer.path("state").asText();
  }

  /** Waits for a short time between two reads. */
  static void pause() {
    CompletableFuture.runAsync(
            () -> {},
            CompletableFuture.delayedExecutor(POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS))
        .join();
  }
}
