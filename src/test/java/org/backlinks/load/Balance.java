package org.backlinks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.local.majestic.Call;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What upstream took, held to what the reports and the day's counters say.
 *
 * @param paid calls that upstream charged
 * @param unheard of these, polls whose answer was lost on its way: nobody could learn of the charge
 * @param told calls that the reports tell
 * @param again of these, those that were sent again
 * @param booked analysis units in the day's counters
 * @param counted calls in the day's counters
 */
record Balance(long paid, long unheard, long told, long again, long booked, long counted) {
  /** Analysis units of a list. */
  static final int PRICE = 5_000;

  private static final JsonMapper JSON = new JsonMapper();

  /** What one question cost, by upstream and by its reports. */
  static final class Line {
    private int paid;
    private int told;
    private int lost;
    private long units;
    private boolean isTakenBack;

    /** A call that upstream charged. */
    void paid() {
      paid++;
    }

    /** One of its reports, as it is stored when all is over. */
    void report(String state, int calls, int polls, long analysis) {
      told += calls + polls;
      // the answer to the last one came; a charged one that is lost is asked for by the next poll
      lost += Math.max(0, polls - 1);
      units += analysis;
      isTakenBack |= state.equals("deleted");
    }

    /** Charged calls that its reports say nothing of. */
    int unheard() {
      // what came too late for a tombstone stands in the day's counter alone
      return isTakenBack ? 0 : (int) Math.max(0, paid - units / PRICE);
    }

    void check(Wanted wanted, Checker checker) {
      checker.must(paid <= told, "%s was paid %d times, told %d".formatted(wanted, paid, told));
      checker.must(
          unheard() <= lost,
          "%s was paid %d times, its reports cost %d units".formatted(wanted, paid, units));
    }
  }

  /**
   * Adds up when all is over.
   *
   * @param days as {@code usage} tells them
   * @param checker learns of each question that was paid more often, or cost more, than its reports
   *     say
   */
  static Balance of(
      List<Call> paidCalls, DynamoDbClient dynamo, String table, JsonNode days, Checker checker) {
    Map<Wanted, Line> lines = new HashMap<>();
    long calls = 0;
    long again = 0;
    for (Map<String, AttributeValue> report : reports(dynamo, table)) {
      int sent = number(report, "calls");
      calls += sent;
      again += Math.max(0, sent - 1);
      line(lines, wanted(report.get("question").s()))
          .report(
              report.get("state").s(), sent, number(report, "polls"), number(report, "analysis"));
    }
    paidCalls.forEach(call -> line(lines, wanted(call)).paid());
    lines.forEach((wanted, line) -> line.check(wanted, checker));
    long unheard = lines.values().stream().mapToLong(Line::unheard).sum();
    long booked = 0;
    long counted = 0;
    for (JsonNode day : days) {
      booked += day.path("analysis").asLong();
      counted += day.path("calls").asLong();
    }
    return new Balance(paidCalls.size(), unheard, calls, again, booked, counted);
  }

  private static Line line(Map<Wanted, Line> lines, Wanted wanted) {
    return lines.computeIfAbsent(wanted, any -> new Line());
  }

  private static Wanted wanted(Call call) {
    Map<String, String> sent = call.parameters();
    return new Wanted(
        sent.getOrDefault("URL", ""), Integer.parseInt(sent.getOrDefault("MaxSourceURLs", "0")));
  }

  private static List<Map<String, AttributeValue>> reports(DynamoDbClient dynamo, String table) {
    return dynamo
        .scanPaginator(scan ->
            scan.tableName(table)
                .consistentRead(true)
                .filterExpression("begins_with(pk, :prefix)")
                .expressionAttributeValues(Map.of(":prefix", AttributeValue.fromS("report#"))))
        .items()
        .stream()
        .toList();
  }

  private static int number(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? Integer.parseInt(item.get(name).n()) : 0;
  }

  private static Wanted wanted(String question) {
    try {
      JsonNode json = JSON.readTree(question);
      return new Wanted(json.path("target").asText(), json.path("maxBacklinks").asInt());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Holds the sums to the bounds.
   *
   * @param deaths how often work may have broken off between asking and writing
   */
  void check(long deaths, Checker checker) {
    long least = (paid - unheard) * PRICE;
    checker.must(booked >= least, "the days book %d units of %d".formatted(booked, least));
    checker.must(
        again <= deaths, "%d calls were sent again, for %d deaths".formatted(again, deaths));
  }

  ObjectNode json() {
    return JSON.createObjectNode()
        .put("paidCalls", paid)
        .put("unheardPolls", unheard)
        .put("toldCalls", told)
        .put("sentAgain", again)
        .put("bookedAnalysis", booked)
        .put("countedCalls", counted);
  }
}
