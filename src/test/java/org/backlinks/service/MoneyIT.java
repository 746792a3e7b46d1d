package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.Problems.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.Gateway;
import org.backlinks.local.Http;
import org.backlinks.local.HttpFront;
import org.backlinks.local.SharedStack;
import org.backlinks.local.Stack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Gate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What callers learn of units, and how limits refuse; each test has a table and a process. */
class MoneyIT {
  private static final String LOOK_UP = "GetSubscriptionInfo";
  private static int tables;
  private static Stack stack;

  private FunctionPool pool;
  private HttpFront front;
  private Http http;

  @BeforeAll
  static void start() {
    stack = Stack.start(Stack.Options.defaults().functions(1));
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
    stack.majestic().plan(50_000).unitsLeft(97_077_651, 19_462_826);
  }

  @Test
  void anEstimateTellsTheWorstCaseAndSpendsNothing() throws Exception {
    begin();
    String request =
        "{\"target\": \"http://e.example/\", \"scopes\": [\"url\", \"rootDomain\"],"
            + " \"maxBacklinks\": 50}";
    Response response = estimate(request);
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode estimate = Http.body(response);
    assertThat(estimate)
        .isEqualTo(
            json(
                "{\"cost\": {\"analysis\": 10000, \"retrieval\": 100},"
                    + " \"remaining\": {\"analysis\": 97077651, \"retrieval\": 19462826},"
                    + " \"allowed\": true}"));
    assertThat(invoke(request.replace("{\"target", "{\"action\": \"estimate\", \"target")))
        .isEqualTo(estimate);
    assertThat(stack.majestic().paidCalls()).isEmpty();
    assertThat(today().path("calls").asInt()).isZero();
  }

  @Test
  void anEstimateNamesTheReportThatWouldServe() throws Exception {
    begin();
    String request = "{\"target\": \"http://rows-3.e.example/\"}";
    JsonNode report = Http.body(http.post(request));
    JsonNode estimate = Http.body(estimate(request));
    assertThat(estimate.at("/reusable/id")).isEqualTo(report.path("id"));
    assertThat(estimate.at("/reusable/readyAt")).isEqualTo(report.path("readyAt"));
    assertThat(estimate.path("allowed").booleanValue()).isTrue();
    assertThat(estimate.path("remaining")).isEqualTo(report.at("/usage/remaining"));
    JsonNode anew = Http.body(estimate(request.replace("}", ", \"maxAge\": \"PT0S\"}")));
    assertThat(anew.has("reusable")).isFalse();
    assertThat(stack.majestic().paidCalls()).hasSize(1);
  }

  @Test
  void theWorstCaseMustKeepToTheCallersLimit() throws Exception {
    begin();
    String enough =
        "{\"target\": \"http://rows-3.m.example/\", \"maxBacklinks\": 5,"
            + " \"maxUnits\": {\"analysis\": 5000, \"retrieval\": 5}}";
    for (String limits : List.of("{\"analysis\": 4999}", "{\"retrieval\": 4}")) {
      String tooDear = enough.replaceAll("\\{\"analysis.*5}", limits);
      problem(http.post(tooDear), "cost-over-limit", 422);
      problem(invoke(tooDear), "cost-over-limit", 422);
      JsonNode estimate = Http.body(estimate(tooDear));
      assertThat(estimate.path("allowed").booleanValue()).isFalse();
      assertThat(estimate.at("/refusal/type").asText()).isEqualTo("/problems/cost-over-limit");
    }
    assertThat(stack.majestic().paidCalls()).isEmpty();
    assertThat(today().path("calls").asInt()).isZero();
    assertThat(http.post(enough).statusCode()).isEqualTo(200);
    assertThat(http.post(enough.replace("5000", "0")).statusCode())
        .as("a ready report costs nothing")
        .isEqualTo(200);
    assertThat(http.get("target=http://q.example/&maxUnits.analysis=4999").statusCode())
        .isEqualTo(422);
  }

  @Test
  void noMoreRowsAreAskedForThanThePlanAllows() throws Exception {
    stack.majestic().plan(20);
    begin();
    String request = "{\"target\": \"http://rows-30.p.example/\", \"maxBacklinks\": 21}";
    problem(http.post(request), "cost-over-limit", 422);
    assertThat(stack.majestic().paidCalls()).isEmpty();
    assertThat(http.post(request.replace("21", "20")).statusCode()).isEqualTo(200);
    assertThat(usage().at("/limits/maxBacklinks").asInt()).isEqualTo(20);
    assertThat(stack.majestic().calls(LOOK_UP)).as("kept for hours").hasSize(1);
  }

  @Test
  void aUsedUpDayBudgetRefusesWhatMustBePaidForAndNothingElse() throws Exception {
    begin("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000", "BACKLINKS_DAY_BUDGET_RETRIEVAL", "1000");
    String first = "{\"target\": \"http://rows-3.b1.example/\"}";
    Response paid = http.post(first);
    assertThat(paid.statusCode()).isEqualTo(200);
    assertThat(paid.header("RateLimit-Policy"))
        .isEqualTo("\"analysis\";q=5000;w=86400, \"retrieval\";q=1000;w=86400");
    assertThat(paid.header("RateLimit"))
        .matches("\"analysis\";r=0;t=\\d+, \"retrieval\";r=9\\d\\d;t=\\d+");
    Response refused = http.post(first.replace("b1", "b2"));
    problem(refused, "budget-exceeded", 429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 86_400);
    assertThat(refused.header("RateLimit"))
        .matches("\"analysis\";r=0;t=\\d+, \"retrieval\";r=997;t=\\d+");
    assertThat(Http.body(http.post(first)).path("reused").booleanValue()).isTrue();
    JsonNode estimate = Http.body(estimate(first.replace("b1", "b2")));
    assertThat(estimate.at("/refusal/type").asText()).isEqualTo("/problems/budget-exceeded");
    assertThat(stack.majestic().paidCalls()).hasSize(1);
    assertThat(usage().path("limits"))
        .isEqualTo(
            json(
                "{\"dayBudget\": {\"analysis\": 5000, \"retrieval\": 1000},"
                    + " \"maxBacklinks\": 50000}"));
  }

