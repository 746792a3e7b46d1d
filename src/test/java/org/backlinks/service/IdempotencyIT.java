package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.forcedQueueQuestion;
import static org.backlinks.service.DirectInvoker.id;
import static org.backlinks.service.DirectInvoker.question;
import static org.backlinks.service.DirectInvoker.state;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Idempotency keys: the same key returns the same report. */
class IdempotencyIT {
  private final FakeMajestic majestic = FastPollingStack.majestic();
  private final DirectInvoker caller = FastPollingStack.caller();
  private final GatewayClient http = new GatewayClient(FastPollingStack.stack().gatewayServer());

  @BeforeEach
  void forgetCalls() {
    majestic.resetCalls();
  }

  @Test
  void keyInHeaderEqualsKeyInBody() {
    ObjectNode question = question("http://both.rows-2.example.com/").put("maxAge", "PT0S");

    Response first = post(question, "both ways");
    JsonNode second = caller.invoke(question.put("idempotencyKey", "both ways"));
    Response third =
        http.request()
            .header("Idempotency-Key", "both ways")
            .queryParam("target", "http://both.rows-2.example.com/")
            .get("/v1/backlinks");

    first.then().statusCode(200).body("reused", is(false));
    assertThat(id(second)).isEqualTo(first.path("id"));
    assertThat(second.at("/reused").asBoolean()).isTrue();
    third.then().statusCode(200).body("id", is(id(second))).body("reused", is(true));
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void keyCanBeReusedAfterUnchargedFailure() {
    ObjectNode question =
        question("http://free-failure.rows-2.example.com/").put("idempotencyKey", "again");
    majestic.scriptTarget("free-failure", new Behaviour.FixedResponse(503));
    JsonNode failed = caller.invoke(question);
    majestic.scriptTarget("free-failure", new Behaviour.Rows());
    JsonNode second = caller.invoke(question);

    assertThat(failed.path("type").asText()).isEqualTo("/problems/upstream-unavailable");
    assertThat(failed.path("retryable").asBoolean()).isTrue();
    assertThat(state(second)).isEqualTo("ready");
    assertThat(id(second)).isNotEqualTo(failed.path("report").asText());
  }

  @Test
  void keyKeepsFailureWhenItMayHaveBeenCharged() {
    ObjectNode question =
        question("http://paid-failure.rows-2.example.com/").put("idempotencyKey", "not again");
    majestic.scriptTarget("paid-failure", new Behaviour.FixedResponse(502));
    JsonNode failed = caller.invoke(question);
    majestic.scriptTarget("paid-failure", new Behaviour.Rows());
    JsonNode same = caller.invoke(question);

    assertThat(failed.path("type").asText()).isEqualTo("/problems/upstream-unavailable");
    assertThat(failed.path("retryable").asBoolean()).isFalse();
    assertThat(same.path("report")).isEqualTo(failed.path("report"));
    assertThat(majestic.calls("GetTopBackLinks")).hasSize(1);
  }

  @Test
  void requestIsInvalidWhenKeyIsGivenTwice() {
    ObjectNode question = question("http://twice.example.com/").put("idempotencyKey", "a");

    post(question, "a")
        .then()
        .statusCode(400)
        .body("type", is("/problems/invalid-request"))
        .body("errors.field", contains("idempotencyKey"));
    assertThat(majestic.calls()).isEmpty();
  }

  @Test
  void keyIsRefusedWhenUsedWithAnotherQuestion() {
    post(question("http://first.rows-1.example.com/"), "one question").then().statusCode(200);
    majestic.resetCalls();

    post(question("http://second.rows-1.example.com/"), "one question")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", is("/problems/idempotency-mismatch"))
        .body("retryable", is(false));
    JsonNode direct =
        caller.invoke(
            question("http://first.rows-1.example.com/")
                .put("maxBacklinks", 99)
                .put("idempotencyKey", "one question"));
    assertThat(direct.at("/type").asText()).isEqualTo("/problems/idempotency-mismatch");
    assertThat(majestic.calls()).isEmpty();
  }

  @Test
  void keyAcceptsDifferentPageOptions() {
    ObjectNode question = question("http://terms.rows-3.example.com/");
    String first = post(question, "other terms").path("id");

    Response again =
        post(question.put("limit", 2).put("tag", "mine").put("wait", 0), "other terms");

    again.then().statusCode(200).body("id", is(first)).body("tag", is("mine"));
    assertThat(again.<List<?>>path("backlinks")).hasSize(2);
  }

  @Test
  void keyReturnsSamePendingReport() {
    ObjectNode question = forcedQueueQuestion("http://pending-key.rows-1.example.com/");
    Response first = post(question, "pending");
    first.then().statusCode(202);

    Response second = post(question.put("wait", 0), "pending");

    second.then().statusCode(202).body("id", is(first.<String>path("id"))).body("reused", is(true));
    assertThat(state(caller.pollUntilDone(second.path("id")))).isEqualTo("ready");
  }

  @Test
  void keyReturnsSameProblemOfFailedReport() {
    majestic.scriptTarget(
        "fails-once", new Behaviour.ErrorCode("Odd", "odd"), new Behaviour.Rows());
    ObjectNode question = question("http://key.fails-once.rows-1.example.com/");

    Response first = post(question, "failed");
    Response second = post(question, "failed");

    first.then().statusCode(502).body("type", is("/problems/upstream-refused"));
    second
        .then()
        .statusCode(502)
        .body("type", is("/problems/upstream-refused"))
        .body("detail", is(first.<String>path("detail")))
        .body("report", is(first.<String>path("report")));
    assertThat(majestic.calls()).hasSize(1);
    post(question, "another").then().statusCode(200).body("reused", is(false));
  }

  @Test
  void keyCanBeReusedWhenReportIsDeleted() {
    ObjectNode question = question("http://key-deleted.rows-1.example.com/");
    String first = post(question, "deleted").path("id");
    caller.delete(first);

    Response second = post(question, "deleted");
    Response third = post(question, "deleted");

    second.then().statusCode(200).body("reused", is(false));
    assertThat(second.<String>path("id")).isNotEqualTo(first);
    third.then().statusCode(200).body("id", is(second.<String>path("id")));
    assertThat(majestic.paidCalls()).hasSize(2);
  }

  @Test
  void keyIsAssignedToReusedReport() {
    ObjectNode question = question("http://found.rows-1.example.com/");
    String found = id(caller.invoke(question));

    post(question, "found").then().statusCode(200).body("id", is(found)).body("reused", is(true));
    post(question.put("maxAge", "PT0S"), "found").then().statusCode(200).body("id", is(found));
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void keyExpiresAfterOneDay() {
    post(question("http://day-one.rows-1.example.com/"), "a day").then().statusCode(200);
    IdempotencyKeyItem stored = new IdempotencyKeyItem(FastPollingStack.stack().dynamo(), "a day");
    assertThat(stored.expiresAt().orElseThrow())
        .isBetween(
            Instant.now().plus(Duration.ofHours(24)).minusSeconds(60),
            Instant.now().plus(Duration.ofHours(24)).plusSeconds(1));

    stored.expireNow();

    post(question("http://day-two.rows-1.example.com/"), "a day")
        .then()
        .statusCode(200)
        .body("reused", is(false));
    post(question("http://day-one.rows-1.example.com/"), "a day").then().statusCode(422);
  }

  @Test
  void keyPaysOnceWhenUsedConcurrently() {
    ObjectNode question =
        question("http://crowded-key.rows-1.example.com/")
            .put("maxAge", "PT0S")
            .put("idempotencyKey", "crowd");

    List<CompletableFuture<JsonNode>> futures =
        Stream.generate(() -> caller.invokeAsync(question)).limit(12).toList();

    assertThat(futures.stream().map(CompletableFuture::join))
        .allMatch(answer -> state(answer).equals("ready"))
        .extracting(DirectInvoker::id)
        .containsOnly(id(futures.getFirst().join()));
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void keyAcceptsOneOfTwoConcurrentQuestions() {
    List<CompletableFuture<JsonNode>> futures =
        Stream.of("http://race-a.rows-1.example.com/", "http://race-b.rows-1.example.com/")
            .map(target -> caller.invokeAsync(question(target).put("idempotencyKey", "race")))
            .toList();

    assertThat(futures.stream().map(CompletableFuture::join))
        .satisfiesOnlyOnce(answer -> assertThat(state(answer)).isEqualTo("ready"))
        .satisfiesOnlyOnce(answer ->
            assertThat(answer.at("/type").asText()).isEqualTo("/problems/idempotency-mismatch"));
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  private Response post(ObjectNode question, String key) {
    return http.request()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(question.toString())
        .post("/v1/backlinks");
  }
}
