package org.backlinks.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.backlinks.local.Function;
import org.backlinks.local.FunctionError;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.Stack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Behaviour.StallAt;

/**
 * A report whose answer kills its worker each time it comes: its body stops halfway, and then we
 * strike. Alone in a table, so that nobody else dies of it.
 *
 * @param queued whether the rows come only after a queue
 */
record Poison(Stack stack, String name, boolean queued) {
  private static final Behaviour FATAL = new StallAt(50, Duration.ofMinutes(2));
  private static final int MOST_DEATHS = 5;
  private static final int MOST_LOOKS = 400;
  private static final Duration LOOK = Duration.ofMillis(100);

  /**
   * How it ended.
   *
   * @param problem empty when it never did
   */
  record Ending(String problem, int paid, int calls) {}

  Ending run() throws InterruptedException {
    stack.dynamo().createTable(name);
    stack.majestic().on(name + ".", queued ? new Behaviour.Queued(1, FATAL) : FATAL);
    String id = id();
    for (int deaths = 0; deaths < MOST_DEATHS && pending(id); deaths++) {
      pollAndDie(id);
    }
    JsonNode end = look(id);
    return new Ending(
        end.at("/problem/type").asText().replaceAll(".*/", ""),
        paid(),
        end.at("/usage/calls").asInt());
  }

  private FunctionPool pool() {
    return stack.pool(
        Map.of(
            "BACKLINKS_TABLE", name,
            "MAJESTIC_TIMEOUT", "PT90S",
            "BACKLINKS_LEASE", "PT1S",
            "BACKLINKS_POLL_FIRST", "PT0.2S"));
  }

  private String id() throws InterruptedException {
    ObjectNode question =
        JsonNodeFactory.instance
            .objectNode()
            .put("target", "http://" + name + ".example.com/")
            .put("wait", 0);
    try (FunctionPool pool = pool()) {
      return new Caller(pool).invoke(question).path("id").asText();
    }
  }

  private JsonNode look(String id) throws InterruptedException {
    try (FunctionPool pool = pool()) {
      return new Caller(pool).get(id);
    }
  }

  private boolean pending(String id) throws InterruptedException {
    return look(id).path("state").asText().equals("pending");
  }

  /** Ticks until the next paid call or the report's end; then the process is killed. */
  private void pollAndDie(String id) throws InterruptedException {
    int before = paid();
    try (FunctionPool pool = pool()) {
      Thread ticks = Thread.ofVirtual().start(() -> tick(new Caller(pool), id));
      for (int look = 0; look < MOST_LOOKS && paid() == before && ticks.isAlive(); look++) {
        Doomed.pause(LOOK);
      }
      pool.functions().forEach(Function::kill);
      ticks.interrupt();
      ticks.join();
    }
  }

  private static void tick(Caller caller, String id) {
    try {
      while (caller.get(id).path("state").asText().equals("pending")) {
        caller.poll();
        Doomed.pause(LOOK);
      }
    } catch (FunctionError | IllegalStateException | InterruptedException killed) {
      // as it should be
    }
  }

  private int paid() {
    return (int)
        stack.majestic().paidCalls().stream()
            .filter(call -> call.parameters().getOrDefault("URL", "").contains(name + "."))
            .count();
  }
}
