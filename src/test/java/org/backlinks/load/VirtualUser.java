package org.backlinks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.backlinks.load.QuestionSource.AnsweredQuestion;
import org.backlinks.local.EventBridgeSchedule;
import org.backlinks.local.FunctionErrorException;
import org.backlinks.local.Invoker;
import org.backlinks.local.majestic.ExpectedLink;
import org.jspecify.annotations.Nullable;

/** One of many callers. It performs one random action after the other and checks each answer. */
final class VirtualUser {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int[] PAGE_LIMITS = {1, 10, 1_000, 5_000};
  private static final int[] WAIT_SECONDS = {0, 1, 12};
  private static final String JSON_TYPE = "application/json";

  /** Invalid request bodies. The expected status of each is 400. */
  private static final List<String> INVALID_BODIES =
      List.of(
          "{\"target\": \"no-dot\"}",
          "[]",
          "{",
          "{\"target\": \"http://a.example/\", \"maxBacklinks\": 0}",
          "{\"target\": \"http://a.example/\", \"colour\": \"red\"}");

  /** The actions. An action that occurs more often in the list is performed more often. */
  private static final List<String> WEIGHTED_ACTIONS =
      List.of(
          "new",
          "new",
          "new",
          "equal",
          "equal",
          "equal",
          "pages",
          "pages",
          "ndjson",
          "csv",
          "gzip",
          "estimate",
          "usage",
          "delete",
          "queued",
          "direct",
          "tick",
          "bad",
          "bad");

  private final SplittableRandom random;
  private final TimedHttpClient client;
  private final Invoker function;
  private final Invoker worker;
  private final QuestionSource questions;
  private final AnswerChecker checker;
  private final LoadStatistics statistics;
  private final FaultInjector faultInjector;

  VirtualUser(
      SplittableRandom random,
      TimedHttpClient client,
      Invoker function,
      Invoker worker,
      QuestionSource questions,
      AnswerChecker checker,
      LoadStatistics statistics,
      FaultInjector faultInjector) {
    this.random = random;
    this.client = client;
    this.function = function;
    this.worker = worker;
    this.questions = questions;
    this.checker = checker;
    this.statistics = statistics;
    this.faultInjector = faultInjector;
  }

  /** Performs one random action. */
  void performAction() throws InterruptedException {
    String action = WEIGHTED_ACTIONS.get(random.nextInt(WEIGHTED_ACTIONS.size()));
    try {
      switch (action) {
        case "new" -> ask(action, questions.newQuestion(random, "new"), JSON_TYPE);
        case "queued" -> ask(action, questions.newQuestion(random, "queued-1"), JSON_TYPE);
        case "gzip" -> ask(action, recentQuestion().question(), JSON_TYPE);
        case "equal" -> ask(action, recentQuestion().question(), JSON_TYPE);
        case "ndjson" -> ask(action, recentQuestion().question(), "application/x-ndjson");
        case "csv" -> ask(action, recentQuestion().question(), "text/csv");
        case "pages" -> readAllPages(recentQuestion());
        case "estimate" -> checkEstimate(recentQuestion().question());
        case "usage" -> hasExpectedStatus(client.get(action, "/v1/usage"), 200);
        case "delete" -> createAndDelete(questions.newQuestion(random, "gone"));
        case "direct" -> askDirectly(recentQuestion().question());
        case "tick" -> sendTick();
        default -> sendInvalidRequest(INVALID_BODIES.get(random.nextInt(INVALID_BODIES.size())));
      }
    } catch (IOException e) {
      checker.require(false, action + " failed: " + e);
    }
  }

  private AnsweredQuestion recentQuestion() {
    return questions
        .pickRecent(random)
        .orElseGet(() -> new AnsweredQuestion(questions.newQuestion(random, "first"), ""));
  }

  private ObjectNode requestBody(QuestionKey question) {
    return JSON.createObjectNode()
        .put("target", question.target())
        .put("maxBacklinks", question.maxBacklinks())
        .put("includeDeleted", question.includeDeleted())
        .put("maxAge", QuestionSource.maxAge(random))
        .put("wait", WAIT_SECONDS[random.nextInt(WAIT_SECONDS.length)]);
  }

