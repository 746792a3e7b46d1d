package org.backlinks.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectCaller.id;
import static org.backlinks.service.DirectCaller.question;
import static org.backlinks.service.DirectCaller.queued;
import static org.backlinks.service.DirectCaller.state;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Behaviour.Tables;
import org.backlinks.local.majestic.Behaviour.Token;
import org.backlinks.local.majestic.Call;
import org.backlinks.local.majestic.Gate;
import org.backlinks.local.majestic.Majestic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A report that its owner takes back. */
class DeleteIT {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Majestic majestic = QuickStack.majestic();
  private final DirectCaller caller = QuickStack.caller();

  @BeforeEach
  void forgetCalls() {
    majestic.resetCalls();
  }

  @Test
  void isGoneForEveryoneOverHttp() {
    String id = id(caller.ask(question("http://over-http.rows-1.example.com/")));
    String address = QuickStack.stack().front().uri() + "/v1/reports/" + id;

    given().delete(address).then().statusCode(204).body(emptyString());
    given().get(address).then().statusCode(404).body("type", is("/problems/not-found"));
    given().delete(address).then().statusCode(404).body("type", is("/problems/not-found"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Token.class,
      names = {"JOB_ID", "DOWNLOAD_JOB_ID"})
  void cancelsAJobThatHasAnIdOnce(Token token) {
    String target = "http://cancel-" + token.ordinal() + ".rows-2.example.com/";
    majestic.on(
        "cancel-" + token.ordinal(),
        new Behaviour.Queued(3, token, Tables.EMPTY, new Behaviour.Rows()));
    String id = caller.submit(queued(target));

    assertThat(caller.delete(id).path("deleted").asBoolean()).isTrue();

    List<Call> cancelled = majestic.calls("DeleteDownloads");
    assertThat(cancelled).hasSize(1);
    assertThat(cancelled.getFirst().parameters().get("DownloadJobIDs")).matches("[0-9A-F]{32}");
    assertGone(id);
    assertThat(caller.poll().path("due").asInt()).isZero();
  }

  @Test
  void cancelsAJobWhoseIdStandsBesideTheCode() {
    String queued = "{\"Code\":\"QueuedForProcessing\",\"ErrorMessage\":\"\",\"JobID\":\"TOP-1\"}";
    majestic.next(new Behaviour.Http(200, "application/json", queued, Map.of()));
    String id = caller.submit(question("http://top-level.example.com/"));

    caller.delete(id);

    assertThat(majestic.calls("DeleteDownloads").getFirst().parameters())
        .containsEntry("DownloadJobIDs", "TOP-1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Token.class,
      names = {"NONE", "JOB_TOKEN"})
  void cancelsNothingThatHasNoId(Token token) {
    String name = "no-id-" + token.ordinal();
    majestic.on(name, new Behaviour.Queued(3, token, Tables.EMPTY, new Behaviour.Rows()));
    String id = caller.submit(queued("http://" + name + ".example.com/"));

    caller.delete(id);

    assertThat(majestic.calls("DeleteDownloads")).isEmpty();
    assertGone(id);
  }

  @Test
  void isDoneEvenWhereUpstreamCannotCancel() {
    majestic.on(
        "no-cancel", new Behaviour.Queued(3, Token.JOB_ID, Tables.EMPTY, new Behaviour.Rows()));
    String id = caller.submit(queued("http://no-cancel.example.com/"));
    majestic.nextOf("DeleteDownloads", new Behaviour.Http(500));

    assertThat(caller.delete(id).path("deleted").asBoolean()).isTrue();
    assertGone(id);
  }

  @ParameterizedTest
  @EnumSource(
      value = Token.class,
      names = {"NONE", "JOB_ID"})
  void letsItsQuestionBeAskedAnew(Token token) {
    String name = "again-" + token.ordinal();
    String target = "http://" + name + ".rows-2.example.com/";
    majestic.on(name, new Behaviour.Queued(1, token, Tables.EMPTY, new Behaviour.Rows()));
    String first = caller.submit(queued(target));
    caller.delete(first);

    JsonNode anew = caller.ask(question(target));

    assertThat(id(anew)).isNotEqualTo(first);
    assertThat(anew.at("/reused").asBoolean()).isFalse();
    assertThat(caller.done(id(anew)).at("/backlinks")).hasSize(2);
    assertGone(first);
  }

  @Test
  void letsAReadyAnswerBePaidAnew() {
    String target = "http://ready-again.rows-2.example.com/";
    String first = id(caller.ask(question(target)));
    caller.delete(first);

    JsonNode anew = caller.ask(question(target));

    assertThat(id(anew)).isNotEqualTo(first);
    assertThat(state(anew)).isEqualTo("ready");
    assertThat(majestic.paidCalls()).hasSize(2);
    assertThat(majestic.calls("DeleteDownloads")).isEmpty();
  }

  @Test
  void isNotUndoneByAWorkerThatComesBackLate() throws Exception {
    String target = "http://late-worker.rows-2.example.com/";
    majestic.on("late-worker", new Behaviour.Queued(1), new Behaviour.Rows());
    String id = caller.submit(queued(target));
    try (Gate gate = new Gate()) {
      majestic.next(new Behaviour.Held(gate, new Behaviour.Rows()));
      CompletableFuture<JsonNode> worker =
          CompletableFuture.supplyAsync(() -> caller.tickThatFindsWork());
      assertThat(gate.awaitArrivals(1, LONG)).isTrue();
      caller.delete(id);
      String second = id(caller.ask(question(target).put("wait", 0)));
      gate.open();

      assertThat(worker.get().path("ready").asInt()).isZero();
      assertGone(id);
      assertThat(second).isNotEqualTo(id);
      assertThat(state(caller.done(second))).isEqualTo("ready");
      assertThat(id(caller.ask(question(target)))).isEqualTo(second);
    }
  }

  @Test
  void cancelsAJobThatComesOfACallStillRunning() throws Exception {
    String target = "http://running.example.com/";
    try (Gate gate = new Gate()) {
      majestic.on(
          "running",
          new Behaviour.Held(
              gate, new Behaviour.Queued(3, Token.JOB_ID, Tables.EMPTY, new Behaviour.Rows())));
      CompletableFuture<JsonNode> payer = caller.asking(question(target));
      assertThat(gate.awaitArrivals(1, LONG)).isTrue();
      String id = id(caller.ask(question(target).put("wait", 0)));
      caller.delete(id);
      assertThat(majestic.calls("DeleteDownloads")).isEmpty();
      gate.open();

      assertThat(payer.get().path("type").asText()).isEqualTo("/problems/not-found");
      assertThat(majestic.calls("DeleteDownloads")).hasSize(1);
      assertGone(id);
    }
  }

  private void assertGone(String id) {
    assertThat(caller.get(id).path("type").asText()).isEqualTo("/problems/not-found");
  }
}
