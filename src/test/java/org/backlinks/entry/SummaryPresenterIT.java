package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.ProblemAssertions.assertFieldsNamed;
import static org.backlinks.entry.ProblemAssertions.assertProblem;
import static org.backlinks.local.GatewayClient.parseBody;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.httpApi;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.restApi;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.LocalStack;
import org.backlinks.local.majestic.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Shows the counts of reports to HTTP callers and to direct callers. */
class SummaryPresenterIT {
  private static final String UNKNOWN = "0".repeat(32);

  private final GatewayClient http = new GatewayClient(httpApi());

  private static JsonNode ask(String name, String moreFields) throws Exception {
    return invoke("{\"target\": \"%s\"%s}".formatted(target(name), moreFields));
  }

  private static String target(String name) {
    return "http://www.rows-30-" + name + ".summary.example/";
  }

  private static String newReport(String name) throws Exception {
    JsonNode report = ask(name, "");
    assertThat(report.path("state").asText()).as(report.toString()).isEqualTo("ready");
    return report.path("id").asText();
  }

  private static String path(String id) {
    return "/v1/reports/" + id + "/summary";
  }

  private static JsonNode direct(String id) throws Exception {
    return invoke("{\"action\": \"summary\", \"id\": \"" + id + "\"}");
  }

  private Response get(String id) {
    return http.request().get(path(id));
  }

  @Test
  void everyCallerGetsTheSameCounts() throws Exception {
    String name = "callers";
    JsonNode report =
        ask(name, ", \"scopes\": [\"rootDomain\", \"url\"], \"includeDomains\": true");
    String id = report.path("id").asText();
    Response response = get(id);
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    assertThat(response.contentType()).isEqualTo("application/json");
    JsonNode summary = parseBody(response);
    assertThat(direct(id)).isEqualTo(summary);
    assertThat(parseBody(new GatewayClient(restApi()).request().get(path(id) + "/")))
        .isEqualTo(summary);

    assertThat(summary.path("schema").asText()).isEqualTo("backlinks-summary/1");
    assertThat(summary.path("id")).isEqualTo(report.path("id"));
    assertThat(summary.path("request")).isEqualTo(report.path("request"));
    assertThat(summary.path("lists").findValuesAsText("scope"))
        .containsExactly("url", "rootDomain");
    for (int list = 0; list < 2; list++) {
      JsonNode of = summary.at("/lists/" + list + "/of");
      assertThat(of.path("returned")).isEqualTo(report.at("/lists/" + list + "/returned"));
      assertThat(of.path("totalBacklinks"))
          .isEqualTo(report.at("/lists/" + list + "/totalBacklinks"));
    }
    assertThat(overviews(summary)).isEqualTo(report.path("summary"));
    assertThat(upstreamCalls(target(name))).hasSize(1);
  }

  /** Returns the counts of a summary that payloads have, too. */
  private static ArrayNode overviews(JsonNode summary) {
    ArrayNode overviews = JSON.createArrayNode();
    for (JsonNode list : summary.path("lists")) {
      ObjectNode overview = overviews.addObject();
      for (String member : List.of("scope", "rows", "domains", "follow")) {
        overview.set(member, list.path(member));
      }
      List<String> signals = list.path("signals").findValuesAsText("signal");
      if (!signals.isEmpty()) {
        signals.forEach(overview.putArray("signals")::add);
      }
    }
    return overviews;
  }

  @Test
  void callerWhoHasTheSummaryGetsNotModifiedWithoutAnyRead() throws Exception {
    String id = newReport("tag");
    Response shown = get(id);
    String tag = shown.header("ETag");
    assertThat(tag).matches("\"[^\"]+\"");
    assertThat(shown.header("Cache-Control")).isNotBlank();
    List.of("summary#" + id, "manifest#" + id + "#1").forEach(SummaryPresenterIT::deleteItem);
    for (String names : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
      Response same = http.request().header("If-None-Match", names).get(path(id));
      assertThat(same.statusCode()).as(names).isEqualTo(304);
      assertThat(same.asByteArray()).isEmpty();
      for (String header : List.of("ETag", "Vary", "Cache-Control")) {
        assertThat(same.header(header)).as(header).isEqualTo(shown.header(header));
      }
      assertThat(http.request().header("If-None-Match", names).head(path(id)).statusCode())
          .isEqualTo(304);
    }
  }

  @Test
  void headHasTheHeadersOfGet() throws Exception {
    String path = path(newReport("head"));
    Response shown = http.request().get(path);
    Response head = http.request().head(path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.asByteArray()).isEmpty();
    for (String header : List.of("ETag", "Content-Type", "Vary", "Cache-Control")) {
      assertThat(head.header(header)).as(header).isNotBlank().isEqualTo(shown.header(header));
    }
  }

