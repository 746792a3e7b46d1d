package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.id;
import static org.backlinks.service.DirectInvoker.question;
import static org.backlinks.service.DirectInvoker.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.CallGate;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers that wait for a report under way. */
class JoinIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final FakeMajestic majestic = FastPollingStack.majestic();
  private final DirectInvoker caller = FastPollingStack.caller();

  @BeforeEach
  void forgetCalls() {
    majestic.resetCalls();
  }

  @Test
  void workerProcessesReportWhenCallerDoesNotWait() {
    JsonNode pending =
        caller.invoke(question("http://not-waiting.rows-3.example.com/").put("wait", 0));

    assertThat(state(pending)).isEqualTo("pending");
    assertThat(pending.at("/reused").asBoolean()).isFalse();
    assertThat(pending.at("/usage/calls").asInt()).isZero();
    assertThat(majestic.calls()).isEmpty();

    JsonNode ready = caller.pollUntilDone(id(pending));
    assertThat(ready.at("/backlinks")).hasSize(3);
    assertThat(ready.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(ready.at("/usage/polls").asInt()).isZero();
  }

  @Test
  void largeQuestionIsAnsweredPendingWhenWaitEnds() {
    Instant start = Instant.now();
    JsonNode pending =
        caller.invoke(
            question("http://large.rows-40.example.com/")
                .put("maxBacklinks", 5_001)
                .put("wait", 1));

    assertThat(state(pending)).isEqualTo("pending");
    assertThat(Duration.between(start, Instant.now()))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    assertThat(majestic.calls()).isEmpty();
    assertThat(caller.pollUntilDone(id(pending)).at("/backlinks")).hasSize(40);
  }

  @Test
  void rowsOfAllScopesDecideWhetherQuestionIsLarge() {
    var question =
        question("http://scopes.rows-2.example.com/").put("maxBacklinks", 2_000).put("wait", 0);
    question.putArray("scopes").add("url").add("subdomain").add("rootDomain");

    JsonNode ready = caller.pollUntilDone(caller.submitPending(question));

    assertThat(ready.at("/lists")).hasSize(3);
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void equalQuestionsJoinReportUnderway() throws Exception {
    String target = "http://joined.rows-6.example.com/";
    try (CallGate gate = new CallGate()) {
      majestic.scriptTarget("joined", new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      CompletableFuture<JsonNode> payer = caller.invokeAsync(question(target));
      assertThat(gate.awaitArrivals(1, TIMEOUT)).isTrue();
      JsonNode impatient = caller.invoke(question(target).put("wait", 0));
      CompletableFuture<JsonNode> patient = joinAsync(target, "patient");
      gate.open();

      JsonNode paid = payer.get();
      assertThat(state(paid)).isEqualTo("ready");
      assertThat(paid.at("/reused").asBoolean()).isFalse();
      assertThat(state(impatient)).isEqualTo("pending");
      assertThat(impatient.at("/reused").asBoolean()).isTrue();
      assertThat(id(impatient)).isEqualTo(id(paid));
      assertThat(state(patient.get())).isEqualTo("ready");
      assertThat(patient.get().at("/reused").asBoolean()).isTrue();
      assertThat(id(patient.get())).isEqualTo(id(paid));
      assertThat(patient.get().at("/backlinks")).isEqualTo(paid.at("/backlinks"));
    }
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void questionWithZeroMaxAgeJoinsReportUnderway() throws Exception {
    String target = "http://fresh-only.rows-2.example.com/";
    try (CallGate gate = new CallGate()) {
      majestic.scriptTarget("fresh-only", new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      CompletableFuture<JsonNode> payer = caller.invokeAsync(question(target));
      assertThat(gate.awaitArrivals(1, TIMEOUT)).isTrue();
      JsonNode joiner = caller.invoke(question(target).put("wait", 0).put("maxAge", "PT0S"));
      gate.open();

      assertThat(id(joiner)).isEqualTo(id(payer.get()));
    }
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void joinersGetProblemOfFailedReport() throws Exception {
    String target = "http://failing.example.com/";
    try (CallGate gate = new CallGate()) {
      majestic.scriptTarget(
          "failing",
          new Behaviour.HeldAtGate(gate, new Behaviour.ErrorCode("SomethingElse", "odd")));
      CompletableFuture<JsonNode> payer = caller.invokeAsync(question(target));
      assertThat(gate.awaitArrivals(1, TIMEOUT)).isTrue();
      CompletableFuture<JsonNode> joiner = joinAsync(target, "unlucky");
      gate.open();

      assertThat(payer.get().at("/type").asText()).isEqualTo("/problems/upstream-refused");
      assertThat(joiner.get().at("/type")).isEqualTo(payer.get().at("/type"));
      assertThat(joiner.get().at("/detail")).isEqualTo(payer.get().at("/detail"));
      assertThat(payer.get().at("/report").asText()).isNotEmpty();
      assertThat(joiner.get().at("/report")).isEqualTo(payer.get().at("/report"));
    }
    assertThat(majestic.calls()).hasSize(1);
  }

  @Test
  void questionIsClaimedAgainAfterFailure() {
    String target = "http://fails-once.rows-1.example.com/";
    majestic.scriptTarget(
        "fails-once", new Behaviour.ErrorCode("SomethingElse", "odd"), new Behaviour.Rows());

    JsonNode failed = caller.invoke(question(target));
    JsonNode ready = caller.invoke(question(target));

    assertThat(failed.at("/type").asText()).isEqualTo("/problems/upstream-refused");
    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/reused").asBoolean()).isFalse();
  }

  @Test
  void heldReportIsNotTakenOverByTick() throws Exception {
    try (CallGate gate = new CallGate()) {
      majestic.scriptTarget("in-hand", new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      CompletableFuture<JsonNode> holder =
          caller.invokeAsync(question("http://in-hand.rows-1.example.com/"));
      assertThat(gate.awaitArrivals(1, TIMEOUT)).isTrue();

      assertThat(caller.poll().path("due").asInt()).isZero();
      gate.open();
      assertThat(state(holder.get())).isEqualTo("ready");
    }
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  /** Starts a caller, and waits until it has joined: until its key is assigned to the report. */
  private CompletableFuture<JsonNode> joinAsync(String target, String key) {
    CompletableFuture<JsonNode> joiner =
        caller.invokeAsync(question(target).put("idempotencyKey", key));
    IdempotencyKeyItem stored = new IdempotencyKeyItem(FastPollingStack.stack().dynamo(), key);
    Instant end = Instant.now().plus(TIMEOUT);
    while (stored.expiresAt().isEmpty() && Instant.now().isBefore(end)) {
      DirectInvoker.pause();
    }
    assertThat(stored.expiresAt()).isPresent();
    return joiner;
  }
}
