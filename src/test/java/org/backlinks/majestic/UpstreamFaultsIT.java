package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.ProblemAssertions.assertProblem;
import static org.backlinks.local.GatewayClient.parseBody;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.SharedStack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers and actions of the program when upstream fails. {@code UpstreamMatrixIT} has each fault
 * in every position.
 */
class UpstreamFaultsIT {
  private static final GatewayClient HTTP = new GatewayClient(SharedStack.httpApi());

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void unchargedCallIsRepeatedInTheSameRequest(int status) {
    String target = "http://rows-9.again-" + status + ".faults.example/";
    stack()
        .majestic()
        .scriptTarget(
            target,
            new Behaviour.FixedResponse(status),
            new Behaviour.FixedResponse(status),
            new Behaviour.Rows());
    JsonNode answer = parseBody(ask(target));
    assertThat(answer.path("state").asText()).as(answer.toString()).isEqualTo("ready");
    assertThat(answer.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(upstreamCalls(target)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {501, 502, 504})
  void possiblyChargedCallIsNotRepeated(int status) {
    String target = "http://rows-9.once-" + status + ".faults.example/";
    stack()
        .majestic()
        .scriptTarget(target, new Behaviour.FixedResponse(status), new Behaviour.Rows());
    assertStoredAsFailed(
        assertProblem(ask(target), "upstream-unavailable", 503), "upstream-unavailable");
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void shortRetryAfterIsWaitedForInTheSameRequest() {
    String target = "http://rows-9.short-hint.faults.example/";
    stack()
        .majestic()
        .scriptTarget(
            target,
            new Behaviour.FixedResponse(503, "text/plain", "", Map.of("Retry-After", "1")),
            new Behaviour.Rows());
    assertThat(parseBody(ask(target)).path("state").asText()).isEqualTo("ready");
    List<FakeCall> calls = upstreamCalls(target);
    assertThat(calls).hasSize(2);
    assertThat(Duration.between(calls.getFirst().receivedAt(), calls.getLast().receivedAt()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void unavailableProblemHasRetryAfter() {
    String target = "http://time.faults.example/";
    stack().majestic().scriptTarget(target, new Behaviour.FixedResponse(500));
    Response response = ask(target);
    assertProblem(response, "upstream-unavailable", 503);
    assertThat(response.header("Retry-After")).matches("[1-9]\\d*");
  }

  @Test
  void unknownHostIsUpstreamUnavailable() throws Exception {
    String target = "http://rows-9.no-host.faults.example/";
    try (FunctionPool pool =
        stack().callerPool(Map.of("MAJESTIC_URL", "http://upstream.invalid"))) {
      JsonNode problem =
          assertProblem(
              SharedStack.invoke(pool, "{\"target\": \"" + target + "\"}"),
              "upstream-unavailable",
              503);
      assertStoredAsFailed(problem, "upstream-unavailable");
    }
  }

  @Test
  void longRetryAfterIsPassedOn() {
    String target = "http://hint.faults.example/";
    stack()
        .majestic()
        .scriptTarget(
            target,
            new Behaviour.FixedResponse(503, "text/plain", "", Map.of("Retry-After", "77")));
    assertThat(ask(target).header("Retry-After")).isEqualTo("77");
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void redirectIsNotFollowed() {
    String target = "http://redirect.faults.example/";
    String elsewhere = stack().majestic().uri() + "/api/json";
    stack()
        .majestic()
        .scriptTarget(
            target,
            new Behaviour.FixedResponse(301, "text/plain", "", Map.of("Location", elsewhere)));
    Response response = ask(target);
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(parseBody(response).path("type").asText())
        .isIn("/problems/upstream-refused", "/problems/upstream-unreadable");
    assertThat(upstreamCalls(target)).hasSize(1);
    assertStoredAsFailed(
        parseBody(response), parseBody(response).path("type").asText().substring(10));
  }

  /** Uses a long body, so that its start, with the charges, is read before the rest arrives. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void chargeIsBookedWhenTheAnswerIsTruncated(boolean chunked) {
    assertChargeIsBooked("cut-" + chunked, new Behaviour.CutAt(98, chunked));
  }

  @Test
  void chargeIsBookedWhenTheListIsMissing() {
    assertChargeIsBooked("no-list", new Behaviour.MissingTable("URL"));
  }

  private static void assertChargeIsBooked(String name, Behaviour behaviour) {
    String target = "http://rows-3000." + name + ".charged.faults.example/";
    stack().majestic().scriptTarget(target, behaviour);
    Response response = HTTP.post("{\"target\": \"%s\", \"maxBacklinks\": 3000}".formatted(target));
    String id = assertProblem(response, "upstream-unreadable", 502).path("report").asText();
    JsonNode charged = parseBody(HTTP.getReport(id)).at("/usage/charged");
    assertThat(charged.path("analysis").asInt()).isEqualTo(5_000);
    assertThat(charged.path("retrieval").asInt()).isEqualTo(3_000);
  }

  @Test
  void directInvocationGetsTheSameProblem() throws Exception {
    String target = "http://direct.faults.example/";
    stack().majestic().scriptTarget(target, new Behaviour.HtmlPage());
    JsonNode problem =
        assertProblem(
            SharedStack.invoke("{\"target\": \"" + target + "\"}"), "upstream-unreadable", 502);
    assertStoredAsFailed(problem, "upstream-unreadable");
  }

  private static Response ask(String target) {
    return HTTP.post("{\"target\": \"" + target + "\"}");
  }

  /** Checks that the failed report can be read, and that it has its problem and its usage. */
  static void assertStoredAsFailed(JsonNode problem, String type) {
    Response response = HTTP.getReport(problem.path("report").asText());
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    JsonNode report = parseBody(response);
    assertThat(report.path("state").asText()).isEqualTo("failed");
    assertThat(report.at("/problem/type").asText()).isEqualTo("/problems/" + type);
    assertThat(report.at("/problem/status")).isEqualTo(problem.path("status"));
    assertThat(report.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(report.has("backlinks")).isFalse();
  }

  static void assertSucceedsWithOneMoreCall(String target, String failed) {
    int calls = upstreamCalls(target).size();
    JsonNode answer = parseBody(ask(target));
    assertThat(answer.path("state").asText()).as(answer.toString()).isEqualTo("ready");
    assertThat(answer.path("id").asText()).isNotEqualTo(failed);
    assertThat(answer.path("reused").booleanValue()).isFalse();
    assertThat(answer.path("backlinks")).hasSize(9);
    assertThat(upstreamCalls(target)).hasSize(calls + 1);
  }
}