  @Test
  void reportThatIsGoneIsNotFound() throws Exception {
    String deleted = newReport("deleted");
    get(deleted).then().statusCode(200);
    invoke("{\"action\": \"delete\", \"id\": \"" + deleted + "\"}");
    for (String gone : List.of(UNKNOWN, "nonsense", deleted)) {
      assertProblem(get(gone), "not-found", 404);
      assertProblem(direct(gone), "not-found", 404);
      assertThat(http.request().head(path(gone)).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void pendingReportIsNotReadyAndRetryable() throws Exception {
    String pending = ask("pending", ", \"wait\": 0, \"forceQueue\": true").path("id").asText();
    Response response = get(pending);
    JsonNode problem = assertProblem(response, "report-not-ready", 409);
    assertThat(problem.path("retryable").booleanValue()).isTrue();
    assertThat(problem.path("report").asText()).isEqualTo(pending);
    assertThat(response.header("Retry-After"))
        .isEqualTo(problem.path("retryAfter").asText())
        .isNotEmpty();
    assertProblem(direct(pending), "report-not-ready", 409);
    assertThat(http.request().head(path(pending)).statusCode()).isEqualTo(409);
  }

  @Test
  void failedReportIsNeverReady() throws Exception {
    stack()
        .majestic()
        .scriptTarget(target("failed"), new Behaviour.ErrorCode("MoonInWrongPhase", "no"));
    String failed = ask("failed", "").path("report").asText();
    JsonNode problem = assertProblem(get(failed), "report-not-ready", 409);
    assertThat(problem.path("retryable").booleanValue()).isFalse();
    assertProblem(direct(failed), "report-not-ready", 409);
    assertThat(http.request().head(path(failed)).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=1, limit",
    "scope=url, scope",
    "csv=raw, csv",
    "limit=1&limit=2&top=9, limit top"
  })
  void queryParametersAreRefused(String query, String fields) throws Exception {
    Response response = http.getPath(path(newReport("query")) + "?" + query);
    assertFieldsNamed(assertProblem(response, "invalid-request", 400), fields.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'action': 'summary'} | id",
        "{'action': 'summary', 'id': 7} | id",
        "{'action': 'summary', 'id': 'x', 'limit': 1} | limit",
        "{'action': 'summary', 'ID': 'x', 'scope': 'url'} | id ID scope"
      },
      quoteCharacter = '`')
  void fieldsOfDirectCallerAreChecked(String payload, String fields) throws Exception {
    JsonNode problem = assertProblem(invoke(payload.replace('\'', '"')), "invalid-request", 400);
    assertFieldsNamed(problem, fields.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/csv", "application/x-ndjson", "text/html, */*"})
  void anyFormatThatTheInterfaceOffersGetsJson(String accept) throws Exception {
    Response response = http.getPath(path(newReport("accept")), accept);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.contentType()).isEqualTo("application/json");
  }

  @Test
  void otherTypesAndMethodsAreRefused() throws Exception {
    String path = path(newReport("accept"));
    assertProblem(http.getPath(path, "image/png"), "not-acceptable", 406);
    assertThat(http.getPath(path, "text/html").statusCode()).isEqualTo(406);
    Response post = http.request().post(path);
    assertProblem(post, "method-not-allowed", 405);
    assertThat(post.header("Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void reportOfAnEarlierVersionIsCountedOnDemand() throws Exception {
    String id = newReport("earlier");
    byte[] counted = get(id).asByteArray();
    deleteItem("summary#" + id);
    assertThat(get(id).asByteArray()).isEqualTo(counted);
    assertThat(storedBytes(id)).isNotNull();
  }

  @Test
  void damagedSummaryIsCountedAgainAndReplaced() throws Exception {
    String id = newReport("damaged");
    byte[] counted = get(id).asByteArray();
    SdkBytes stored = storedBytes(id);
    byte[] damaged = stored.asByteArray();
    damaged[damaged.length / 2] ^= 1;
    stack()
        .dynamo()
        .client()
        .updateItem(update ->
            update
                .tableName(LocalStack.TABLE)
                .key(key("summary#" + id))
                .updateExpression("SET bytes = :damaged")
                .expressionAttributeValues(
                    Map.of(":damaged", AttributeValue.fromB(SdkBytes.fromByteArray(damaged)))));
    assertThat(get(id).asByteArray()).isEqualTo(counted);
    assertThat(storedBytes(id)).isEqualTo(stored);
  }

  @Test
  void lostRowsAreNeededOnlyWithoutStoredSummary() throws Exception {
    String id = newReport("lost");
    byte[] counted = get(id).asByteArray();
    deleteItem("chunk#" + id + "#1#0");
    assertThat(get(id).asByteArray()).isEqualTo(counted);
    deleteItem("summary#" + id);
    JsonNode problem = assertProblem(get(id), "internal", 500);
    assertThat(problem.path("report").asText()).isEqualTo(id);
    assertThat(problem.path("retryable").booleanValue()).isFalse();
    assertProblem(direct(id), "internal", 500);
  }

  private static SdkBytes storedBytes(String id) {
    return stack()
        .dynamo()
        .client()
        .getItem(
            get -> get.tableName(LocalStack.TABLE).key(key("summary#" + id)).consistentRead(true))
        .item()
        .get("bytes")
        .b();
  }

  private static void deleteItem(String key) {
    stack().dynamo().client().deleteItem(item -> item.tableName(LocalStack.TABLE).key(key(key)));
  }

  private static Map<String, AttributeValue> key(String key) {
    return Map.of("pk", AttributeValue.fromS(key));
  }
}
