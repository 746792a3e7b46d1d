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
import org.backlinks.local.majestic.Call;

/**
 * A report whose answer kills its worker each time it comes: its body stops halfway, and then we
 * strike. Alone in a table, so that nobody else dies of it.
 *
 * @param where which of its answers that is
 */
record Poison(Stack stack, String name, Where where) {
  private static final Behaviour FATAL = new StallAt(50, Duration.ofMinutes(2));
  private static final int MOST_DEATHS = 5;
  private static final int MOST_LOOKS = 400;
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Where in a report's life its worker dies. */
  enum Where {
    FIRST_ANSWER(0, FATAL),
    QUEUE(0, new Behaviour.Queued(1, FATAL)),
    SECOND_LIST(1, new Behaviour.Rows(), FATAL);

    private final int harmless;
    private final Behaviour[] behaviours;

    Where(int harmless, Behaviour... behaviours) {
      this.harmless = harmless;
      this.behaviours = behaviours;
    }
  }

  /**
   * How it ended.
   *
   * @param how a problem, or the scopes that a ready report lacks; empty when it never did
   */
  record Ending(String how, int paid, int calls) {}

  Ending run() throws InterruptedException {
    stack.dynamo().createTable(name);
    stack.majestic().on(name + ".", where.behaviours);
    String id = id();
    for (int deaths = 0; deaths < MOST_DEATHS && pending(id); deaths++) {
      pollAndDie(id, where.harmless + deaths + 1);
    }
    JsonNode end = look(id);
    String how = end.at("/problem/type").asText().replaceAll(".*/", "");
    for (JsonNode list : end.path("lists")) {
      how += list.path("missing").asBoolean() ? "lacks " + list.path("scope").asText() : "";
    }
    return new Ending(how, paid(), end.at("/usage/calls").asInt());
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
    if (where == Where.SECOND_LIST) {
      question.put("command", "GetBackLinkData").putArray("scopes").add("url").add("subdomain");
    }
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

  /** Ticks until so many calls are paid, or to the report's end; then the process is killed. */
  private void pollAndDie(String id, int calls) throws InterruptedException {
    try (FunctionPool pool = pool()) {
      Thread ticks = Thread.ofVirtual().start(() -> tick(new Caller(pool), id));
      for (int look = 0; look < MOST_LOOKS && paid() < calls && ticks.isAlive(); look++) {
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
            .map(Call::parameters)
            .map(sent -> sent.getOrDefault("URL", sent.getOrDefault("item", "")))
            .filter(target -> target.contains(name + "."))
            .count();
  }
}
