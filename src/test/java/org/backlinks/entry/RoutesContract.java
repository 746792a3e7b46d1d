package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.Problems.problem;
import static org.backlinks.local.Http.body;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.items;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.table;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.backlinks.local.Http;
import org.backlinks.local.HttpFront;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Gate;
import org.junit.jupiter.api.Test;

/** The routes, the same behind either gateway. */
abstract class RoutesContract {
  private static final String NOBODYS = "0123456789abcdef0123456789abcdef";

  private static final Path DOCUMENT = Path.of("src/main/resources/openapi.json");

  private final Http http;
  private final String gateway;

  /**
   * @param gateway keeps the targets of two gateways apart
   */
  RoutesContract(HttpFront front, String gateway) {
    this.http = new Http(front);
    this.gateway = gateway;
  }

  private String target(String name) {
    return "http://rows-7." + name + "." + gateway + ".example/";
  }

  private static String json(String target) {
    return "{\"target\": \"" + target + "\"}";
  }

  @Test
  void getAnswersWithTheFirstPage() {
    String target = target("get");
    Response response = http.get("target=" + target + "&maxBacklinks=5&tag=mine");
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    assertThat(response.contentType()).isEqualTo("application/json");
    JsonNode answer = body(response);
    assertThat(answer.path("state").asText()).isEqualTo("ready");
    assertThat(answer.path("backlinks")).hasSize(5);
    assertThat(answer.at("/request/target").asText()).isEqualTo(target);
    assertThat(answer.path("tag").asText()).isEqualTo("mine");
    assertThat(answer.path("reused").booleanValue()).isFalse();
  }

