package org.backlinks.entry;

import static io.restassured.config.DecoderConfig.decoderConfig;
import static io.restassured.config.RestAssuredConfig.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.ProblemAssertions.assertProblem;
import static org.backlinks.local.GatewayClient.parseBody;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.itemCount;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.tableText;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.backlinks.local.ApiGatewayServer;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.CallGate;
import org.junit.jupiter.api.Test;

/** Tests of routes. They run for both kinds of API Gateway. */
abstract class RoutesContract {
  private static final String UNKNOWN_ID = "0123456789abcdef0123456789abcdef";

  private static final Path DOCUMENT = Path.of("src/main/resources/openapi.json");

  private final GatewayClient http;
  private final String gateway;

  /**
   * @param gateway a part of each target, so that two gateways have different targets
   */
  RoutesContract(ApiGatewayServer front, String gateway) {
    this.http = new GatewayClient(front);
    this.gateway = gateway;
  }

  private String target(String name) {
    return "http://rows-7." + name + "." + gateway + ".example/";
  }

  private static String json(String target) {
    return "{\"target\": \"" + target + "\"}";
  }

  @Test
  void getReturnsFirstPage() {
    String target = target("get");
    Response response = http.get("target=" + target + "&maxBacklinks=5&tag=mine");
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    assertThat(response.contentType()).isEqualTo("application/json");
    JsonNode answer = parseBody(response);
    assertThat(answer.path("state").asText()).isEqualTo("ready");
    assertThat(answer.path("backlinks")).hasSize(5);
    assertThat(answer.at("/request/target").asText()).isEqualTo(target);
    assertThat(answer.path("tag").asText()).isEqualTo("mine");
    assertThat(answer.path("reused").booleanValue()).isFalse();
  }

  @Test
  void linkToNextPageOfChangesHasStage() {
    String target = target("changes");
    String since = parseBody(http.get("target=" + target + "&maxBacklinks=3")).path("id").asText();
    String id = parseBody(http.get("target=" + target)).path("id").asText();
    Response first =
        http.request()
            .accept("text/csv")
            .urlEncodingEnabled(false)
            .get("/v1/reports/" + id + "/changes/?csv=raw&limit=3&since=" + since);
    String prefix = gateway.equals("rest") ? "</prod/v1/reports/" : "</v1/reports/";
    assertThat(first.header("Link")).startsWith(prefix + id + "/changes?").contains("&csv=raw>");
    Response next = http.getPath(first.header("Link").replaceFirst("<(.*)>.*", "$1"), "text/csv");
    assertThat(next.asString()).startsWith("kind,scope,evidence,").contains("appeared,url,");
    assertThat(next.header("Link")).isNull();
  }

