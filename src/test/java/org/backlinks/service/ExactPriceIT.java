package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.ProblemAssertions.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.backlinks.local.ApiGateway;
import org.backlinks.local.ApiGatewayServer;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.LocalStack;
import org.backlinks.local.SharedStack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Estimates by upstream's own counts. Each test has its own table and its own process. */
class ExactPriceIT {
  private static final String COMMAND = "GetIndexItemInfo";
  private static int tables;
  private static LocalStack stack;

  private FunctionPool pool;
  private ApiGatewayServer front;
  private GatewayClient http;

  @BeforeAll
  static void start() {
    stack = LocalStack.start(LocalStack.Options.defaults().withMaxFunctions(1));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @AfterEach
  void closeProcess() {
    front.close();
    pool.close();
    stack.majestic().clearBehaviours().setIndexItemUnitsLeft(1_000_000).resetCalls();
  }

  @Test
  void exactPriceIsWhatReportThenCosts() throws Exception {
    startProcess();
    for (String command : List.of("GetTopBackLinks", "GetBackLinkData")) {
      for (String scopes : List.of("\"url\"", "\"subdomain\", \"rootDomain\"")) {
        String question =
            "{\"target\": \"http://www.%s.example/\", \"scopes\": [%s], \"command\": \"%s\","
                    .formatted(command.toLowerCase(Locale.ROOT), scopes, command)
                + " \"maxBacklinks\": 1000}";
        JsonNode exact = estimate(question).path("exact");
        JsonNode report = GatewayClient.parseBody(http.post(question));
        assertThat(exact.path("analysis")).isEqualTo(report.at("/usage/charged/analysis"));
        assertThat(exact.path("retrieval")).isEqualTo(report.at("/usage/charged/retrieval"));
      }
    }
  }

  @Test
  void exactPriceNamesItemsAndIsBooked() throws Exception {
    startProcess();
    String question =
        "{\"target\": \"http://www.rows-7.example/\", \"scopes\": [\"url\", \"rootDomain\"]}";
    JsonNode estimate = estimate(question);
    assertThat(estimate.path("cost")).isEqualTo(json("{\"analysis\": 10000, \"retrieval\": 200}"));
    assertThat(estimate.path("exact"))
        .isEqualTo(
            json(
                """
                {"analysis": 10000, "retrieval": 14, "indexItems": 2, "items": [
                  {"scopes": ["url"], "item": "http://www.rows-7.example/", "status": "found",
                   "backlinks": 7, "refDomains": 2, "citationFlow": 41, "trustFlow": 37,
                   "lastCrawled": "2026-08-30"},
                  {"scopes": ["rootDomain"], "item": "rows-7.example", "status": "found",
                   "backlinks": 7, "refDomains": 2, "citationFlow": 41, "trustFlow": 37}]}
                """));
    JsonNode again = estimate(question);
    assertThat(again.at("/exact/indexItems").asInt()).isZero();
    assertThat(again.at("/exact/items")).isEqualTo(estimate.at("/exact/items"));
    assertThat(invoke(withAction(question, "estimate")).path("exact"))
        .isEqualTo(again.path("exact"));
    assertThat(stack.majestic().calls(COMMAND))
        .singleElement()
        .extracting(FakeCall::parameters)
        .satisfies(parameters ->
            assertThat(parameters).containsEntry("item1", "rows-7.example").hasSize(6));
    assertThat(stack.majestic().paidCalls()).isEmpty();
    JsonNode usage = usage();
    assertThat(usage.at("/today/indexItems").asInt()).isEqualTo(2);
    assertThat(usage.at("/days/0/indexItems").asInt()).isEqualTo(2);
    assertThat(usage.at("/today/calls").asInt()).isZero();
    assertThat(usage.at("/limits/dayBudget/indexItems").asInt()).isEqualTo(1_000);
    assertThat(usage.at("/remaining/indexItems").isIntegralNumber()).isTrue();
  }

  @Test
  void unknownAmountsAreAbsent() throws Exception {
    startProcess();
    JsonNode exact = estimate("{\"target\": \"http://may-exist.example/\"}").path("exact");
    assertThat(exact.has("analysis")).isFalse();
    assertThat(exact.has("retrieval")).isFalse();
    assertThat(exact.at("/items/0/status").asText()).isEqualTo("may-exist");
    JsonNode notFound = estimate("{\"target\": \"http://rows-0.example/\"}").path("exact");
    assertThat(notFound.path("retrieval").asInt(-1)).isZero();
    assertThat(notFound.at("/items/0/status").asText()).isEqualTo("not-found");
  }

  @Test
  void estimateHasProblemWhenBudgetIsUsed() throws Exception {
    startProcess("BACKLINKS_DAY_BUDGET_INDEX_ITEMS", "1");
    assertThat(estimate("{\"target\": \"http://rows-1.example/\"}").has("exact")).isTrue();
    JsonNode estimate = estimate("{\"target\": \"http://rows-2.example/\"}");
    assertExactProblem(estimate, "budget-exceeded", true);
    assertThat(estimate.at("/exactProblem/retryAfter").asLong()).isPositive();
    assertThat(stack.majestic().calls(COMMAND)).hasSize(1);
    assertThat(usage().at("/today/indexItems").asInt()).isEqualTo(1);
    assertThat(http.post("{\"target\": \"http://rows-2.example/\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void estimateHasProblemWhenUpstreamRefuses() throws Exception {
    startProcess();
    stack.majestic().setIndexItemUnitsLeft(0);
    assertExactProblem(
        estimate("{\"target\": \"http://rows-1.example/\"}"), "upstream-units-exhausted", false);
    stack.majestic().scriptNextOf(COMMAND, new Behaviour.ErrorCode("InvalidParameter", "no"));
    assertExactProblem(
        estimate("{\"target\": \"http://rows-1.example/\"}"), "upstream-refused", false);
    assertThat(usage().at("/today/indexItems").asInt()).isZero();
  }

  @Test
  void estimateHasProblemWhenUpstreamDoesNotAnswer() throws Exception {
    startProcess("MAJESTIC_TIMEOUT", "PT1S");
    stack.majestic().scriptNextOf(COMMAND, new Behaviour.SlowHeaders(Duration.ofSeconds(5)));
    assertExactProblem(
        estimate("{\"target\": \"http://rows-1.example/\"}"), "upstream-timeout", false);
    stack.majestic().scriptNextOf(COMMAND, new Behaviour.Reset());
    assertExactProblem(
        estimate("{\"target\": \"http://rows-1.example/\"}"), "upstream-unavailable", false);
    assertThat(usage().at("/today/indexItems").asInt()).isEqualTo(2);
  }

  @Test
  void exactIsRefusedElsewhere() throws Exception {
    startProcess();
    String question = "{\"target\": \"http://rows-1.example/\", \"exact\": true}";
    for (JsonNode refused :
        List.of(
            GatewayClient.parseBody(http.post(question)),
            GatewayClient.parseBody(http.get("target=http://rows-1.example/&exact=true")),
            invoke(json(question)),
            invoke(withAction(question, "report")),
            invoke(withAction("{\"exact\": true}", "usage")),
            invoke(withAction("{\"exact\": true}", "poll")))) {
      assertThat(refused.path("status").asInt()).isEqualTo(400);
      assertThat(refused.at("/errors/0/field").asText()).isEqualTo("exact");
    }
    assertProblem(post(question.replace("true", "1")), "invalid-request", 400);
    assertThat(stack.majestic().calls()).isEmpty();
  }

  private static void assertExactProblem(JsonNode estimate, String type, boolean isRetryable) {
    assertThat(estimate.has("exact")).isFalse();
    assertThat(estimate.at("/exactProblem/type").asText()).isEqualTo("/problems/" + type);
    assertThat(estimate.at("/exactProblem/retryable").asBoolean()).isEqualTo(isRetryable);
    assertThat(estimate.path("allowed").asBoolean()).isTrue();
    assertThat(estimate.at("/cost/analysis").asInt()).isEqualTo(5_000);
  }

  private JsonNode estimate(String question) throws Exception {
    Response response = post(((ObjectNode) json(question)).put("exact", true).toString());
    assertThat(response.statusCode()).isEqualTo(200);
    return GatewayClient.parseBody(response);
  }

  private Response post(String body) {
    return http.request().contentType(ContentType.JSON).body(body).post("/v1/estimates");
  }

  private JsonNode usage() {
    return GatewayClient.parseBody(http.request().get("/v1/usage"));
  }

  private static JsonNode withAction(String fields, String action) throws Exception {
    ObjectNode payload = ((ObjectNode) json(fields)).put("action", action);
    return action.equals("estimate") ? payload.put("exact", true) : payload;
  }

  private static JsonNode json(String text) throws Exception {
    return SharedStack.JSON.readTree(text);
  }

  private JsonNode invoke(JsonNode payload) throws Exception {
    return new DirectInvoker(pool).invoke(payload);
  }

  private void startProcess(String... namesAndValues) {
    String table = "exact-" + tables++;
    stack.dynamo().createTable(table);
    Map<String, String> settings = new HashMap<>(Map.of("BACKLINKS_TABLE", table));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    pool = stack.callerPool(settings);
    front = ApiGatewayServer.start(ApiGateway.httpApi(), 0, pool);
    http = new GatewayClient(front);
  }
}
