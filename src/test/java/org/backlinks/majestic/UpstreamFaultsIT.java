package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.Problems.problem;
import static org.backlinks.local.Http.body;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.Http;
import org.backlinks.local.SharedStack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is told and done beside the fault itself, where upstream fails; each fault in every place is
 * in {@code UpstreamMatrixIT}.
 */
class UpstreamFaultsIT {
  private static final Http HTTP = new Http(SharedStack.http());

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void whatWasNotChargedIsSentAgainInTheSameCall(int status) {
    String target = "http://rows-9.again-" + status + ".faults.example/";
    stack()
        .majestic()
        .on(target, new Behaviour.Http(status), new Behaviour.Http(status), new Behaviour.Rows());
    JsonNode answer = body(ask(target));
    assertThat(answer.path("state").asText()).as(answer.toString()).isEqualTo("ready");
    assertThat(answer.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(upstreamCalls(target)).hasSize(3);
  }

  @Test
  void upstreamsShortHintIsWaitedForInTheSameCall() {
    String target = "http://rows-9.short-hint.faults.example/";
    stack()
        .majestic()
        .on(
            target,
            new Behaviour.Http(503, "text/plain", "", Map.of("Retry-After", "1")),
            new Behaviour.Rows());
    assertThat(body(ask(target)).path("state").asText()).isEqualTo("ready");
    List<Call> calls = upstreamCalls(target);
    assertThat(calls).hasSize(2);
    assertThat(Duration.between(calls.getFirst().at(), calls.getLast().at()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void anUnavailableUpstreamComesWithATimeToTryAgain() {
    String target = "http://time.faults.example/";
    stack().majestic().on(target, new Behaviour.Http(500));
    Response response = ask(target);
    problem(response, "upstream-unavailable", 503);
    assertThat(response.header("Retry-After")).matches("[1-9]\\d*");
  }

  @Test
  void aHostThatDoesNotExistIsAnUnavailableUpstream() throws Exception {
    String target = "http://rows-9.no-host.faults.example/";
    try (FunctionPool pool = stack().pool(Map.of("MAJESTIC_URL", "http://upstream.invalid"))) {
      JsonNode problem =
          problem(
              SharedStack.invoke(pool, "{\"target\": \"" + target + "\"}"),
              "upstream-unavailable",
              503);
      isKeptAsFailed(problem, "upstream-unavailable");
    }
  }

  @Test
  void upstreamsOwnHintWhenToTryAgainIsPassedOn() {
    String target = "http://hint.faults.example/";
    stack()
        .majestic()
        .on(target, new Behaviour.Http(503, "text/plain", "", Map.of("Retry-After", "77")));
    assertThat(ask(target).header("Retry-After")).isEqualTo("77");
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void aRedirectIsNotFollowed() {
    String target = "http://redirect.faults.example/";
    String elsewhere = stack().majestic().uri() + "/api/json";
    stack()
        .majestic()
        .on(target, new Behaviour.Http(301, "text/plain", "", Map.of("Location", elsewhere)));
    Response response = ask(target);
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(body(response).path("type").asText())
        .isIn("/problems/upstream-refused", "/problems/upstream-unreadable");
    assertThat(upstreamCalls(target)).hasSize(1);
    isKeptAsFailed(body(response), body(response).path("type").asText().substring(10));
  }

  /**
   * The body is too long to arrive whole before it is read: its beginning, with the charges, was
   * read.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatACutAnswerSaidItChargedIsBooked(boolean chunked) {
    chargedIsBooked("cut-" + chunked, new Behaviour.CutAt(98, chunked));
  }

  @Test
  void whatAnAnswerWithoutItsListChargedIsBooked() {
    chargedIsBooked("no-list", new Behaviour.MissingTable("URL"));
  }

  private static void chargedIsBooked(String name, Behaviour behaviour) {
    String target = "http://rows-3000." + name + ".charged.faults.example/";
    stack().majestic().on(target, behaviour);
    Response response = HTTP.post("{\"target\": \"%s\", \"maxBacklinks\": 3000}".formatted(target));
    String id = problem(response, "upstream-unreadable", 502).path("report").asText();
    JsonNode charged = body(HTTP.report(id)).at("/usage/charged");
    assertThat(charged.path("analysis").asInt()).isEqualTo(5_000);
    assertThat(charged.path("retrieval").asInt()).isEqualTo(3_000);
  }

  @Test
  void aDirectCallerGetsTheSameProblem() throws Exception {
    String target = "http://direct.faults.example/";
    stack().majestic().on(target, new Behaviour.HtmlPage());
    JsonNode problem =
        problem(SharedStack.invoke("{\"target\": \"" + target + "\"}"), "upstream-unreadable", 502);
    isKeptAsFailed(problem, "upstream-unreadable");
  }

  private static Response ask(String target) {
    return HTTP.post("{\"target\": \"" + target + "\"}");
  }

  /** The failed report can be looked at; it says what happened and what it cost. */
  static void isKeptAsFailed(JsonNode problem, String type) {
    Response response = HTTP.report(problem.path("report").asText());
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    JsonNode report = body(response);
    assertThat(report.path("state").asText()).isEqualTo("failed");
    assertThat(report.at("/problem/type").asText()).isEqualTo("/problems/" + type);
    assertThat(report.at("/problem/status")).isEqualTo(problem.path("status"));
    assertThat(report.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(report.has("backlinks")).isFalse();
  }

  static void succeedsWithOneMoreCall(String target, String failed) {
    int calls = upstreamCalls(target).size();
    JsonNode answer = body(ask(target));
    assertThat(answer.path("state").asText()).as(answer.toString()).isEqualTo("ready");
    assertThat(answer.path("id").asText()).isNotEqualTo(failed);
    assertThat(answer.path("reused").booleanValue()).isFalse();
    assertThat(answer.path("backlinks")).hasSize(9);
    assertThat(upstreamCalls(target)).hasSize(calls + 1);
  }
}