  @Test
  void secondRequestReusesReport() {
    String target = target("reuse");
    JsonNode first = parseBody(http.post(json(target)));
    JsonNode second = parseBody(http.get("target=" + target));
    assertThat(first.path("reused").booleanValue()).isFalse();
    assertThat(second.path("reused").booleanValue()).isTrue();
    assertThat(second.path("id")).isEqualTo(first.path("id"));
    assertThat(second.path("backlinks")).isEqualTo(first.path("backlinks")).hasSize(7);
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void tagIsEchoedOnlyToItsCaller() {
    String target = target("tag");
    JsonNode tagged =
        parseBody(http.post("{\"target\": \"" + target + "\", \"tag\": \"only mine\"}"));
    assertThat(tagged.path("tag").asText()).isEqualTo("only mine");
    assertThat(parseBody(http.post(json(target))).has("tag")).isFalse();
    assertThat(parseBody(http.getReport(tagged.path("id").asText())).has("tag")).isFalse();
    assertThat(tableText()).doesNotContain("only mine");
  }

  @Test
  void reportIsReturnedById() {
    JsonNode first = parseBody(http.post(json(target("report"))));
    Response response = http.getReport(first.path("id").asText());
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode shown = parseBody(response);
    assertThat(shown.path("state").asText()).isEqualTo("ready");
    for (String member : List.of("id", "request", "usage", "lists", "backlinks", "page")) {
      assertThat(first.has(member)).as(member).isTrue();
      assertThat(shown.path(member)).as(member).isEqualTo(first.path(member));
    }
  }

  @Test
  void deletedReportIsNotFoundAndNotReused() {
    String target = target("delete");
    String id = parseBody(http.post(json(target))).path("id").asText();
    Response deleted = http.request().delete("/v1/reports/{id}", id);
    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(deleted.asString()).isEmpty();
    assertProblem(http.getReport(id), "not-found", 404);
    assertProblem(http.request().delete("/v1/reports/{id}", id), "not-found", 404);
    JsonNode again = parseBody(http.post(json(target)));
    assertThat(again.path("reused").booleanValue()).isFalse();
    assertThat(again.path("id").asText()).isNotEqualTo(id);
    assertThat(upstreamCalls(target)).hasSize(2);
  }

  @Test
  void unknownReportIsNotFound() {
    for (String id : List.of(UNKNOWN_ID, UNKNOWN_ID.toUpperCase(), "x", "..", "report%23x")) {
      Response response = http.request().urlEncodingEnabled(false).get("/v1/reports/" + id);
      assertProblem(response, "not-found", 404);
    }
  }

  @Test
  void unknownRouteIsNotFound() {
    for (String path : List.of("/v1/backlink", "/v1/", "/", "/v2/backlinks", "/v1/backlinks/x")) {
      assertProblem(http.request().get(path), "not-found", 404);
    }
  }

  @Test
  void unsupportedMethodIsRefusedWithAllowHeader() {
    Response put = http.request().put("/v1/backlinks");
    assertProblem(put, "method-not-allowed", 405);
    assertThat(put.header("Allow")).isEqualTo("GET, HEAD, POST");
    Response post = http.request().post("/v1/reports/{id}", UNKNOWN_ID);
    assertProblem(post, "method-not-allowed", 405);
    assertThat(post.header("Allow")).isEqualTo("GET, HEAD, DELETE");
  }

  @Test
  void openApiDocumentIsReturnedWithEntityTag() throws Exception {
    int items = itemCount();
    Response response = http.request().get("/v1/openapi.json");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.contentType()).isEqualTo("application/json");
    assertThat(parseBody(response)).isEqualTo(JSON.readTree(Files.readAllBytes(DOCUMENT)));
    String tag = response.header("ETag");
    Response same = http.request().header("If-None-Match", tag).get("/v1/openapi.json");
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.header("ETag")).isEqualTo(tag);
    assertThat(itemCount()).isEqualTo(items);
  }

  @Test
  void openApiRouteRefusesParametersAndOtherMethods() {
    assertProblem(http.request().get("/v1/openapi.json?a=b"), "invalid-request", 400);
    assertProblem(
        http.request().accept("image/png").get("/v1/openapi.json"), "not-acceptable", 406);
    Response post = http.request().post("/v1/openapi.json");
    assertProblem(post, "method-not-allowed", 405);
    assertThat(post.header("Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void headHasHeadersOfGetWhenReportIsReady() {
    String target = target("head");
    String id = parseBody(http.post(json(target))).path("id").asText();
    for (String path :
        List.of(
            "/v1/backlinks?limit=2&target=" + target,
            "/v1/reports/" + id,
            "/v1/reports/" + id + "?csv=excel&limit=2",
            "/v1/openapi.json",
            "/v1/usage")) {
      for (String encoding : List.of("identity", "gzip")) {
        Response get = requestWithEncoding(encoding).get(path);
        Response head = requestWithEncoding(encoding).head(path);
        assertThat(head.statusCode()).as(path).isEqualTo(200).isEqualTo(get.statusCode());
        assertThat(head.asByteArray()).as(path).isEmpty();
        for (String header :
            List.of("ETag", "Content-Type", "Link", "Vary", "Cache-Control", "Content-Encoding")) {
          assertThat(head.header(header)).as(path + " " + header).isEqualTo(get.header(header));
        }
        assertThat(get.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(head.header("X-Content-Type-Options")).isEqualTo("nosniff");
      }
    }
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  /** Returns a request whose client adds no encodings of its own. */
  private RequestSpecification requestWithEncoding(String encoding) {
    return http.request()
        .config(config().decoderConfig(decoderConfig().noContentDecoders()))
        .urlEncodingEnabled(false)
        .accept("text/csv, application/json;q=0.9")
        .header("Accept-Encoding", encoding);
  }

  @Test
  void headIsNotModifiedWhenEntityTagMatches() {
    String target = target("head-same");
    String id = parseBody(http.post(json(target))).path("id").asText();
    String tag = http.getReport(id).header("ETag");
    Response same = http.request().header("If-None-Match", tag).head("/v1/reports/" + id);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.header("ETag")).isEqualTo(tag);
  }

  @Test
  void headNeverStartsReport() {
    String target = target("head-none");
    int items = itemCount();
    Response notFound = http.request().queryParam("target", target).head("/v1/backlinks");
    assertThat(notFound.statusCode()).isEqualTo(404);
    assertThat(notFound.asByteArray()).isEmpty();
    assertThat(http.request().head("/v1/reports/" + UNKNOWN_ID).statusCode()).isEqualTo(404);
    assertThat(http.request().head("/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(http.request().head("/v1/backlinks").statusCode()).isEqualTo(400);
    Response estimate = http.request().head("/v1/estimates");
    assertThat(estimate.statusCode()).isEqualTo(405);
    assertThat(estimate.header("Allow")).isEqualTo("POST");
    assertThat(upstreamCalls(target)).isEmpty();
    assertThat(itemCount()).isEqualTo(items);
  }

  @Test
  void headHasRetryAfterWhenReportIsPending() throws Exception {
    String target = target("head-pending");
    try (CallGate gate = new CallGate()) {
      stack().majestic().scriptTarget(target, new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      JsonNode first = parseBody(http.post("{\"target\": \"" + target + "\", \"wait\": 0}"));
      assertThat(first.path("state").asText()).isEqualTo("pending");
      Response head = http.request().queryParam("target", target).head("/v1/backlinks");
      assertThat(head.statusCode()).isEqualTo(202);
      assertThat(head.header("Location")).endsWith("/v1/reports/" + first.path("id").asText());
      assertThat(head.header("Retry-After")).isNotNull();
      Response report = http.request().head("/v1/reports/" + first.path("id").asText());
      assertThat(report.statusCode()).isEqualTo(200);
      assertThat(report.header("Retry-After")).isNotNull();
      gate.open();
    }
  }

  @Test
  void headIsNotFoundWhenReportFailed() {
    String target = target("head-failed");
    stack().majestic().scriptTarget(target, new Behaviour.ErrorCode("InvalidUrl", "no"));
    String id = parseBody(http.post(json(target))).path("report").asText();
    assertThat(parseBody(http.getReport(id)).path("state").asText()).isEqualTo("failed");
    assertThat(http.request().head("/v1/reports/" + id).statusCode()).isEqualTo(404);
    Response first = http.request().queryParam("target", target).head("/v1/backlinks");
    assertThat(first.statusCode()).isEqualTo(404);
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void trailingSlashIsIgnored() {
    String target = target("slash");
    String id = parseBody(http.get("target=" + target)).path("id").asText();
    Response again = http.request().queryParam("target", target).get("/v1/backlinks/");
    assertThat(parseBody(again).path("id").asText()).isEqualTo(id);
    assertThat(parseBody(http.request().get("/v1/reports/" + id + "/")).path("id").asText())
        .isEqualTo(id);
    assertThat(http.request().get("/v1/usage/").statusCode()).isEqualTo(200);
    assertThat(http.request().head("/v1/openapi.json/").statusCode()).isEqualTo(200);
    Response estimate =
        http.request().contentType(ContentType.JSON).body(json(target)).post("/v1/estimates/");
    assertThat(estimate.statusCode()).isEqualTo(200);
    assertThat(http.request().delete("/v1/reports/" + id + "/").statusCode()).isEqualTo(204);
    assertProblem(http.getReport(id), "not-found", 404);
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void equivalentFieldSpellingsReuseReport() {
    String target = target("value");
    JsonNode first = parseBody(http.post(json(target.replace(".example/", ".example:/"))));
    String otherSpelling =
        "{\"target\": \"%s\", \"maxBacklinks\": 1e2, \"limit\": 5.0, \"maxAge\": \"p1wt0,5h\","
            + " \"index\": null, \"maxUnits\": {\"analysis\": null}, \"tag\": null}";
    JsonNode second = parseBody(http.post(otherSpelling.formatted(target)));
    assertThat(second.path("id")).isEqualTo(first.path("id"));
    assertThat(second.path("backlinks")).hasSize(5);
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void unacceptableContentTypeIsRefusedWithoutUpstreamCall() {
    String target = target("accept");
    Response response =
        http.request().accept("image/png").queryParam("target", target).get("/v1/backlinks");
    assertProblem(response, "not-acceptable", 406);
    assertThat(upstreamCalls(target)).isEmpty();
  }

  @Test
  void bodyOfOtherContentTypeIsRefused() {
    String target = target("type");
    Response response =
        http.request().contentType(ContentType.TEXT).body(json(target)).post("/v1/backlinks");
    assertProblem(response, "unsupported-media-type", 415);
    assertThat(upstreamCalls(target)).isEmpty();
  }

  @Test
  void oversizedBodyIsRefused() {
    String target = target("large");
    String large = "{\"target\": \"%s\", \"tag\": \"%s\"}".formatted(target, "x".repeat(100_000));
    assertProblem(http.post(large), "too-large", 413);
    assertThat(upstreamCalls(target)).isEmpty();
  }

  @Test
  void zeroMaxAgeStartsNewReport() {
    String target = target("anew");
    String first = parseBody(http.post(json(target))).path("id").asText();
    JsonNode second =
        parseBody(http.post("{\"target\": \"" + target + "\", \"maxAge\": \"PT0S\"}"));
    assertThat(second.path("reused").booleanValue()).isFalse();
    assertThat(second.path("id").asText()).isNotEqualTo(first);
    assertThat(upstreamCalls(target)).hasSize(2);
    assertThat(parseBody(http.post(json(target))).path("id")).isEqualTo(second.path("id"));
  }

  @Test
  void idempotencyKeyIsRefusedWithOtherQuestion() {
    String target = target("key");
    String key = "key-of-" + gateway;
    Response first = postWithKey(key, "{\"target\": \"" + target + "\", \"maxAge\": \"PT0S\"}");
    Response same = postWithKey(key, "{\"target\": \"" + target + "\", \"maxAge\": \"PT0S\"}");
    assertThat(parseBody(same).path("id")).isEqualTo(parseBody(first).path("id"));
    assertThat(parseBody(same).path("reused").booleanValue()).isTrue();
    assertProblem(postWithKey(key, json(target("another"))), "idempotency-mismatch", 422);
    assertThat(upstreamCalls(target)).hasSize(1);
    assertThat(upstreamCalls(target("another"))).isEmpty();
  }

  private Response postWithKey(String key, String json) {
    return http.request()
        .header("Idempotency-Key", key)
        .contentType(ContentType.JSON)
        .body(json)
        .post("/v1/backlinks");
  }

  @Test
  void equivalentTargetSpellingsReuseReport() {
    String target = target("spelling");
    String other =
        target.toUpperCase().replace("HTTP", "Http").replace(".EXAMPLE/", ".example:80/#x");
    JsonNode first = parseBody(http.post(json(target)));
    JsonNode second = parseBody(http.post(json(other)));
    assertThat(second.path("id")).isEqualTo(first.path("id"));
    assertThat(upstreamCalls(target)).hasSize(1);
  }

  @Test
  void concurrentEqualRequestsMakeOneUpstreamCall() throws Exception {
    String target = target("twenty");
    try (CallGate gate = new CallGate();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      stack().majestic().scriptTarget(target, new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      List<CompletableFuture<Response>> futures =
          Stream.generate(
                  () -> CompletableFuture.supplyAsync(() -> http.post(json(target)), threads))
              .limit(20)
              .toList();
      assertThat(gate.awaitArrivals(1, Duration.ofSeconds(20))).isTrue();
      gate.open();
      List<JsonNode> answers = futures.stream().map(future -> parseBody(future.join())).toList();
      assertThat(answers).allSatisfy(answer -> assertThat(answer.path("backlinks")).hasSize(7));
      assertThat(answers.stream().map(answer -> answer.path("id")).distinct()).hasSize(1);
      assertThat(answers.stream().filter(answer -> !answer.path("reused").booleanValue()))
          .hasSize(1);
    }
    assertThat(upstreamCalls(target)).hasSize(1);
  }
}
