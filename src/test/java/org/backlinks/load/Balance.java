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

/** What upstream took, held to what the reports and the day's counters say. */
record Balance(long paid, long told, long again, long booked, long counted) {
  /** Analysis units of a list. */
  static final int PRICE = 5_000;

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Adds up when all is over.
   *
   * @param days as {@code usage} tells them
   * @param checker learns of each question that was paid more often than its reports say
   */
  static Balance of(
      List<Call> paidCalls, DynamoDbClient dynamo, String table, JsonNode days, Checker checker) {
    Map<Wanted, Integer> told = new HashMap<>();
    long calls = 0;
    long again = 0;
    for (Map<String, AttributeValue> report : reports(dynamo, table)) {
      int sent = number(report, "calls");
      calls += sent;
      again += Math.max(0, sent - 1);
      // a charged answer to a poll that is lost on its way is asked for by the next poll
      told.merge(wanted(report.get("question").s()), sent + number(report, "polls"), Integer::sum);
    }
    Map<Wanted, Integer> paid = new HashMap<>();
    for (Call call : paidCalls) {
      Wanted wanted =
          new Wanted(
              call.parameters().getOrDefault("URL", ""),
              Integer.parseInt(call.parameters().getOrDefault("MaxSourceURLs", "0")));
      paid.merge(wanted, 1, Integer::sum);
    }
    paid.forEach((wanted, times) ->
        checker.must(
            times <= told.getOrDefault(wanted, 0),
            "%s was paid %d times, told %d".formatted(wanted, times, told.get(wanted))));
    long booked = 0;
    long counted = 0;
    for (JsonNode day : days) {
      booked += day.path("analysis").asLong();
      counted += day.path("calls").asLong();
    }
    return new Balance(paidCalls.size(), calls, again, booked, counted);
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
    checker.must(
        booked >= paid * PRICE, "the days book %d units of %d".formatted(booked, paid * PRICE));
    checker.must(
        again <= deaths, "%d calls were sent again, for %d deaths".formatted(again, deaths));
  }

  ObjectNode json() {
    return JSON.createObjectNode()
        .put("paidCalls", paid)
        .put("toldCalls", told)
        .put("sentAgain", again)
        .put("bookedAnalysis", booked)
        .put("countedCalls", counted);
  }
}
