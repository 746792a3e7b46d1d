package org.backlinks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.local.majestic.FakeCall;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Compares the charges of Majestic with the reports and with the usage of each day.
 *
 * @param paidCalls number of calls that Majestic charged
 * @param lostPolls number of charged polls whose answer was lost, so that their charge is unknown
 * @param reportedCalls number of calls in the reports
 * @param resentCalls number of these calls that were repeated
 * @param repaidCalls number of paid calls beyond one for each report and one for each of its polls
 * @param bookedUnits analysis units in the usage of all days
 * @param countedCalls number of calls in the usage of all days
 */
record Reconciliation(
    long paidCalls,
    long lostPolls,
    long reportedCalls,
    long resentCalls,
    long repaidCalls,
    long bookedUnits,
    long countedCalls) {
  /** The price of one list in analysis units. */
  static final int ANALYSIS_UNITS_PER_LIST = 5_000;

  private static final JsonMapper JSON = new JsonMapper();

  /** The cost of one question according to Majestic and according to its reports. */
  static final class QuestionTotals {
    private int paidCalls;
    private int reportedCalls;
    private int expectedPaidCalls;
    private int possiblyLostPolls;
    private long bookedUnits;
    private boolean isDeleted;

    /** Adds a call that Majestic charged. */
    void addPaidCall() {
      paidCalls++;
    }

    /** Adds a report of the question in its final state. */
    void addReport(String state, int calls, int polls, long analysis) {
      reportedCalls += calls + polls;
      expectedPaidCalls += Math.min(1, calls) + polls;
      // the answer to the last poll arrived; after a lost answer the next poll repeats the request
      possiblyLostPolls += Math.max(0, polls - 1);
      bookedUnits += analysis;
      isDeleted |= state.equals("deleted");
    }

    /** Returns the number of charged calls that the reports do not contain. */
    int unreportedCalls() {
      // a charge after the deletion of the report is only in the usage of the day
      return isDeleted ? 0 : (int) Math.max(0, paidCalls - bookedUnits / ANALYSIS_UNITS_PER_LIST);
    }

    /** Returns the number of charged calls that repeated an earlier charged call. */
    int repaidCalls() {
      return Math.max(0, paidCalls - expectedPaidCalls);
    }

    void check(QuestionKey question, AnswerChecker checker) {
      checker.require(
          paidCalls <= reportedCalls,
          "%s was paid %d times, but reports %d calls"
              .formatted(question, paidCalls, reportedCalls));
      checker.require(
          unreportedCalls() <= possiblyLostPolls,
          "%s was paid %d times, but is charged %d units"
              .formatted(question, paidCalls, bookedUnits));
    }
  }

  /**
   * Adds up the charges after the run.
   *
   * @param days the days in the answer to {@code usage}
   * @param checker receives a violation for each question that was charged more than its reports
   *     contain
   */
  static Reconciliation reconcile(
      List<FakeCall> paidCalls,
      DynamoDbClient dynamo,
      String table,
      JsonNode days,
      AnswerChecker checker) {
    Map<QuestionKey, QuestionTotals> totalsByQuestion = new HashMap<>();
    long calls = 0;
    long resentCalls = 0;
    for (Map<String, AttributeValue> report : readReports(dynamo, table)) {
      int callCount = intAttribute(report, "calls");
      calls += callCount;
      resentCalls += Math.max(0, callCount - 1);
      totalsFor(totalsByQuestion, toQuestionKey(report.get("question").s()))
          .addReport(
              report.get("state").s(),
              callCount,
              intAttribute(report, "polls"),
              intAttribute(report, "analysis"));
    }
    paidCalls.forEach(call -> totalsFor(totalsByQuestion, toQuestionKey(call)).addPaidCall());
    totalsByQuestion.forEach((question, totals) -> totals.check(question, checker));
    long lostPolls =
        totalsByQuestion.values().stream().mapToLong(QuestionTotals::unreportedCalls).sum();
    long repaidCalls =
        totalsByQuestion.values().stream().mapToLong(QuestionTotals::repaidCalls).sum();
    long bookedUnits = 0;
    long countedCalls = 0;
    for (JsonNode day : days) {
      bookedUnits += day.path("analysis").asLong();
      countedCalls += day.path("calls").asLong();
    }
    return new Reconciliation(
        paidCalls.size(), lostPolls, calls, resentCalls, repaidCalls, bookedUnits, countedCalls);
  }

  private static QuestionTotals totalsFor(
      Map<QuestionKey, QuestionTotals> totalsByQuestion, QuestionKey question) {
    return totalsByQuestion.computeIfAbsent(question, _ -> new QuestionTotals());
  }

  private static QuestionKey toQuestionKey(FakeCall call) {
    Map<String, String> parameters = call.parameters();
    return parameters.containsKey("item")
        ? new QuestionKey(
            parameters.get("item"),
            Integer.parseInt(parameters.get("Count")),
            parameters.get("Mode").equals("0"))
        : new QuestionKey(
            parameters.getOrDefault("URL", ""),
            Integer.parseInt(parameters.getOrDefault("MaxSourceURLs", "0")));
  }

  private static List<Map<String, AttributeValue>> readReports(
      DynamoDbClient dynamo, String table) {
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

  private static int intAttribute(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? Integer.parseInt(item.get(name).n()) : 0;
  }

  private static QuestionKey toQuestionKey(String questionJson) {
    try {
      JsonNode json = JSON.readTree(questionJson);
      return new QuestionKey(
          json.path("target").asText(),
          json.path("maxBacklinks").asInt(),
          json.path("includeDeleted").asBoolean());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks the sums against their bounds.
   *
   * @param deaths maximum number of paid calls whose answer was not stored
   * @param interruptions this number and the maximum number of calls that were counted but not sent
   */
  void check(long deaths, long interruptions, AnswerChecker checker) {
    long minUnits = (paidCalls - lostPolls) * ANALYSIS_UNITS_PER_LIST;
    checker.require(
        bookedUnits >= minUnits, "%d units of %d are booked".formatted(bookedUnits, minUnits));
    checker.require(
        repaidCalls <= deaths,
        "%d calls were paid again, for %d deaths".formatted(repaidCalls, deaths));
    checker.require(
        resentCalls <= interruptions,
        "%d calls were repeated, for %d interruptions".formatted(resentCalls, interruptions));
  }

  ObjectNode toJson() {
    return JSON.createObjectNode()
        .put("paidCalls", paidCalls)
        .put("lostPolls", lostPolls)
        .put("reportedCalls", reportedCalls)
        .put("resentCalls", resentCalls)
        .put("repaidCalls", repaidCalls)
        .put("bookedUnits", bookedUnits)
        .put("countedCalls", countedCalls);
  }
}
