package org.backlinks.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A scenario in which the function sends requests to its table. */
enum TableScenario {
  WITHIN_CALL(1_100, true),
  BUDGET_AND_IDEMPOTENCY_KEY(30, true),
  BY_WORKER(1_100, true),
  QUEUED(30, true),
  TICK(30, true),
  REUSED_REPORT(30, false),
  LATER_PAGE(1_100, false),
  DELETE_REPORT(30, false),
  DELETE_QUEUED_REPORT(30, false),
  USAGE(30, false),
  ESTIMATE(30, false);

  private static final String LARGE_BUDGET = "100000000000";

  /** The caller does not wait, so the worker completes the report. */
  private static final int NO_WAIT_SECONDS = 0;

  private static final int LONG_WAIT_SECONDS = 20;

  final int rowCount;

  /** Whether Majestic is called during the scenario, and not in its preparation. */
  final boolean isPaid;

  TableScenario(int rowCount, boolean isPaid) {
    this.rowCount = rowCount;
    this.isPaid = isPaid;
  }

  /** Returns the settings of the function for this scenario. */
  Map<String, String> settings() {
    return this == BUDGET_AND_IDEMPOTENCY_KEY
        ? Map.of(
            "BACKLINKS_DAY_BUDGET_ANALYSIS",
            LARGE_BUDGET,
            "BACKLINKS_DAY_BUDGET_RETRIEVAL",
            LARGE_BUDGET)
        : Map.of();
  }

  String target() {
    String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
    return "http://rows-" + rowCount + "." + name + ".days.example/";
  }

  /**
   * Returns a question. Questions with different numbers have the same rows because no domain has
   * more links than the limit.
   */
  ObjectNode question(int number) {
    ObjectNode question =
        IsolatedStack.question(target())
            .put("maxBacklinks", rowCount)
            .put("maxPerDomain", number)
            .put("wait", this == BY_WORKER || this == TICK ? NO_WAIT_SECONDS : LONG_WAIT_SECONDS)
            .put("limit", 1)
            .put("forceQueue", this == QUEUED || this == DELETE_QUEUED_REPORT);
    return this == BUDGET_AND_IDEMPOTENCY_KEY
        ? question.put("idempotencyKey", "key " + number)
        : question;
  }

  /**
   * Creates the report that the scenario needs. Returns its id, or an empty string when it needs
   * none.
   */
  String prepareReport(IsolatedStack isolatedStack, int number) throws InterruptedException {
    return switch (this) {
      case TICK, REUSED_REPORT, DELETE_REPORT, DELETE_QUEUED_REPORT ->
          isolatedStack.invoker.ask(question(number));
      case LATER_PAGE -> {
        // the worker creates the report and never reads it: the caches do not contain it
        String id = isolatedStack.invoker.ask(question(number).put("wait", NO_WAIT_SECONDS));
        isolatedStack.invoker.poll();
        yield id;
      }
      default -> "";
    };
  }

  /** Performs the scenario during the fault. Returns the answer. */
  JsonNode perform(IsolatedStack isolatedStack, int number, String id) throws InterruptedException {
    return switch (this) {
      case WITHIN_CALL, BUDGET_AND_IDEMPOTENCY_KEY, REUSED_REPORT ->
          isolatedStack.invoker.invoke(question(number));
      case BY_WORKER, QUEUED -> {
        JsonNode answer = isolatedStack.invoker.invoke(question(number));
        if (answer.path("type").asText().equals("/problems/internal")) {
          // a caller that does not wait gets an error from a slow table and repeats the request
          answer = isolatedStack.invoker.invoke(question(number));
        }
        yield IsolatedStack.state(answer).equals("pending")
            ? isolatedStack.runWorker(IsolatedStack.reportId(answer))
            : answer;
      }
      case TICK -> {
        JsonNode summary = isolatedStack.invoker.poll();
        yield summary.path("ready").asInt() == 1 ? isolatedStack.invoker.get(id) : summary;
      }
      case LATER_PAGE -> isolatedStack.invoker.secondPage(id);
      case DELETE_REPORT, DELETE_QUEUED_REPORT -> isolatedStack.deleteReport(id);
      case USAGE -> isolatedStack.invokeAction("usage");
      case ESTIMATE -> isolatedStack.invoker.invoke(estimateRequest(number));
    };
  }

  private ObjectNode estimateRequest(int number) {
    ObjectNode question = JsonNodeFactory.instance.objectNode().put("action", "estimate");
    question.setAll(question(number));
    return question.without(List.of("wait", "limit"));
  }

  /** Returns whether the answer is the one of a run without a fault. */
  boolean isExpectedAnswer(JsonNode answer) {
    return switch (this) {
      case DELETE_REPORT, DELETE_QUEUED_REPORT -> answer.path("deleted").asBoolean();
      case USAGE -> answer.has("today") && answer.path("days").size() == 30;
      case ESTIMATE -> answer.at("/cost/analysis").asInt() == 5_000;
      default ->
          IsolatedStack.state(answer).equals("ready") && answer.path("backlinks").size() == 1;
    };
  }
}
