package org.backlinks.majestic;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.Problems.problem;
import static org.backlinks.local.Http.body;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.local.Http;
import org.backlinks.local.SharedStack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which upstream can fail: its problem, a failed report, and another try. */
class UpstreamFaultsIT {
  private static final Http HTTP = new Http(SharedStack.http());

  /** What upstream does, and what a caller is told. */
  record Fault(
      String name, Behaviour behaviour, String type, int status, boolean retryable, int calls) {
    String target() {
      return "http://rows-9." + name.toLowerCase().replace(' ', '-') + ".faults.example/";
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
        unavailable("HTTP 500", new Behaviour.Http(500)),
        unavailable("HTTP 502 with a page", http(502, "<html>Bad Gateway</html>")),
        unavailable("HTTP 503", new Behaviour.Http(503)),
        unavailable("HTTP 429", new Behaviour.Http(429)),
        new Fault("reset", new Behaviour.Reset(), "upstream-unavailable", 503, true, 1),
        refused("HTTP 404", new Behaviour.Http(404)),
        refused("HTTP 403 with a page", http(403, "<html>Forbidden</html>")),
        refused("unknown code", new Behaviour.ErrorCode("MoonInWrongPhase", "Try later")),
        refused("bad parameter", new Behaviour.ErrorCode("InvalidParameter", "out of range")),
        refused("general failure", new Behaviour.ErrorCode("FailedRequestViaAPI", "no")),
        unreadable("HTTP 204", new Behaviour.Http(204)),
        unreadable("HTML page", new Behaviour.HtmlPage()),
        unreadable("no code", http(200, "{\"DataTables\": {}}")),
        unreadable("a list", http(200, "[]")),
        unreadable("an empty body", http(200, "")),
        unreadable("cut at once", new Behaviour.CutAt(0, false)),
        unreadable("cut in the middle", new Behaviour.CutAt(50, false)),
        unreadable("cut near the end", new Behaviour.CutAt(98, false)),
        unreadable("chunks cut in the middle", new Behaviour.CutAt(50, true)),
        unreadable("chunks cut near the end", new Behaviour.CutAt(98, true)),
        unreadable("the one list is missing", new Behaviour.MissingTable("URL")),
        exhausted("InsufficientAnalysisResUnits", "Not enough analysis units left"),
        exhausted("InsufficientRetrievalResUnits", "units"),
        exhausted("FailedRequestViaAPI", "You do not have enough units: not enough units left"));
  }

  /** Certainly not charged: sent twice more in the same call. */
  private static Fault unavailable(String name, Behaviour behaviour) {
    return new Fault(name, behaviour, "upstream-unavailable", 503, true, 3);
  }

  private static Fault refused(String name, Behaviour behaviour) {
    return new Fault(name, behaviour, "upstream-refused", 502, false, 1);
  }

  private static Fault unreadable(String name, Behaviour behaviour) {
    return new Fault(name, behaviour, "upstream-unreadable", 502, false, 1);
  }

  private static Fault exhausted(String code, String message) {
    return new Fault(
        "exhausted " + code,
        new Behaviour.ErrorCode(code, message),
        "upstream-units-exhausted",
        402,
        false,
        1);
  }

  private static Behaviour http(int status, String body) {
    return new Behaviour.Http(status, "text/html", body, Map.of());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsItsProblemAndTheNextTrySucceeds(Fault fault) {
    List<Behaviour> behaviours = new ArrayList<>(nCopies(fault.calls(), fault.behaviour()));
    behaviours.add(new Behaviour.Rows());
    stack().majestic().on(fault.target(), behaviours.toArray(Behaviour[]::new));
    JsonNode problem = problem(ask(fault.target()), fault.type(), fault.status());
    assertThat(problem.path("retryable").booleanValue()).isEqualTo(fault.retryable());
    isKeptAsFailed(problem, fault.type());
    assertThat(upstreamCalls(fault.target())).hasSize(fault.calls());
    succeedsWithOneMoreCall(fault.target(), problem.path("report").asText());
  }

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

  @ParameterizedTest
  @MethodSource("unavailables")
  void anUnavailableUpstreamComesWithATimeToTryAgain(Fault fault) {
    String target = fault.target().replace("faults", "again");
    stack().majestic().on(target, fault.behaviour());
    assertThat(ask(target).header("Retry-After")).matches("[1-9]\\d*");
  }

  static Stream<Fault> unavailables() {
    return faults().filter(Fault::retryable);
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
