package org.backlinks.days;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A way through the function that has requests to its table on it. */
enum TableWay {
  IN_THE_CALL(1_100, true),
  BUDGET_AND_KEY(30, true),
  BY_THE_WORKER(1_100, true),
  QUEUED(30, true),
  TICK(30, true),
  REUSED(30, false),
  PAGE(1_100, false),
  DELETE(30, false),
  DELETE_JOB(30, false),
  USAGE(30, false),
  ESTIMATE(30, false);

  private static final String MUCH = "100000000000";

  /** Nobody waits, and a worker is to see to it. */
  private static final int NOT = 0;

  private static final int LONG = 20;

  final int rows;

  /** Whether upstream is asked on it, and not before. */
  final boolean pays;

  TableWay(int rows, boolean pays) {
    this.rows = rows;
    this.pays = pays;
  }

  /** What the function must be told for it. */
  Map<String, String> settings() {
    return this == BUDGET_AND_KEY
        ? Map.of("BACKLINKS_DAY_BUDGET_ANALYSIS", MUCH, "BACKLINKS_DAY_BUDGET_RETRIEVAL", MUCH)
        : Map.of();
  }

  String target() {
    String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
    return "http://rows-" + rows + "." + name + ".days.example/";
  }

  /** Another question for each number, with the same rows: nobody has so many of one domain. */
  ObjectNode question(int number) {
    ObjectNode question =
        Lane.question(target())
            .put("maxBacklinks", rows)
            .put("maxPerDomain", number)
            .put("wait", this == BY_THE_WORKER || this == TICK ? NOT : LONG)
            .put("limit", 1)
            .put("forceQueue", this == QUEUED || this == DELETE_JOB);
    return this == BUDGET_AND_KEY ? question.put("idempotencyKey", "key " + number) : question;
  }

  /** What has to be there before; returns its id. */
  String prepare(Lane lane, int number) throws InterruptedException {
    return switch (this) {
      case TICK, REUSED, DELETE, DELETE_JOB -> Lane.id(lane.caller.invoke(question(number)));
      case PAGE -> {
        // made by a worker and never read: nothing of it is remembered
        String id = Lane.id(lane.caller.invoke(question(number).put("wait", NOT)));
        lane.caller.poll();
        yield id;
      }
      default -> "";
    };
  }

  /** What is done while the fault lasts, and its answer. */
  JsonNode act(Lane lane, int number, String id) throws InterruptedException {
    return switch (this) {
      case IN_THE_CALL, BUDGET_AND_KEY, REUSED -> lane.caller.invoke(question(number));
      case BY_THE_WORKER, QUEUED -> {
        JsonNode asked = lane.caller.invoke(question(number));
        yield Lane.state(asked).equals("pending") ? lane.worked(Lane.id(asked)) : asked;
      }
      case TICK -> {
        JsonNode did = lane.caller.poll();
        yield did.path("ready").asInt() == 1 ? lane.caller.get(id) : did;
      }
      case PAGE -> lane.caller.secondPage(id);
      case DELETE, DELETE_JOB -> lane.delete(id);
      case USAGE -> lane.action("usage");
      case ESTIMATE -> lane.caller.invoke(estimate(number));
    };
  }

  private ObjectNode estimate(int number) {
    ObjectNode question = JsonNodeFactory.instance.objectNode().put("action", "estimate");
    question.setAll(question(number));
    return question.without(List.of("wait", "limit"));
  }

  /** Whether an answer is what comes when nothing goes wrong. */
  boolean isRight(JsonNode answer) {
    return switch (this) {
      case DELETE, DELETE_JOB -> answer.path("deleted").asBoolean();
      case USAGE -> answer.has("today") && answer.path("days").size() == 30;
      case ESTIMATE -> answer.at("/cost/analysis").asInt() == 5_000;
      default -> Lane.state(answer).equals("ready") && answer.path("backlinks").size() == 1;
    };
  }
}
