package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.Problems.namesFields;
import static org.backlinks.entry.Problems.problem;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.items;
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

/**
 * Events made to break the function: each gets a small problem, in one piece, and costs nothing.
 */
class AttackIT {
  private static final String INVALID = "invalid-request";
  private static final String ROUTE = "/v1/backlinks";
  private static final int SMALL = 40_000;

  private int callsBefore;
  private int itemsBefore;

  @BeforeEach
  void count() {
    callsBefore = stack().majestic().calls().size();
    itemsBefore = items();
  }

  @AfterEach
  void nothingWasSentUpstreamAndNothingWritten() {
    assertThat(stack().majestic().calls()).hasSize(callsBefore);
    assertThat(items()).isEqualTo(itemsBefore);
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
  void noPathLeadsAstrayOrIntoAHeader(String path) throws Exception {
    ObjectNode event = event("GET", path, null);
    event
        .withObject("/headers")
        .put("host", "evil.example\r\nX: y")
        .put("x-forwarded-host", "evil");
    event.withObject("/requestContext").put("stage", "a\r\nb").put("domainName", "evil.example");
    answered(event, "not-found", 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"maxBacklinks", "maxPerDomain", "wait", "limit"})
  void aNumberWithAHugeExponentIsNotUnfolded(String field) throws Exception {
    for (String number : new String[] {"1e999999999", "-1E+2147483647", "1e-999999999"}) {
      String request = "{\"target\": \"bad.example\", \"%s\": %s}".formatted(field, number);
      namesFields(answered(event("POST", ROUTE, request), INVALID, 400), field);
      namesFields(problem(invoke(request), INVALID, 400), field);
    }
  }

  @Test
  void aNumberOfAHundredThousandDigitsIsNoBody() throws Exception {
    String request = "{\"target\": \"bad.example\", \"limit\": %s}";
    problem(invoke(request.formatted("9".repeat(100_000))), INVALID, 400);
    // over HTTP so many are too large a body
    String fewer = request.formatted("9".repeat(SMALL));
    namesFields(answered(event("POST", ROUTE, fewer), INVALID, 400), "body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void aBodyNestedTooDeepIsNoBody(String opening) throws Exception {
    String deep = "{\"target\": " + opening.repeat(10_000);
    namesFields(answered(event("POST", ROUTE, deep), INVALID, 400), "body");
    problem(invoke("{\"target\": " + opening.repeat(200_000)), INVALID, 400);
  }

  @Test
  void manyMembersOfOneHashAreTold() throws Exception {
    JsonNode direct = problem(invoke(colliding(1 << 14)), INVALID, 400);
    assertThat(direct.path("errors").size()).isLessThan(150);
    JsonNode problem = answered(event("POST", ROUTE, colliding(1 << 10)), INVALID, 400);
    assertThat(problem.path("errors").size()).isLessThan(150);
  }

  /** "Aa" and "BB" have the same hash code, so have all names that are made of them. */
  private static String colliding(int members) {
    return IntStream.range(0, members)
        .mapToObj(number ->
            IntStream.range(0, 14)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining("", "\"", "\":1")))
        .collect(Collectors.joining(",", "{\"target\": \"bad.example\", ", "}"));
  }

  @Test
  void manyQueryParametersAreTold() throws Exception {
    ObjectNode event = event("GET", ROUTE, null);
    event.put(
        "rawQueryString",
        IntStream.range(0, 50_000).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&")));
    assertThat(answered(event, INVALID, 400).path("errors").size()).isLessThan(150);
  }

  @Test
  void hugeHeadersAreRead() throws Exception {
    ObjectNode event = event("GET", ROUTE, null);
    event
        .withObject("/headers")
        .put("accept", "a/b;q=0.1,".repeat(100_000) + "*/*")
        .put("accept-encoding", "x;q=0,".repeat(100_000))
        .put("if-none-match", "\"".repeat(100_000));
    namesFields(answered(event, INVALID, 400), "target");
  }

  @Test
  void aPackedBodyIsNotUnpacked() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[20 << 20]);
    }
    ObjectNode event =
        event("POST", ROUTE, Base64.getEncoder().encodeToString(packed.toByteArray()));
    event.put("isBase64Encoded", true).withObject("/headers").put("content-encoding", "gzip");
    namesFields(answered(event, INVALID, 400), "body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: b=c", "\u0000", "a\u0085b"})
  void anIdempotencyKeyIsOneLine(String key) throws Exception {
    ObjectNode event = event("POST", ROUTE, "{\"target\": \"bad.example\"}");
    event.withObject("/headers").put("idempotency-key", key);
    namesFields(answered(event, INVALID, 400), "idempotencyKey");
  }

  private static ObjectNode event(String method, String path, String body) {
    ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("rawPath", path);
    event.put("rawQueryString", "").put("body", body).put("isBase64Encoded", false);
    event.putObject("headers").put("content-type", "application/json");
    event.putObject("requestContext").putObject("http").put("method", method);
    return event;
  }

  private static JsonNode answered(ObjectNode event, String type, int status)
      throws IOException, InterruptedException {
    JsonNode answer = invoke(event.toString());
    assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.toString()).hasSizeLessThan(SMALL);
    for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
      assertThat(header.getKey() + header.getValue().asText())
          .doesNotContainPattern("\\p{Cntrl}")
          .doesNotContain("evil", "Cookie");
    }
    return problem(JSON.readTree(answer.path("body").asText()), type, status);
  }
}
