package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.ProblemAssertions.assertFieldsNamed;
import static org.backlinks.entry.ProblemAssertions.assertProblem;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.itemCount;
import static org.backlinks.local.SharedStack.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends events that try to break the function. Each gets a small problem and costs no units. */
class HostileEventIT {
  private static final String INVALID_REQUEST = "invalid-request";
  private static final String ROUTE = "/v1/backlinks";
  private static final int MAX_PROBLEM_LENGTH = 40_000;

  /** Slightly less than the maximum number of bytes of a Lambda event. */
  private static final int ALMOST_MAX_LAMBDA_PAYLOAD = (6 << 20) - 100;

  private int callsBefore;
  private int itemsBefore;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/prod\r\nSet-Cookie: a=b/v1/backlinks",
        "/v1/backlinks\r\nSet-Cookie: a=b",
        "/v1/reports/0\r\nX: y",
        "/v1/reports/../backlinks/..",
        "/v1/reports/..%2F..%2Fusage",
        "/v1/reports/%2e%2e",
        "//evil.example/v1/x",
        "/v1/notify/../../usage"
      })
  void hostilePathIsNotFoundAndReachesNoHeader(String path) throws Exception {
    ObjectNode event = event("GET", path, null);
    event
        .withObject("/headers")
        .put("host", "evil.example\r\nX: y")
        .put("x-forwarded-host", "evil");
    event.withObject("/requestContext").put("stage", "a\r\nb").put("domainName", "evil.example");
    assertProblemResponse(event, "not-found", 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"maxBacklinks", "maxPerDomain", "wait", "limit"})
  void numberWithHugeExponentIsRefusedWithoutExpansion(String field) throws Exception {
    for (String number : new String[] {"1e999999999", "-1E+2147483647", "1e-999999999"}) {
      String request = "{\"target\": \"bad.example\", \"%s\": %s}".formatted(field, number);
      assertFieldsNamed(
          assertProblemResponse(event("POST", ROUTE, request), INVALID_REQUEST, 400), field);
      assertFieldsNamed(assertProblem(invoke(request), INVALID_REQUEST, 400), field);
    }
  }

  @Test
  void numberWithManyDigitsIsRefused() throws Exception {
    String request = "{\"target\": \"bad.example\", \"limit\": %s}";
    assertProblem(invoke(request.formatted("9".repeat(100_000))), INVALID_REQUEST, 400);
    // an HTTP body with that number of digits is too large
    String shorter = request.formatted("9".repeat(MAX_PROBLEM_LENGTH));
    assertFieldsNamed(
        assertProblemResponse(event("POST", ROUTE, shorter), INVALID_REQUEST, 400), "body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void deeplyNestedBodyIsRefused(String opening) throws Exception {
    String deep = "{\"target\": " + opening.repeat(10_000);
    assertFieldsNamed(
        assertProblemResponse(event("POST", ROUTE, deep), INVALID_REQUEST, 400), "body");
    assertProblem(invoke("{\"target\": " + opening.repeat(40_000)), INVALID_REQUEST, 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[],", "{\"a\":", "xxx", "   "})
  void oversizedDirectPayloadIsRefused(String piece) throws Exception {
    String large = piece.repeat(ALMOST_MAX_LAMBDA_PAYLOAD / piece.length());
    assertProblem(invoke(large), "too-large", 413);
    assertProblem(invoke("{\"target\": " + large), "too-large", 413);
    assertProblem(invoke("{\"target\": \"" + "x".repeat(300_000) + "\"}"), "too-large", 413);
  }

  @Test
  void oversizedGatewayBodyIsRefused() throws Exception {
    for (int length : new int[] {100_000, 1_000_000, 5_000_000}) {
      assertProblemResponse(event("POST", ROUTE, "x".repeat(length)), "too-large", 413);
    }
  }

  @Test
  void manyMembersWithEqualHashCodesAreReportedBriefly() throws Exception {
    JsonNode direct = assertProblem(invoke(collidingMembers(1 << 12)), INVALID_REQUEST, 400);
    assertThat(direct.path("errors").size()).isLessThan(150);
    JsonNode problem =
        assertProblemResponse(
            event("POST", ROUTE, collidingMembers(1 << 10)), INVALID_REQUEST, 400);
    assertThat(problem.path("errors").size()).isLessThan(150);
  }

  /** Returns members whose names have equal hash codes, because "Aa" and "BB" have the same. */
  private static String collidingMembers(int members) {
    return IntStream.range(0, members)
        .mapToObj(number ->
            IntStream.range(0, 14)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining("", "\"", "\":1")))
        .collect(Collectors.joining(",", "{\"target\": \"bad.example\", ", "}"));
  }

  @Test
  void manyQueryParametersAreReportedBriefly() throws Exception {
    ObjectNode event = event("GET", ROUTE, null);
    event.put(
        "rawQueryString",
        IntStream.range(0, 50_000).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&")));
    assertThat(assertProblemResponse(event, INVALID_REQUEST, 400).path("errors").size())
        .isLessThan(150);
  }

  @Test
  void hugeHeadersAreParsed() throws Exception {
    ObjectNode event = event("GET", ROUTE, null);
    event
        .withObject("/headers")
        .put("accept", "a/b;q=0.1,".repeat(100_000) + "*/*")
        .put("accept-encoding", "x;q=0,".repeat(100_000))
        .put("if-none-match", "\"".repeat(100_000));
    assertFieldsNamed(assertProblemResponse(event, INVALID_REQUEST, 400), "target");
  }

  @Test
  void gzipRequestBodyIsNotDecompressed() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[20 << 20]);
    }
    ObjectNode event =
        event("POST", ROUTE, Base64.getEncoder().encodeToString(packed.toByteArray()));
    event.put("isBase64Encoded", true).withObject("/headers").put("content-encoding", "gzip");
    assertFieldsNamed(assertProblemResponse(event, INVALID_REQUEST, 400), "body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: b=c", "\u0000", "a\u0085b"})
  void idempotencyKeyWithControlCharacterIsRefused(String key) throws Exception {
    ObjectNode event = event("POST", ROUTE, "{\"target\": \"bad.example\"}");
    event.withObject("/headers").put("idempotency-key", key);
    assertFieldsNamed(assertProblemResponse(event, INVALID_REQUEST, 400), "idempotencyKey");
  }

  private static ObjectNode event(String method, String path, String body) {
    ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("rawPath", path);
    event.put("rawQueryString", "").put("body", body).put("isBase64Encoded", false);
    event.putObject("headers").put("content-type", "application/json");
    event.putObject("requestContext").putObject("http").put("method", method);
    return event;
  }

  private static JsonNode assertProblemResponse(ObjectNode event, String type, int status)
      throws IOException, InterruptedException {
    JsonNode answer = invoke(event.toString());
    assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.toString()).hasSizeLessThan(MAX_PROBLEM_LENGTH);
    for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
      assertThat(header.getKey() + header.getValue().asText())
          .doesNotContainPattern("\\p{Cntrl}")
          .doesNotContain("evil", "Cookie");
    }
    return assertProblem(JSON.readTree(answer.path("body").asText()), type, status);
  }
}
