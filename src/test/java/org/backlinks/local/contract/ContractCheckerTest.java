package org.backlinks.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that described answers pass, and that the checker finds each difference from the document.
 */
class ContractCheckerTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final OpenApiDocument DOCUMENT =
      OpenApiDocument.read(Path.of("src/main/resources/openapi.json"));
  private static final ContractChecker CHECKER = new ContractChecker(DOCUMENT);

  private static ObjectNode example(String name) {
    return DOCUMENT.at("/components/examples/" + name + "/value").deepCopy();
  }

  private static ObjectNode problem(String response) {
    String pointer = "/components/responses/" + response + "/content/application~1problem+json";
    return DOCUMENT.at(pointer + "/example").deepCopy();
  }

  private static byte[] get(String path, String query) {
    return event("GET", path, query, "");
  }

  private static byte[] event(String method, String path, String query, String body) {
    ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("rawPath", path);
    event.put("rawQueryString", query).put("body", body);
    event.putObject("requestContext").putObject("http").put("method", method);
    return bytes(event);
  }

  private static ObjectNode answer(int status, String type, String body) {
    ObjectNode answer = JSON.createObjectNode().put("statusCode", status);
    answer
        .putObject("headers")
        .put("Content-Type", type)
        .put("Cache-Control", "private")
        .put("Vary", "Accept, Accept-Encoding")
        .put("X-Content-Type-Options", "nosniff");
    return answer.put("isBase64Encoded", false).put("body", body);
  }

  private static ObjectNode ready(JsonNode body) {
    ObjectNode answer = answer(200, "application/json", body.toString());
    headers(answer).put("ETag", "\"0123456789012345678901\"");
    return answer;
  }

  private static ObjectNode headers(ObjectNode answer) {
    return (ObjectNode) answer.path("headers");
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static final byte[] QUESTION_EVENT =
      get("/prod/v1/backlinks", "target=sample.example.com");

  private static String findViolations(byte[] event, JsonNode answer) {
    return String.join("\n", CHECKER.violations(event, bytes(answer)));
  }

  @Test
  void examplesOfDocumentPass() {
    String report = "/v1/reports/" + example("Ready").path("id").asText();
    ObjectNode pending = answer(202, "application/json", example("Pending").toString());
    headers(pending).put("Location", "/prod" + report).put("Retry-After", "15");
    ObjectNode lines =
        answer(
            200, "application/x-ndjson", DOCUMENT.at("/components/examples/Rows/value").asText());
    assertThat(findViolations(QUESTION_EVENT, ready(example("Ready")))).isEmpty();
    assertThat(findViolations(QUESTION_EVENT, pending)).isEmpty();
    assertThat(findViolations(get(report, ""), ready(example("Looked")))).isEmpty();
    assertThat(findViolations(get(report, ""), lines)).isEmpty();
    assertThat(
            findViolations(
                get(report, ""), answer(200, "application/json", example("Failed").toString())))
        .isEmpty();
    assertThat(
            findViolations(
                get("/v1/usage", ""),
                answer(200, "application/json", example("Spending").toString())))
        .isEmpty();
    assertThat(
            findViolations(
                bytes(JSON.createObjectNode().put("action", "usage")), example("Spending")))
        .isEmpty();
    assertThat(
            findViolations(bytes(JSON.createObjectNode().put("target", "a.b")), example("Ready")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/state, '\"done\"', state",
    "/id, '\"ABC\"', id",
    "/createdAt, '\"2026-11-23 10:00\"', createdAt",
    "/readyAt, '\"2026-13-23T10:00:00Z\"', readyAt",
    "/usage/charged/analysis, '\"5000\"', analysis",
    "/usage/calls, null, calls",
    "/lists, '[]', lists",
    "/backlinks/0/source/url, '\"\"', url",
    "/backlinks/0/source/trustflow, 70, trustflow",
    "/backlinks/0/flags/nofollow, 1, nofollow",
    "/backlinks/0/firstIndexed, '\"2017-02-31\"', firstIndexed",
    "/backlinks/0/lost, '{}', lost",
    "/backlinks/0/extra, '{\"New\": 1}', New",
    "/domains, '[]', domains",
    "/page/next, '\"x\"', next",
    "/more, true, more"
  })
  void memberIsReportedWhenItDiffersFromSchema(String pointer, String value, String name)
      throws IOException {
    ObjectNode body = example("Ready");
    int last = pointer.lastIndexOf('/');
    ((ObjectNode) body.at(pointer.substring(0, last)))
        .set(pointer.substring(last + 1), JSON.readTree(value));
    assertThat(findViolations(QUESTION_EVENT, ready(body))).contains("GET /v1/backlinks", name);
    assertThat(findViolations(bytes(JSON.createObjectNode().put("target", "a.b")), body))
        .contains("action");
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema", "id", "request", "expiresAt", "reused", "usage", "page"})
  void missingMemberIsReported(String member) {
    ObjectNode body = example("Ready");
    body.remove(member);
    assertThat(findViolations(QUESTION_EVENT, ready(body))).contains(member);
  }

  @Test
  void headerIsReportedWhenMissingOrInvalidOrUndescribed() {
    ObjectNode answer = ready(example("Ready"));
    headers(answer).remove("ETag");
    headers(answer).put("Vary", "*").put("X-Powered-By", "us");
    assertThat(findViolations(QUESTION_EVENT, answer))
        .contains("ETag is missing", "header Vary '*'", "x-powered-by is not described");
  }

  @Test
  void headAnswerMustHaveHeadersOfGetAndNoBody() {
    byte[] head = event("HEAD", "/v1/backlinks/", "target=sample.example.com", "");
    ObjectNode answer = ready(example("Ready"));
    assertThat(findViolations(head, answer)).contains("HEAD must have no body");
    answer.remove("body");
    assertThat(findViolations(head, answer)).isEmpty();
    headers(answer).remove("X-Content-Type-Options");
    assertThat(findViolations(head, answer)).contains("X-Content-Type-Options is missing");
  }

  @Test
  void byteOrderMarkIsReportedWhenNotRequested() throws IOException {
    String table = Files.readString(Path.of("src/test/resources/golden/rows.csv"));
    ObjectNode answer = answer(200, "text/csv; charset=utf-8", table);
    headers(answer).put("ETag", "\"0123456789012345678901\"");
    String query = "target=sample.example.com";
    assertThat(findViolations(get("/v1/backlinks", query), answer)).isEmpty();
    assertThat(findViolations(get("/v1/backlinks", query + "&csv=excel"), answer))
        .contains("byte order");
    answer.put("body", "\uFEFF" + table);
    assertThat(findViolations(get("/v1/backlinks", query + "&csv=excel"), answer)).isEmpty();
    assertThat(findViolations(get("/v1/backlinks", query + "&csv=raw"), answer))
        .contains("byte order");
  }

  @Test
  void headersAreReportedWhenTheyContradictBody() {
    ObjectNode pending = answer(202, "application/json", example("Pending").toString());
    headers(pending).put("Location", "/v1/reports/" + "0".repeat(32)).put("Retry-After", "16");
    assertThat(findViolations(QUESTION_EVENT, pending))
        .contains("Retry-After does not", "Location does not");
    ObjectNode methodNotAllowed =
        answer(405, "application/problem+json", problem("MethodNotAllowed").toString());
    headers(methodNotAllowed).put("Allow", "GET");
    assertThat(findViolations(event("PUT", "/v1/backlinks", "", ""), methodNotAllowed))
        .contains("Allow does not");
    headers(methodNotAllowed).put("Allow", "GET, HEAD, POST");
    assertThat(findViolations(event("PUT", "/v1/backlinks", "", ""), methodNotAllowed)).isEmpty();
  }

  @Test
  void undescribedStatusOrTypeOrRouteIsReported() {
    ObjectNode ready = ready(example("Ready"));
    assertThat(findViolations(get("/v1/links", ""), ready)).contains("status 200 is not described");
    assertThat(findViolations(event("PATCH", "/v1/backlinks", "", ""), ready))
        .contains("status 200");
    assertThat(findViolations(QUESTION_EVENT, ready.deepCopy().put("statusCode", 203)))
        .contains("status 203");
    headers(ready).put("Content-Type", "text/html");
    assertThat(findViolations(QUESTION_EVENT, ready)).contains("content type 'text/html'");
  }

  @Test
  void problemIsReportedWhenItContradictsStatus() {
    ObjectNode notFound = problem("NotFound");
    ObjectNode unknown = answer(404, "application/problem+json", notFound.toString());
    assertThat(findViolations(get("/v2/x", ""), unknown)).isEmpty();
    assertThat(
            findViolations(
                QUESTION_EVENT, answer(400, "application/problem+json", notFound.toString())))
        .contains("type", "status", "errors");
    ObjectNode retryable = notFound.deepCopy().put("retryable", true);
    assertThat(
            findViolations(
                QUESTION_EVENT, answer(404, "application/problem+json", retryable.toString())))
        .contains("retryable");
    assertThat(
            findViolations(
                "[1]".getBytes(StandardCharsets.UTF_8), notFound.deepCopy().put("type", "x")))
        .contains("an unrecognized event");
  }

  @Test
  void acceptedRequestIsReportedWhenItDiffersFromSchema() {
    ObjectNode answer = ready(example("Ready"));
    assertThat(findViolations(get("/v1/backlinks", "limit=5001&colour=red"), answer))
        .contains("limit: ", "colour is not described", "target is missing");
    assertThat(
            findViolations(
                get("/v1/backlinks", "target=a.b&scopes=url,rootDomain&limit=5"), answer))
        .isEmpty();
    assertThat(
            findViolations(
                event("POST", "/v1/backlinks", "", "{\"target\":\"a.b\",\"wait\":26}"), answer))
        .contains("wait");
    assertThat(
            findViolations(
                bytes(JSON.createObjectNode().put("target", "a.b").put("tags", "x")),
                example("Ready")))
        .contains("tags");
  }

  @Test
  void linesAndCsvHeaderAreChecked() {
    ObjectNode lines = ready(example("Ready"));
    headers(lines).put("Content-Type", "application/x-ndjson");
    assertThat(findViolations(QUESTION_EVENT, lines.put("body", "{\"scope\":\"url\"}\n")))
        .isEmpty();
    assertThat(
            findViolations(
                QUESTION_EVENT, lines.put("body", "{\"scope\":\"url\"}\n{\"scope\":\"web\"}\n")))
        .contains("scope");
    assertThat(findViolations(QUESTION_EVENT, lines.put("body", "{\"scope\":\"url\"}")))
        .contains("last line");
    headers(lines).put("Content-Type", "text/csv; charset=utf-8");
    assertThat(findViolations(QUESTION_EVENT, lines.put("body", "scope,source.url\r\nurl,u\r\n")))
        .contains("header [");
  }

  @Test
  void sampleOfRowsAndEverythingElseIsChecked() {
    ObjectNode body = example("Ready");
    ArrayNode rows = (ArrayNode) body.path("backlinks");
    for (int i = 1; i < 5_000; i++) {
      rows.add(rows.get(0).deepCopy());
    }
    assertThat(findViolations(QUESTION_EVENT, ready(body))).isEmpty();
    for (int index : List.of(0, RowSample.FIRST_ROWS - 1, 4_999)) {
      ObjectNode invalid = body.deepCopy();
      ((ObjectNode) invalid.path("backlinks").get(index)).put("scope", "web");
      assertThat(findViolations(QUESTION_EVENT, ready(invalid)))
          .as("row " + index)
          .contains("scope");
    }
    assertThat(findViolations(QUESTION_EVENT, ready(body.put("more", 1)))).contains("more");
  }

  @Test
  void answersToOtherEventsAreChecked() {
    byte[] tick = "{\"source\":\"aws.events\"}".getBytes(StandardCharsets.UTF_8);
    byte[] stream =
        "{\"Records\":[{\"eventSource\":\"aws:dynamodb\"}]}".getBytes(StandardCharsets.UTF_8);
    ObjectNode summary = JSON.createObjectNode();
    List.of("due", "ready", "queued", "failed", "left").forEach(name -> summary.put(name, 0));
    assertThat(findViolations(tick, summary)).isEmpty();
    assertThat(findViolations(tick, summary.deepCopy().put("left", -1))).contains("a tick", "left");
    ObjectNode failures = JSON.createObjectNode();
    failures.putArray("batchItemFailures").addObject().put("itemIdentifier", "17");
    assertThat(findViolations(stream, failures)).isEmpty();
    assertThat(findViolations(stream, summary)).contains("a batch");
  }
}
