package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.backlinks.local.FunctionPool;

/** A direct caller of the function, who also plays the schedule. */
final class DirectCaller {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long BETWEEN_TICKS_MILLIS = 50;

  private final FunctionPool pool;

  DirectCaller(FunctionPool pool) {
    this.pool = pool;
  }

  static ObjectNode question(String target) {
    return JSON.createObjectNode().put("target", target);
  }

  /** A question that upstream is told to queue. */
  static ObjectNode queued(String target) {
    return question(target).put("forceQueue", true);
  }

  JsonNode ask(ObjectNode question) {
    return send(question);
  }

  /** Asks on a thread of its own. */
  CompletableFuture<JsonNode> asking(ObjectNode question) {
    return CompletableFuture.supplyAsync(() -> send(question));
  }

  /** Asks for what will be queued, and says the report's id. */
  String submit(ObjectNode question) {
    JsonNode answer = send(question);
    assertThat(state(answer)).as(answer.toString()).isEqualTo("pending");
    return id(answer);
  }

  JsonNode get(String id) {
    return send(JSON.createObjectNode().put("action", "get").put("id", id));
  }

  JsonNode delete(String id) {
    return send(JSON.createObjectNode().put("action", "delete").put("id", id));
  }

  JsonNode poll() {
    return send(JSON.createObjectNode().put("action", "poll"));
  }

  JsonNode poll(Duration timeout) {
    return send(JSON.createObjectNode().put("action", "poll"), timeout);
  }

  /** Ticks until the report is no longer pending. */
  JsonNode done(String id) {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      JsonNode did = poll();
      JsonNode report = get(id);
      if (!state(report).equals("pending")) {
        return report;
      }
      assertThat(Instant.now()).as("still pending: %s, last tick %s", report, did).isBefore(end);
      pause();
    }
  }

  /** Ticks until one has taken up something, and says what it did. */
  JsonNode tickThatFindsWork() {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      JsonNode did = poll();
      if (did.path("due").asInt() > 0) {
        return did;
      }
      assertThat(Instant.now()).as("nothing became due").isBefore(end);
      pause();
    }
  }

  /** Looks, without a tick, until the report is no longer pending. */
  JsonNode doneByItself(String id) {
    Instant end = Instant.now().plus(PATIENCE);
    JsonNode report = get(id);
    while (state(report).equals("pending")) {
      assertThat(Instant.now()).as("still pending: %s", report).isBefore(end);
      pause();
      report = get(id);
    }
    return report;
  }

  JsonNode send(JsonNode payload) {
    return send(payload, PATIENCE);
  }

  JsonNode send(JsonNode payload, Duration timeout) {
    try {
      return JSON.readTree(pool.invoke(JSON.writeValueAsBytes(payload), timeout));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  static String id(JsonNode answer) {
    return answer.path("id").asText();
  }

  static String state(JsonNode answer) {
    return answer.path("state").asText();
  }

  static void pause() {
    CompletableFuture.runAsync(
            () -> {},
            CompletableFuture.delayedExecutor(BETWEEN_TICKS_MILLIS, TimeUnit.MILLISECONDS))
        .join();
  }
}