  @Test
  void aSecondRequestIsAnsweredFromTheFirstOne() {
    String target = target("reuse");
    JsonNode first = body(http.post(json(target)));
    JsonNode second = body(http.get("target=" + target));
    assertThat(first.path("reused").booleanValue()).isFalse();
    assertThat(second.path("reused").booleanValue()).isTrue();
    assertThat(second.path("id")).isEqualTo(first.path("id"));
    assertThat(second.path("backlinks")).isEqualTo(first.path("backlinks")).hasSize(7);
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void theTagIsEchoedToItsCallerOnly() {
    String target = target("tag");
    JsonNode tagged = body(http.post("{\"target\": \"" + target + "\", \"tag\": \"only mine\"}"));
    assertThat(tagged.path("tag").asText()).isEqualTo("only mine");
    assertThat(body(http.post(json(target))).has("tag")).isFalse();
    assertThat(body(http.report(tagged.path("id").asText())).has("tag")).isFalse();
    assertThat(table()).doesNotContain("only mine");
  }

  @Test
  void aReportIsShownByItsId() {
    JsonNode asked = body(http.post(json(target("report"))));
    Response response = http.report(asked.path("id").asText());
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode shown = body(response);
    assertThat(shown.path("state").asText()).isEqualTo("ready");
    for (String member : List.of("id", "request", "usage", "lists", "backlinks", "page")) {
      assertThat(asked.has(member)).as(member).isTrue();
      assertThat(shown.path(member)).as(member).isEqualTo(asked.path(member));
    }
  }

  @Test
  void aDeletedReportIsGoneAndItsQuestionIsAskedAnew() {
    String target = target("delete");
    String id = body(http.post(json(target))).path("id").asText();
    Response deleted = http.request().delete("/v1/reports/{id}", id);
    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(deleted.asString()).isEmpty();
    problem(http.report(id), "not-found", 404);
    problem(http.request().delete("/v1/reports/{id}", id), "not-found", 404);
    JsonNode again = body(http.post(json(target)));
    assertThat(again.path("reused").booleanValue()).isFalse();
    assertThat(again.path("id").asText()).isNotEqualTo(id);
    assertThat(upstreamCalls(target)).hasSize(2);
  }

  @Test
  void anUnknownReportIsNotFound() {
    for (String id : List.of(NOBODYS, NOBODYS.toUpperCase(), "x", "..", "report%23x")) {
      Response response = http.request().urlEncodingEnabled(false).get("/v1/reports/" + id);
      problem(response, "not-found", 404);
    }
  }

  @Test
  void anUnknownRouteIsNotFound() {
    for (String path : List.of("/v1/backlink", "/v1/", "/", "/v2/backlinks", "/v1/backlinks/x")) {
      problem(http.request().get(path), "not-found", 404);
    }
  }

  @Test
  void anotherMethodIsToldWhichOnesAreAllowed() {
    Response put = http.request().put("/v1/backlinks");
    problem(put, "method-not-allowed", 405);
    assertThat(put.header("Allow")).isEqualTo("GET, POST");
    Response post = http.request().post("/v1/reports/{id}", NOBODYS);
    problem(post, "method-not-allowed", 405);
    assertThat(post.header("Allow")).isEqualTo("GET, DELETE");
  }

  @Test
  void theInterfaceIsToldAsItIsDescribed() throws Exception {
    int items = items();
    Response response = http.request().get("/v1/openapi.json");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.contentType()).isEqualTo("application/json");
    assertThat(body(response)).isEqualTo(JSON.readTree(Files.readAllBytes(DOCUMENT)));
    String tag = response.header("ETag");
    Response same = http.request().header("If-None-Match", tag).get("/v1/openapi.json");
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.header("ETag")).isEqualTo(tag);
    assertThat(items()).isEqualTo(items);
  }

  @Test
  void theInterfaceTakesNoParametersAndNoOtherMethods() {
    problem(http.request().get("/v1/openapi.json?a=b"), "invalid-request", 400);
    problem(http.request().accept("text/html").get("/v1/openapi.json"), "not-acceptable", 406);
    Response post = http.request().post("/v1/openapi.json");
    problem(post, "method-not-allowed", 405);
    assertThat(post.header("Allow")).isEqualTo("GET");
    assertThat(http.request().head("/v1/openapi.json").statusCode()).isEqualTo(405);
  }

  @Test
  void whoTakesNoTypeOfOursIsToldSoAndNothingIsAsked() {
    String target = target("accept");
    Response response =
        http.request().accept("image/png").queryParam("target", target).get("/v1/backlinks");
    problem(response, "not-acceptable", 406);
    assertThat(upstreamCalls(target)).isEmpty();
  }

  @Test
  void aBodyOfAnotherTypeIsRefused() {
    String target = target("type");
    Response response =
        http.request().contentType(ContentType.TEXT).body(json(target)).post("/v1/backlinks");
    problem(response, "unsupported-media-type", 415);
    assertThat(upstreamCalls(target)).isEmpty();
  }

  @Test
  void aBodyBeyondReasonIsRefused() {
    String target = target("large");
    String large = "{\"target\": \"%s\", \"tag\": \"%s\"}".formatted(target, "x".repeat(100_000));
    problem(http.post(large), "too-large", 413);
    assertThat(upstreamCalls(target)).isEmpty();
  }

  @Test
  void maxAgeOfZeroPaysAnew() {
    String target = target("anew");
    String first = body(http.post(json(target))).path("id").asText();
    JsonNode anew = body(http.post("{\"target\": \"" + target + "\", \"maxAge\": \"PT0S\"}"));
    assertThat(anew.path("reused").booleanValue()).isFalse();
    assertThat(anew.path("id").asText()).isNotEqualTo(first);
    assertThat(upstreamCalls(target)).hasSize(2);
    assertThat(body(http.post(json(target))).path("id")).isEqualTo(anew.path("id"));
  }

  @Test
  void theKeyOfOneQuestionIsRefusedWithAnother() {
    String target = target("key");
    String key = "key-of-" + gateway;
    Response first = withKey(key, "{\"target\": \"" + target + "\", \"maxAge\": \"PT0S\"}");
    Response same = withKey(key, "{\"target\": \"" + target + "\", \"maxAge\": \"PT0S\"}");
    assertThat(body(same).path("id")).isEqualTo(body(first).path("id"));
    assertThat(body(same).path("reused").booleanValue()).isTrue();
    problem(withKey(key, json(target("another"))), "idempotency-mismatch", 422);
    assertThat(upstreamCalls(target)).hasSize(1);
    assertThat(upstreamCalls(target("another"))).isEmpty();
  }

  private Response withKey(String key, String json) {
    return http.request()
        .header("Idempotency-Key", key)
        .contentType(ContentType.JSON)
        .body(json)
        .post("/v1/backlinks");
  }

  @Test
  void everySpellingOfATargetIsOneQuestion() {
    String target = target("spelling");
    String other =
        target.toUpperCase().replace("HTTP", "Http").replace(".EXAMPLE/", ".example:80/#x");
    JsonNode first = body(http.post(json(target)));
    JsonNode second = body(http.post(json(other)));
    assertThat(second.path("id")).isEqualTo(first.path("id"));
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void twentyEqualRequestsAtOnceAreOneUpstreamCall() throws Exception {
    String target = target("twenty");
    try (Gate gate = new Gate();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      stack().majestic().on(target, new Behaviour.Held(gate, new Behaviour.Rows()));
      List<CompletableFuture<Response>> asked =
          Stream.generate(
                  () -> CompletableFuture.supplyAsync(() -> http.post(json(target)), threads))
              .limit(20)
              .toList();
      assertThat(gate.awaitArrivals(1, Duration.ofSeconds(20))).isTrue();
      gate.open();
      List<JsonNode> answers = asked.stream().map(one -> body(one.join())).toList();
      assertThat(answers).allSatisfy(answer -> assertThat(answer.path("backlinks")).hasSize(7));
      assertThat(answers.stream().map(answer -> answer.path("id")).distinct()).hasSize(1);
      assertThat(answers.stream().filter(answer -> !answer.path("reused").booleanValue()))
          .hasSize(1);
    }
    assertThat(upstreamCalls(target)).hasSize(1);
  }
}
