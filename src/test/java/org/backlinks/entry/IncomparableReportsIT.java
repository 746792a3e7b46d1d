package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.ProblemAssertions.assertFieldsNamed;
import static org.backlinks.entry.ProblemAssertions.assertProblem;
import static org.backlinks.local.GatewayClient.parseBody;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.itemCount;
import static org.backlinks.local.SharedStack.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.Map;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.LocalStack;
import org.backlinks.local.SharedStack;
import org.backlinks.local.majestic.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Asks for changes that can't be had. The function says why, calls no one and writes nothing. */
class IncomparableReportsIT {
  private static final String TARGET = "rows-9-incomparable.example";
  private static final String UNKNOWN = "0".repeat(32);
  private static final String CHANGES = "/v1/reports/%s/changes?since=%s";

  private static String earlier;
  private static String later;
  private static String pending;
  private static String failed;
  private static String deleted;
  private static String expired;

  private final GatewayClient http = new GatewayClient(SharedStack.httpApi());
  private int callsBefore;
  private int itemsBefore;

  @BeforeAll
  static void makeReports() throws Exception {
    earlier = ask(TARGET, "");
    later = ask(TARGET, "");
    pending = ask("rows-9-incomparable-pending.example", ", \"wait\": 0");
    deleted = ask(TARGET, "");
    invoke("{\"action\": \"delete\", \"id\": \"" + deleted + "\"}");
    expired = ask(TARGET, "");
    stack()
        .dynamo()
        .client()
        .updateItem(update ->
            update
                .tableName(LocalStack.TABLE)
                .key(Map.of("pk", AttributeValue.fromS("report#" + expired)))
                .updateExpression("SET expiresAt = :past")
                .expressionAttributeValues(Map.of(":past", AttributeValue.fromN("1"))));
    String refused = "incomparable-failed.example";
    stack().majestic().scriptTarget(refused, new Behaviour.ErrorCode("MoonInWrongPhase", "no"));
    failed = ask(refused, "");
  }

  /** Asks for a new report, and returns its id. */
  private static String ask(String target, String moreFields) throws Exception {
    JsonNode answer =
        invoke("{\"target\": \"%s\", \"maxAge\": \"PT0S\"%s}".formatted(target, moreFields));
    return answer.path(answer.has("id") ? "id" : "report").asText();
  }

  @BeforeEach
  void recordCounts() {
    callsBefore = stack().majestic().calls().size();
    itemsBefore = itemCount();
  }

  @AfterEach
  void assertNothingSentOrWritten() {
    assertThat(stack().majestic().calls()).hasSize(callsBefore);
    assertThat(itemCount()).isEqualTo(itemsBefore);
  }

  private JsonNode assertRefused(String id, String since, String type, int status)
      throws Exception {
    JsonNode direct =
        invoke("{\"action\": \"changes\", \"id\": \"%s\", \"since\": \"%s\"}".formatted(id, since));
    assertProblem(direct, type, status);
    Response response = http.request().get(CHANGES.formatted(id, since));
    JsonNode problem = assertProblem(response, type, status);
    assertThat(problem.path("detail")).isEqualTo(direct.path("detail"));
    assertThat(problem.path("errors")).isEqualTo(direct.path("errors"));
    return problem;
  }

