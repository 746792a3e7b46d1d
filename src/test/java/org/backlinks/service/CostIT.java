package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.ProblemAssertions.assertProblem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.backlinks.local.ApiGateway;
import org.backlinks.local.ApiGatewayServer;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.LocalStack;
import org.backlinks.local.SharedStack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.CallGate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Estimates, usage and limits. Each test has its own table and its own process. */
class CostIT {
  private static final String SUBSCRIPTION_COMMAND = "GetSubscriptionInfo";
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
    stack.majestic().resetCalls();
    stack.majestic().setPlanLimit(50_000).setUnitsLeft(97_077_651, 19_462_826);
  }

  @Test
  void estimateReturnsWorstCaseAndSpendsNothing() throws Exception {
    startProcess();
    String request =
        "{\"target\": \"http://e.example/\", \"scopes\": [\"url\", \"rootDomain\"],"
            + " \"maxBacklinks\": 50}";
    Response response = estimate(request);
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode estimate = GatewayClient.parseBody(response);
    assertThat(estimate)
        .isEqualTo(
            json(
                "{\"cost\": {\"analysis\": 10000, \"retrieval\": 100},"
                    + " \"remaining\": {\"analysis\": 97077651, \"retrieval\": 19462826,"
                    + " \"indexItems\": 1000000},"
                    + " \"allowed\": true}"));
    assertThat(invoke(request.replace("{\"target", "{\"action\": \"estimate\", \"target")))
        .isEqualTo(estimate);
    assertThat(stack.majestic().paidCalls()).isEmpty();
    assertThat(today().path("calls").asInt()).isZero();
  }

  @Test
  void estimateNamesReusableReport() throws Exception {
    startProcess();
    String request = "{\"target\": \"http://rows-3.e.example/\"}";
    JsonNode report = GatewayClient.parseBody(http.post(request));
    JsonNode estimate = GatewayClient.parseBody(estimate(request));
    assertThat(estimate.at("/reusable/id")).isEqualTo(report.path("id"));
    assertThat(estimate.at("/reusable/readyAt")).isEqualTo(report.path("readyAt"));
    assertThat(estimate.path("allowed").booleanValue()).isTrue();
    ObjectNode remaining = estimate.path("remaining").deepCopy();
    remaining.remove("indexItems");
    assertThat(remaining).isEqualTo(report.at("/usage/remaining"));
    JsonNode fresh =
        GatewayClient.parseBody(estimate(request.replace("}", ", \"maxAge\": \"PT0S\"}")));
    assertThat(fresh.has("reusable")).isFalse();
    assertThat(stack.majestic().paidCalls()).hasSize(1);
  }

  @Test
  void requestIsRefusedWhenWorstCaseExceedsMaxUnits() throws Exception {
    startProcess();
    String enough =
        "{\"target\": \"http://rows-3.m.example/\", \"maxBacklinks\": 5,"
            + " \"maxUnits\": {\"analysis\": 5000, \"retrieval\": 5}}";
    for (String limits : List.of("{\"analysis\": 4999}", "{\"retrieval\": 4}")) {
      String tooExpensive = enough.replaceAll("\\{\"analysis.*5}", limits);
      assertProblem(http.post(tooExpensive), "cost-over-limit", 422);
      assertProblem(invoke(tooExpensive), "cost-over-limit", 422);
      JsonNode estimate = GatewayClient.parseBody(estimate(tooExpensive));
      assertThat(estimate.path("allowed").booleanValue()).isFalse();
      assertThat(estimate.at("/refusal/type").asText()).isEqualTo("/problems/cost-over-limit");
    }
    assertThat(stack.majestic().paidCalls()).isEmpty();
    assertThat(today().path("calls").asInt()).isZero();
    assertThat(http.post(enough).statusCode()).isEqualTo(200);
    assertThat(http.post(enough.replace("5000", "0")).statusCode())
        .as("a ready report is free")
        .isEqualTo(200);
    assertThat(http.get("target=http://q.example/&maxUnits.analysis=4999").statusCode())
        .isEqualTo(422);
  }

  @Test
  void requestIsRefusedWhenItAsksForMoreRowsThanPlanAllows() throws Exception {
    stack.majestic().setPlanLimit(20);
    startProcess();
    String request = "{\"target\": \"http://rows-30.p.example/\", \"maxBacklinks\": 21}";
    assertProblem(http.post(request), "cost-over-limit", 422);
    assertThat(stack.majestic().paidCalls()).isEmpty();
    assertThat(http.post(request.replace("21", "20")).statusCode()).isEqualTo(200);
    assertThat(usage().at("/limits/maxBacklinks").asInt()).isEqualTo(20);
    assertThat(stack.majestic().calls(SUBSCRIPTION_COMMAND))
        .as("calls while the stored price is valid")
        .hasSize(1);
  }

  @Test
  void exhaustedDayBudgetRefusesOnlyPaidRequests() throws Exception {
    startProcess("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000", "BACKLINKS_DAY_BUDGET_RETRIEVAL", "1000");
    String first = "{\"target\": \"http://rows-3.b1.example/\"}";
    Response paid = http.post(first);
    assertThat(paid.statusCode()).isEqualTo(200);
    assertThat(paid.header("RateLimit-Policy"))
        .isEqualTo("\"analysis\";q=5000;w=86400, \"retrieval\";q=1000;w=86400");
    assertThat(paid.header("RateLimit"))
        .matches("\"analysis\";r=0;t=\\d+, \"retrieval\";r=9\\d\\d;t=\\d+");
    Response refused = http.post(first.replace("b1", "b2"));
    assertProblem(refused, "budget-exceeded", 429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 86_400);
    assertThat(refused.header("RateLimit"))
        .matches("\"analysis\";r=0;t=\\d+, \"retrieval\";r=997;t=\\d+");
    assertThat(GatewayClient.parseBody(http.post(first)).path("reused").booleanValue()).isTrue();
    JsonNode estimate = GatewayClient.parseBody(estimate(first.replace("b1", "b2")));
    assertThat(estimate.at("/refusal/type").asText()).isEqualTo("/problems/budget-exceeded");
    assertThat(stack.majestic().paidCalls()).hasSize(1);
    assertThat(usage().path("limits"))
        .isEqualTo(
            json(
                "{\"dayBudget\": {\"analysis\": 5000, \"retrieval\": 1000, \"indexItems\": 1000},"
                    + " \"maxBacklinks\": 50000}"));
  }

  @Test
  void requestIsRefusedWhenRemainingUnitsAreBelowLimit() throws Exception {
    stack.majestic().setUnitsLeft(14_999, 1_000);
    startProcess("BACKLINKS_MIN_REMAINING_ANALYSIS", "5000");
    String request = "{\"target\": \"http://rows-3.l1.example/\"}";
    assertThat(http.post(request).statusCode()).isEqualTo(200);
    assertThat(http.post(request.replace("l1", "l2")).statusCode()).isEqualTo(200);
    Response refused = http.post(request.replace("l1", "l3"));
    assertProblem(refused, "remaining-below-limit", 429);
    assertThat(refused.headers().hasHeaderWithName("Retry-After")).isFalse();
    assertThat(refused.headers().hasHeaderWithName("RateLimit")).isFalse();
    JsonNode estimate = GatewayClient.parseBody(estimate(request.replace("l1", "l3")));
    assertThat(estimate.at("/refusal/type").asText()).isEqualTo("/problems/remaining-below-limit");
    assertThat(estimate.at("/remaining/analysis").asInt()).isEqualTo(4_999);
    assertThat(usage().at("/limits/minRemaining/analysis").asInt()).isEqualTo(5_000);
    assertThat(stack.majestic().paidCalls()).hasSize(2);
    int callCount = stack.majestic().calls("GetSubscriptionInfo").size();
    http.post(request.replace("l1", "l4"));
    assertThat(stack.majestic().calls("GetSubscriptionInfo"))
        .as("calls for the remaining units, at most one a minute")
        .hasSize(callCount);
  }

  @Test
  void boughtUnitsAreNoticedAfterOneMinute() throws Exception {
    stack.majestic().setUnitsLeft(4_000, 1_000);
    startProcess("BACKLINKS_MIN_REMAINING_ANALYSIS", "5000");
    String request = "{\"target\": \"http://rows-3.bought.example/\"}";
    assertProblem(http.post(request), "remaining-below-limit", 429);
    stack.majestic().setUnitsLeft(50_000, 1_000);
    ageLastRemainingReport();
    assertThat(http.post(request).statusCode()).isEqualTo(200);
  }

  @Test
  void usageListsLastThirtyDays() throws Exception {
    startProcess();
    http.post("{\"target\": \"http://rows-3.u.example/\", \"scopes\": [\"url\", \"subdomain\"]}");
    http.post("{\"target\": \"http://rows-3.u.example/\", \"scopes\": [\"url\", \"subdomain\"]}");
    JsonNode usage = usage();
    assertThat(usage).isEqualTo(invoke("{\"action\": \"usage\"}"));
    JsonNode today = usage.path("today");
    assertThat(today.path("analysis").asInt()).isEqualTo(10_000);
    assertThat(today.path("retrieval").asInt()).isEqualTo(6);
    assertThat(today.path("calls").asInt()).isEqualTo(1);
    LocalDate date = LocalDate.parse(today.path("date").asText());
    assertThat(StreamSupport.stream(usage.path("days").spliterator(), false))
        .extracting(day -> day.path("date").asText())
        .isEqualTo(
            IntStream.range(0, 30).mapToObj(date::minusDays).map(LocalDate::toString).toList());
    assertThat(usage.path("days").get(0)).isEqualTo(today);
    assertThat(usage.path("days").get(1).path("calls").isIntegralNumber()).isTrue();
    assertThat(usage.at("/remaining/standardReports").asInt()).isEqualTo(1010);
    assertThat(usage.path("limits"))
        .isEqualTo(json("{\"dayBudget\": {\"indexItems\": 1000}, \"maxBacklinks\": 50000}"));
  }

  @Test
  void invalidEstimateAndUsageRequestsAreRefused() throws Exception {
    startProcess();
    assertProblem(estimate("{\"target\": \"no-dot\", \"x\": 1}"), "invalid-request", 400);
    assertProblem(estimate("[]"), "invalid-request", 400);
    assertProblem(http.request().get("/v1/usage?days=3"), "invalid-request", 400);
    assertProblem(invoke("{\"action\": \"usage\", \"days\": 3}"), "invalid-request", 400);
    assertProblem(invoke("{\"action\": \"estimate\"}"), "invalid-request", 400);
    Response get = http.request().get("/v1/estimates?target=example.com");
    assertProblem(get, "method-not-allowed", 405);
    assertThat(get.header("Allow")).isEqualTo("POST");
    Response post = http.request().post("/v1/usage");
    assertProblem(post, "method-not-allowed", 405);
    assertThat(post.header("Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void requestDoesNotWaitWhenPriceIsUnavailable() throws Exception {
    startProcess();
    try (CallGate gate = new CallGate()) {
      stack
          .majestic()
          .scriptNextOf(SUBSCRIPTION_COMMAND, new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      assertThat(http.post("{\"target\": \"http://rows-3.s.example/\"}").statusCode())
          .isEqualTo(200);
      assertThat(stack.majestic().calls(SUBSCRIPTION_COMMAND)).hasSize(1);
      assertThat(today().path("analysis").asInt()).isEqualTo(5_000);
    }
  }

  @Test
  void reusedReportNeedsNoPriceLookup() throws Exception {
    startProcess();
    String request = "{\"target\": \"http://rows-3.r.example/\"}";
    String id = GatewayClient.parseBody(http.post(request)).path("id").asText();
    stack
        .dynamo()
        .client()
        .deleteItem(delete ->
            delete
                .tableName("money-" + (tables - 1))
                .key(Map.of("pk", AttributeValue.fromS("account"))));
    stack.majestic().resetCalls();
    try (FunctionPool other =
        stack.callerPool(Map.of("BACKLINKS_TABLE", "money-" + (tables - 1)))) {
      JsonNode answer = new DirectInvoker(other).invoke(json(request));
      assertThat(answer.path("id").asText()).isEqualTo(id);
      assertThat(answer.path("reused").booleanValue()).isTrue();
    }
    assertThat(stack.majestic().calls()).isEmpty();
  }

  private void startProcess(String... namesAndValues) {
    String table = "money-" + tables++;
    stack.dynamo().createTable(table);
    Map<String, String> settings = new HashMap<>(Map.of("BACKLINKS_TABLE", table));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    pool = stack.callerPool(settings);
    front = ApiGatewayServer.start(ApiGateway.httpApi(), 0, pool);
    http = new GatewayClient(front);
  }

  /** Makes the stored remaining units so old that upstream is asked again. */
  private static void ageLastRemainingReport() {
    stack
        .dynamo()
        .client()
        .updateItem(update ->
            update
                .tableName("money-" + (tables - 1))
                .key(Map.of("pk", AttributeValue.fromS("account")))
                .updateExpression("SET saidAt = :longAgo")
                .expressionAttributeValues(Map.of(":longAgo", AttributeValue.fromN("1"))));
  }

  private Response estimate(String request) {
    return http.request().contentType(ContentType.JSON).body(request).post("/v1/estimates");
  }

  private JsonNode usage() {
    return GatewayClient.parseBody(http.request().get("/v1/usage"));
  }

  private JsonNode today() {
    return usage().path("today");
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return SharedStack.JSON.readTree(text);
  }

  private JsonNode invoke(String payload) throws Exception {
    return new DirectInvoker(pool).invoke(json(payload));
  }
}
