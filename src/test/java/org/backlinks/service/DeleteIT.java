package org.backlinks.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.forcedQueueQuestion;
import static org.backlinks.service.DirectInvoker.id;
import static org.backlinks.service.DirectInvoker.question;
import static org.backlinks.service.DirectInvoker.state;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Behaviour.TablesKind;
import org.backlinks.local.majestic.Behaviour.TokenKind;
import org.backlinks.local.majestic.CallGate;
import org.backlinks.local.majestic.FakeCall;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deletion of reports by their owner. */
class DeleteIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final FakeMajestic majestic = FastPollingStack.majestic();
  private final DirectInvoker caller = FastPollingStack.caller();

  @BeforeEach
  void forgetCalls() {
    majestic.resetCalls();
  }

  @Test
  void deletedReportIsNotFoundOverHttp() {
    String id = id(caller.invoke(question("http://over-http.rows-1.example.com/")));
    String address = FastPollingStack.stack().gatewayServer().uri() + "/v1/reports/" + id;

    given().delete(address).then().statusCode(204).body(emptyString());
    given().get(address).then().statusCode(404).body("type", is("/problems/not-found"));
    given().delete(address).then().statusCode(404).body("type", is("/problems/not-found"));
  }

  @ParameterizedTest
  @EnumSource(
      value = TokenKind.class,
      names = {"JOB_ID", "DOWNLOAD_JOB_ID"})
  void deletionCancelsJobOnceWhenItHasAnId(TokenKind token) {
    String target = "http://cancel-" + token.ordinal() + ".rows-2.example.com/";
    majestic.scriptTarget(
        "cancel-" + token.ordinal(),
        new Behaviour.Queued(3, token, TablesKind.EMPTY, new Behaviour.Rows()));
    String id = caller.submitPending(forcedQueueQuestion(target));

    assertThat(caller.delete(id).path("deleted").asBoolean()).isTrue();

    List<FakeCall> cancelled = majestic.calls("DeleteDownloads");
    assertThat(cancelled).hasSize(1);
    assertThat(cancelled.getFirst().parameters().get("DownloadJobIDs")).matches("[0-9A-F]{32}");
    assertGone(id);
    assertThat(caller.poll().path("due").asInt()).isZero();
  }

  @Test
  void deletionKeepsJobWhenSameQuestionWithNamedCommandAwaitsIt() {
    String target = "http://cancel-shared.rows-2.example.com/";
    majestic.scriptTarget(
        "cancel-shared",
        new Behaviour.Queued(3, TokenKind.JOB_ID, TablesKind.EMPTY, new Behaviour.Rows()));
    String autoId = caller.submitPending(forcedQueueQuestion(target));
    String namedId =
        caller.submitPending(forcedQueueQuestion(target).put("command", "GetTopBackLinks"));

    caller.delete(autoId);
    assertThat(majestic.calls("DeleteDownloads")).isEmpty();
    caller.delete(namedId);
    assertThat(majestic.calls("DeleteDownloads")).hasSize(1);
  }

  @Test
  void deletionCancelsJobWhenItsIdIsATopLevelField() {
    String queued = "{\"Code\":\"QueuedForProcessing\",\"ErrorMessage\":\"\",\"JobID\":\"TOP-1\"}";
    majestic.scriptNext(new Behaviour.FixedResponse(200, "application/json", queued, Map.of()));
    String id = caller.submitPending(question("http://top-level.example.com/"));

    caller.delete(id);

    assertThat(majestic.calls("DeleteDownloads").getFirst().parameters())
        .containsEntry("DownloadJobIDs", "TOP-1");
  }

  @ParameterizedTest
  @EnumSource(
      value = TokenKind.class,
      names = {"NONE", "JOB_TOKEN"})
  void deletionCancelsNothingWhenJobHasNoId(TokenKind token) {
    String name = "no-id-" + token.ordinal();
    majestic.scriptTarget(
        name, new Behaviour.Queued(3, token, TablesKind.EMPTY, new Behaviour.Rows()));
    String id = caller.submitPending(forcedQueueQuestion("http://" + name + ".example.com/"));

    caller.delete(id);

    assertThat(majestic.calls("DeleteDownloads")).isEmpty();
    assertGone(id);
  }

  @Test
  void deletionSucceedsWhenUpstreamCannotCancel() {
    majestic.scriptTarget(
        "no-cancel",
        new Behaviour.Queued(3, TokenKind.JOB_ID, TablesKind.EMPTY, new Behaviour.Rows()));
    String id = caller.submitPending(forcedQueueQuestion("http://no-cancel.example.com/"));
    majestic.scriptNextOf("DeleteDownloads", new Behaviour.FixedResponse(500));

    assertThat(caller.delete(id).path("deleted").asBoolean()).isTrue();
    assertGone(id);
  }

  @ParameterizedTest
  @EnumSource(
      value = TokenKind.class,
      names = {"NONE", "JOB_ID"})
  void questionIsClaimedAgainAfterPendingReportIsDeleted(TokenKind token) {
    String name = "again-" + token.ordinal();
    String target = "http://" + name + ".rows-2.example.com/";
    majestic.scriptTarget(
        name, new Behaviour.Queued(1, token, TablesKind.EMPTY, new Behaviour.Rows()));
    String first = caller.submitPending(forcedQueueQuestion(target));
    caller.delete(first);

    JsonNode second = caller.invoke(question(target));

    assertThat(id(second)).isNotEqualTo(first);
    assertThat(second.at("/reused").asBoolean()).isFalse();
    assertThat(caller.pollUntilDone(id(second)).at("/backlinks")).hasSize(2);
    assertGone(first);
  }

  @Test
  void questionIsPaidAgainAfterReadyReportIsDeleted() {
    String target = "http://ready-again.rows-2.example.com/";
    String first = id(caller.invoke(question(target)));
    caller.delete(first);

    JsonNode second = caller.invoke(question(target));

    assertThat(id(second)).isNotEqualTo(first);
    assertThat(state(second)).isEqualTo("ready");
    assertThat(majestic.paidCalls()).hasSize(2);
    assertThat(majestic.calls("DeleteDownloads")).isEmpty();
  }

  @Test
  void deletionIsNotUndoneByLateWorker() throws Exception {
    String target = "http://late-worker.rows-2.example.com/";
    majestic.scriptTarget("late-worker", new Behaviour.Queued(1), new Behaviour.Rows());
    String id = caller.submitPending(forcedQueueQuestion(target));
    try (CallGate gate = new CallGate()) {
      majestic.scriptNext(new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      CompletableFuture<JsonNode> worker =
          CompletableFuture.supplyAsync(() -> caller.pollUntilWorkIsFound());
      assertThat(gate.awaitArrivals(1, TIMEOUT)).isTrue();
      caller.delete(id);
      String second = id(caller.invoke(question(target).put("wait", 0)));
      gate.open();

      worker.join();
      assertGone(id);
      assertThat(second).isNotEqualTo(id);
      assertThat(state(caller.pollUntilDone(second))).isEqualTo("ready");
      assertThat(id(caller.invoke(question(target)))).isEqualTo(second);
    }
  }

  @Test
  void deletionCancelsJobCreatedByRunningCall() throws Exception {
    String target = "http://running.example.com/";
    try (CallGate gate = new CallGate()) {
      majestic.scriptTarget(
          "running",
          new Behaviour.HeldAtGate(
              gate,
              new Behaviour.Queued(3, TokenKind.JOB_ID, TablesKind.EMPTY, new Behaviour.Rows())));
      CompletableFuture<JsonNode> payer = caller.invokeAsync(question(target));
      assertThat(gate.awaitArrivals(1, TIMEOUT)).isTrue();
      String id = id(caller.invoke(question(target).put("wait", 0)));
      caller.delete(id);
      assertThat(majestic.calls("DeleteDownloads")).isEmpty();
      gate.open();

      assertThat(payer.get().path("type").asText()).isEqualTo("/problems/not-found");
      assertThat(majestic.calls("DeleteDownloads")).hasSize(1);
      assertGone(id);
    }
  }

  private void assertGone(String id) {
    assertThat(caller.getPage(id).path("type").asText()).isEqualTo("/problems/not-found");
  }
}