  private int randomLimit() {
    return PAGE_LIMITS[random.nextInt(PAGE_LIMITS.length)];
  }

  private void ask(String kind, QuestionKey question, String accept)
      throws IOException, InterruptedException {
    int limit = randomLimit();
    String query = accept.equals("text/csv") ? "?csv=raw" : "";
    TimedHttpClient.TimedResponse reply =
        client.post(
            kind,
            "/v1/backlinks" + query,
            requestBody(question).put("limit", limit).toString(),
            accept,
            kind.equals("gzip"));
    if (reply.mediaType().equals("application/x-ndjson")) {
      List<ExpectedLink> links =
          reply.body().lines().map(VirtualUser::parseJson).map(AnswerChecker::toLink).toList();
      checker.checkRows(question, kind, 0, limit, links);
    } else if (reply.mediaType().equals("text/csv")) {
      checkCsv(question, limit, reply.body());
    } else if (hasExpectedStatus(reply, 200, 202)) {
      questions.recordAnswer(question, checkReport(question, reply.parseJson(), 0, limit));
    }
  }

  /** Reads and checks every page of a report. */
  private void readAllPages(AnsweredQuestion answered) throws IOException, InterruptedException {
    int limit = randomLimit();
    int first = 0;
    String path = "/v1/reports/" + answered.reportId() + "?limit=" + limit;
    while (!answered.reportId().isEmpty()) {
      TimedHttpClient.TimedResponse reply = client.get("pages", path);
      if (reply.status() == 404) {
        checker.checkNotFound(answered.reportId());
      }
      if (!hasExpectedStatus(reply, 200, 404) || reply.status() == 404) {
        return;
      }
      JsonNode page = reply.parseJson();
      checkReport(answered.question(), page, first, limit);
      JsonNode next = page.at("/page/next");
      if (!next.isTextual() || limit == 1) {
        return;
      }
      first += page.path("backlinks").size();
      path =
          "/v1/reports/%s?limit=%d&cursor=%s".formatted(answered.reportId(), limit, next.asText());
    }
  }

  /**
   * Creates and deletes a report. No other caller knows the report, so its expected state is known.
   */
  private void createAndDelete(QuestionKey question) throws IOException, InterruptedException {
    TimedHttpClient.TimedResponse created =
        client.post("new", "/v1/backlinks", requestBody(question).toString(), JSON_TYPE, false);
    if (!hasExpectedStatus(created, 200, 202)) {
      return;
    }
    String id = checkReport(question, created.parseJson(), 0, TimedHttpClient.DEFAULT_LIMIT);
    TimedHttpClient.TimedResponse deleted = client.delete("delete", "/v1/reports/" + id);
    checker.recordDeletion(question, id);
    // when the answer to its write was lost, the function repeats it and finds no report
    if (hasExpectedStatus(
        deleted,
        faultInjector.hasRecentTableFault() ? new Integer[] {204, 404} : new Integer[] {204})) {
      TimedHttpClient.TimedResponse afterDeletion = client.get("pages", "/v1/reports/" + id);
      hasExpectedStatus(afterDeletion, 404);
    }
  }

  private void checkEstimate(QuestionKey question) throws IOException, InterruptedException {
    String body = requestBody(question).toString();
    TimedHttpClient.TimedResponse reply =
        client.post("estimate", "/v1/estimates", body, JSON_TYPE, false);
    if (hasExpectedStatus(reply, 200)) {
      JsonNode cost = reply.parseJson().path("cost");
      checker.require(
          cost.path("analysis").asInt() == Reconciliation.ANALYSIS_UNITS_PER_LIST
              && cost.path("retrieval").asInt() == question.maxBacklinks(),
          "an estimate is " + reply.body());
    }
  }

  private void askDirectly(QuestionKey question) throws IOException, InterruptedException {
    JsonNode answer = invoke("direct", function, JSON.writeValueAsBytes(requestBody(question)));
    if (answer != null && (answer.has("state") || answer.has("report"))) {
      questions.recordAnswer(
          question, checkReport(question, answer, 0, TimedHttpClient.DEFAULT_LIMIT));
    } else if (answer != null) {
      checkProblem("direct", answer);
    }
  }