  @Test
  void whenTooLittleIsLeftUpstreamNothingIsPaidForAnyMore() throws Exception {
    stack.majestic().unitsLeft(14_999, 1_000);
    begin("BACKLINKS_MIN_REMAINING_ANALYSIS", "5000");
    String request = "{\"target\": \"http://rows-3.l1.example/\"}";
    assertThat(http.post(request).statusCode()).isEqualTo(200);
    assertThat(http.post(request.replace("l1", "l2")).statusCode()).isEqualTo(200);
    Response refused = http.post(request.replace("l1", "l3"));
    problem(refused, "remaining-below-limit", 429);
    assertThat(refused.headers().hasHeaderWithName("Retry-After")).isFalse();
    assertThat(refused.headers().hasHeaderWithName("RateLimit")).isFalse();
    JsonNode estimate = Http.body(estimate(request.replace("l1", "l3")));
    assertThat(estimate.at("/refusal/type").asText()).isEqualTo("/problems/remaining-below-limit");
    assertThat(estimate.at("/remaining/analysis").asInt()).isEqualTo(4_999);
    assertThat(usage().at("/limits/minRemaining/analysis").asInt()).isEqualTo(5_000);
    assertThat(stack.majestic().paidCalls()).hasSize(2);
  }

  @Test
  void usageTellsTheLastThirtyDays() throws Exception {
    begin();
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
    assertThat(usage.path("limits")).isEqualTo(json("{\"maxBacklinks\": 50000}"));
  }

  @Test
  void whatIsWrongInARequestForThemIsNamed() throws Exception {
    begin();
    problem(estimate("{\"target\": \"no-dot\", \"x\": 1}"), "invalid-request", 400);
    problem(estimate("[]"), "invalid-request", 400);
    problem(http.request().get("/v1/usage?days=3"), "invalid-request", 400);
    problem(invoke("{\"action\": \"usage\", \"days\": 3}"), "invalid-request", 400);
    problem(invoke("{\"action\": \"estimate\"}"), "invalid-request", 400);
    Response get = http.request().get("/v1/estimates?target=example.com");
    problem(get, "method-not-allowed", 405);
    assertThat(get.header("Allow")).isEqualTo("POST");
    Response post = http.request().post("/v1/usage");
    problem(post, "method-not-allowed", 405);
    assertThat(post.header("Allow")).isEqualTo("GET");
  }

  @Test
  void aPriceThatUpstreamDoesNotTellIsNotWaitedForLong() throws Exception {
    begin();
    try (Gate gate = new Gate()) {
      stack.majestic().nextOf(LOOK_UP, new Behaviour.Held(gate, new Behaviour.Rows()));
      assertThat(http.post("{\"target\": \"http://rows-3.s.example/\"}").statusCode())
          .isEqualTo(200);
      assertThat(stack.majestic().calls(LOOK_UP)).hasSize(1);
      assertThat(today().path("analysis").asInt()).isEqualTo(5_000);
    }
  }

  @Test
  void whatIsAnsweredByAReportAsksForNoPrice() throws Exception {
    begin();
    String request = "{\"target\": \"http://rows-3.r.example/\"}";
    String id = Http.body(http.post(request)).path("id").asText();
    stack
        .dynamo()
        .client()
        .deleteItem(delete ->
            delete
                .tableName("money-" + (tables - 1))
                .key(Map.of("pk", AttributeValue.fromS("account"))));
    stack.majestic().resetCalls();
    try (FunctionPool other = stack.pool(Map.of("BACKLINKS_TABLE", "money-" + (tables - 1)))) {
      JsonNode answer = new Caller(other).invoke(json(request));
      assertThat(answer.path("id").asText()).isEqualTo(id);
      assertThat(answer.path("reused").booleanValue()).isTrue();
    }
    assertThat(stack.majestic().calls()).isEmpty();
  }

  private void begin(String... namesAndValues) {
    String table = "money-" + tables++;
    stack.dynamo().createTable(table);
    Map<String, String> settings = new HashMap<>(Map.of("BACKLINKS_TABLE", table));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    pool = stack.pool(settings);
    front = HttpFront.start(Gateway.http(), 0, pool);
    http = new Http(front);
  }

  private Response estimate(String request) {
    return http.request().contentType(ContentType.JSON).body(request).post("/v1/estimates");
  }

  private JsonNode usage() {
    return Http.body(http.request().get("/v1/usage"));
  }

  private JsonNode today() {
    return usage().path("today");
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return SharedStack.JSON.readTree(text);
  }

  private JsonNode invoke(String payload) throws Exception {
    return new Caller(pool).invoke(json(payload));
  }
}