  @Test
  void reportThatIsGoneIsNotFound() throws Exception {
    for (String gone : new String[] {UNKNOWN, "nonsense", deleted, expired}) {
      assertRefused(gone, earlier, "not-found", 404);
      assertRefused(later, gone, "not-found", 404);
    }
    assertThat(http.request().head(CHANGES.formatted(UNKNOWN, earlier)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void pendingReportIsNotReadyAndRetryable() throws Exception {
    for (String[] pair : new String[][] {{pending, earlier}, {later, pending}}) {
      JsonNode problem = assertRefused(pair[0], pair[1], "report-not-ready", 409);
      assertThat(problem.path("retryable").booleanValue()).isTrue();
      assertThat(problem.path("report").asText()).isEqualTo(pending);
      assertThat(http.request().get(CHANGES.formatted(pair[0], pair[1])).header("Retry-After"))
          .isEqualTo(problem.path("retryAfter").asText())
          .isNotEmpty();
    }
    assertThat(http.request().head(CHANGES.formatted(pending, earlier)).statusCode())
        .isEqualTo(409);
  }

  @Test
  void failedReportIsNeverReady() throws Exception {
    for (String[] pair : new String[][] {{failed, earlier}, {later, failed}}) {
      JsonNode problem = assertRefused(pair[0], pair[1], "report-not-ready", 409);
      assertThat(problem.path("retryable").booleanValue()).isFalse();
      assertThat(problem.has("retryAfter")).isFalse();
    }
    assertThat(http.request().head(CHANGES.formatted(failed, earlier)).statusCode()).isEqualTo(404);
  }

  @Test
  void reportWithoutPreviousOneIsNotComparable() throws Exception {
    assertFieldsNamed(assertRefused(earlier, "previous", "not-comparable", 422), "since");
  }

  @Test
  void laterReportIsNoEarlierOne() throws Exception {
    assertFieldsNamed(assertRefused(earlier, later, "not-comparable", 422), "since");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          since=%s&kinds=new,gone            | kinds
          since=%s&kinds=                    | kinds
          since=%s&kinds=New                 | kinds
          since=%s&by=domain&kinds=changed   | kinds
          since=%s&by=domain&kinds=new,moved | kinds
          since=%s&kinds=new&kinds=lost      | kinds
          since=%s&since=previous            | since
          since=%s&by=page                   | by
          since=%s&by=                       | by
          since=%s&limit=0                   | limit
          since=%s&limit=5001                | limit
          since=%s&limit=ten                 | limit
          since=%s&csv=tab                   | csv
          since=%s&target=example.com        | target
          since=%s&compareWith=previous      | compareWith
          since=%s&cursor=                   | cursor
          since=%s&cursor=AAAAAA             | cursor
          since=%s&cursor=AAAD6At9k8Lo9koVtsB9Lk-Rijopy6tyb9JFUJtnF-M2fGtz | cursor
          since=%s&by=page&limit=0           | by limit
          """)
  void invalidParametersAreNamed(String query, String fields) {
    Response response =
        http.getPath("/v1/reports/" + later + "/changes?" + query.formatted(earlier));
    assertFieldsNamed(assertProblem(response, "invalid-request", 400), fields.split(" "));
  }

  @Test
  void otherTypesAndMethodsAreRefused() {
    String path = CHANGES.formatted(later, earlier);
    assertProblem(http.getPath(path, "image/png"), "not-acceptable", 406);
    Response post = http.request().post(path);
    assertProblem(post, "method-not-allowed", 405);
    assertThat(post.header("Allow")).isEqualTo("GET, HEAD");
  }

  @ParameterizedTest
  @CsvSource({"previous-one", "''", "123", "0123456789ABCDEF0123456789ABCDEF"})
  void compareWithOfWrongFormIsInvalid(String compareWith) {
    Response response = compareWith(compareWith);
    assertFieldsNamed(assertProblem(response, "invalid-request", 400), "compareWith");
  }

  private Response compareWith(String id) {
    return http.post(
        "{\"target\": \"%s\", \"maxAge\": \"PT0S\", \"compareWith\": \"%s\"}"
            .formatted(TARGET, id));
  }

  @Test
  void compareWithNamesReadyReport() {
    for (String other : new String[] {UNKNOWN, deleted, expired, pending, failed}) {
      assertFieldsNamed(assertProblem(compareWith(other), "not-comparable", 422), "compareWith");
      assertThat(
              http.request()
                  .head("/v1/backlinks?target=" + TARGET + "&compareWith=" + other)
                  .statusCode())
          .isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "target": "other.example"                                              | target
          "target": "%1$s", "index": "fresh"                                     | index
          "target": "%1$s", "maxPerDomain": 3                                    | maxPerDomain
          "target": "%1$s", "includeDeleted": true                               | includeDeleted
          "target": "other.example", "index": "fresh", "maxPerDomain": 1         | target index maxPerDomain
          """)
  void otherQuestionIsNotComparable(String fields, String named) {
    String body = "{%s, \"compareWith\": \"%s\"}".formatted(fields.formatted(TARGET), earlier);
    JsonNode problem = assertProblem(http.post(body), "not-comparable", 422);
    assertFieldsNamed(problem, named.split(" "));
    JsonNode estimate =
        parseBody(http.request().contentType("application/json").body(body).post("/v1/estimates"));
    assertThat(estimate.path("allowed").booleanValue()).isFalse();
    assertThat(estimate.at("/refusal/errors")).isEqualTo(problem.path("errors"));
  }
}