  private void sendTick() throws IOException, InterruptedException {
    JsonNode summary = invoke("tick", worker, EventBridgeSchedule.newEvent(Instant.now()));
    checker.require(summary == null || summary.path("due").isInt(), "a tick returns " + summary);
  }

  private void sendInvalidRequest(String body) throws IOException, InterruptedException {
    TimedHttpClient.TimedResponse reply =
        client.post("bad", "/v1/backlinks", body, JSON_TYPE, false);
    if (hasExpectedStatus(reply, 400)) {
      checker.require(
          reply.parseJson().path("type").asText().endsWith("/invalid-request"),
          body + " returns " + reply.body());
    }
  }

  /** Invokes a function. Returns null when it failed because of an injected fault. */
  private @Nullable JsonNode invoke(String kind, Invoker invoker, byte[] event)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try {
      byte[] answer = invoker.invoke(event);
      statistics.recordDuration(kind, System.nanoTime() - start);
      return JSON.readTree(answer);
    } catch (FunctionErrorException e) {
      statistics.recordProblem("function " + e.errorType());
      boolean isTableFault =
          e.errorType().equals("Unhandled") && faultInjector.hasRecentTableFault();
      checker.require(isTableFault || faultInjector.hasRecentKill(), kind + ": " + e);
      return null;
    }
  }

  private String checkReport(QuestionKey question, JsonNode answer, int first, int limit) {
    if (answer.path("type").asText().endsWith("/internal")) {
      // the function knows the id of the report but could not read it
      checkProblem("a report", answer);
      return AnswerChecker.reportId(answer);
    }
    if (answer.path("state").asText("failed").equals("failed")) {
      JsonNode problem = answer.has("problem") ? answer.path("problem") : answer;
      statistics.recordProblem(problem.path("type").asText().replaceFirst(".*/", ""));
    }
    checker.checkReport(question, answer, first, limit);
    return AnswerChecker.reportId(answer);
  }

  /**
   * Returns whether the response has one of the statuses or contains a failed report. Checks any
   * other problem.
   */
  private boolean hasExpectedStatus(TimedHttpClient.TimedResponse reply, Integer... statuses) {
    if (List.of(statuses).contains(reply.status())) {
      return true;
    }
    if (reply.mediaType().equals("application/problem+json")) {
      JsonNode problem = reply.parseJson();
      if (problem.has("report")) {
        return List.of(statuses).contains(202);
      }
      checkProblem(reply.kind(), problem);
    } else {
      statistics.recordProblem("gateway " + reply.status());
      // the process was killed, or no process was free in time
      checker.require(
          Set.of(500, 502, 503, 504).contains(reply.status()) && faultInjector.hasRecentKill(),
          "%s: %d %s".formatted(reply.kind(), reply.status(), reply.body()));
    }
    return false;
  }

  private void checkProblem(String kind, JsonNode problem) {
    String type = problem.path("type").asText().replaceFirst(".*/", "");
    boolean isBusy = problem.path("detail").asText().startsWith("Too many requests reserve");
    boolean isLate = problem.path("detail").asText().endsWith("did not answer in time.");
    statistics.recordProblem(isBusy ? "busy" : isLate ? "late" : type);
    // the number of late answers is checked after the run
    checker.require(
        isBusy || isLate || (type.equals("internal") && faultInjector.hasRecentTableFault()),
        kind + " returns " + problem);
  }

  private void checkCsv(QuestionKey question, int limit, String csv) {
    List<ExpectedLink> expectedLinks = questions.linksFor(question);
    int position = csv.indexOf("\r\n");
    for (ExpectedLink link : expectedLinks.subList(0, Math.min(limit, expectedLinks.size()))) {
      position = position < 0 ? position : csv.indexOf(link.sourceUrl(), position + 1);
    }
    checker.require(position >= 0, "the CSV of " + question + " has missing rows or another order");
  }

  private static JsonNode parseJson(String json) {
    try {
      return JSON.readTree(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("not JSON: " + json, e);
    }
  }
}
