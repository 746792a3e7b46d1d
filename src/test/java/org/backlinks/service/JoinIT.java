package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectCaller.id;
import static org.backlinks.service.DirectCaller.question;
import static org.backlinks.service.DirectCaller.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Gate;
import org.backlinks.local.majestic.Majestic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who waits, for how long, and for whose answer. */
class JoinIT {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Majestic majestic = QuickStack.majestic();
  private final DirectCaller caller = QuickStack.caller();

  @BeforeEach
  void forgetCalls() {
    majestic.resetCalls();
  }

  @Test
  void leavesTheQuestionOfWhoDoesNotWaitToTheWorker() {
    JsonNode pending =
        caller.ask(question("http://not-waiting.rows-3.example.com/").put("wait", 0));

    assertThat(state(pending)).isEqualTo("pending");
    assertThat(pending.at("/reused").asBoolean()).isFalse();
    assertThat(pending.at("/usage/calls").asInt()).isZero();
    assertThat(majestic.calls()).isEmpty();

    JsonNode ready = caller.done(id(pending));
    assertThat(ready.at("/backlinks")).hasSize(3);
    assertThat(ready.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(ready.at("/usage/polls").asInt()).isZero();
  }

  @Test
  void answersALargeQuestionWhenItsCallerWaitedLongEnough() {
    Instant start = Instant.now();
    JsonNode pending =
        caller.ask(
            question("http://large.rows-40.example.com/")
                .put("maxBacklinks", 5_001)
                .put("wait", 1));

    assertThat(state(pending)).isEqualTo("pending");
    assertThat(Duration.between(start, Instant.now()))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    assertThat(majestic.calls()).isEmpty();
    assertThat(caller.done(id(pending)).at("/backlinks")).hasSize(40);
  }

  @Test
  void countsEveryScopeOfALargeQuestion() {
    var scopes =
        question("http://scopes.rows-2.example.com/").put("maxBacklinks", 2_000).put("wait", 0);
    scopes.putArray("scopes").add("url").add("subdomain").add("rootDomain");

    JsonNode ready = caller.done(caller.submit(scopes));

    assertThat(ready.at("/lists")).hasSize(3);
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void givesEveryoneTheOneReportUnderWay() throws Exception {
    String target = "http://joined.rows-6.example.com/";
    try (Gate gate = new Gate()) {
      majestic.on("joined", new Behaviour.Held(gate, new Behaviour.Rows()));
      CompletableFuture<JsonNode> payer = caller.asking(question(target));
      assertThat(gate.awaitArrivals(1, LONG)).isTrue();
      JsonNode impatient = caller.ask(question(target).put("wait", 0));
      CompletableFuture<JsonNode> patient = joining(target, "patient");
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
  void joinsWhatIsUnderWayEvenWhoWantsNothingOld() throws Exception {
    String target = "http://fresh-only.rows-2.example.com/";
    try (Gate gate = new Gate()) {
      majestic.on("fresh-only", new Behaviour.Held(gate, new Behaviour.Rows()));
      CompletableFuture<JsonNode> payer = caller.asking(question(target));
      assertThat(gate.awaitArrivals(1, LONG)).isTrue();
      JsonNode joiner = caller.ask(question(target).put("wait", 0).put("maxAge", "PT0S"));
      gate.open();

      assertThat(id(joiner)).isEqualTo(id(payer.get()));
    }
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void givesTheProblemOfAFailingReportToItsJoinersToo() throws Exception {
    String target = "http://failing.example.com/";
    try (Gate gate = new Gate()) {
      majestic.on(
          "failing", new Behaviour.Held(gate, new Behaviour.ErrorCode("SomethingElse", "odd")));
      CompletableFuture<JsonNode> payer = caller.asking(question(target));
      assertThat(gate.awaitArrivals(1, LONG)).isTrue();
      CompletableFuture<JsonNode> joiner = joining(target, "unlucky");
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
  void asksAnewAfterAFailure() {
    String target = "http://fails-once.rows-1.example.com/";
    majestic.on(
        "fails-once", new Behaviour.ErrorCode("SomethingElse", "odd"), new Behaviour.Rows());

    JsonNode failed = caller.ask(question(target));
    JsonNode ready = caller.ask(question(target));

    assertThat(failed.at("/type").asText()).isEqualTo("/problems/upstream-refused");
    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/reused").asBoolean()).isFalse();
  }

  @Test
  void isNotTakenFromItsHolderByATick() throws Exception {
    try (Gate gate = new Gate()) {
      majestic.on("in-hand", new Behaviour.Held(gate, new Behaviour.Rows()));
      CompletableFuture<JsonNode> holder =
          caller.asking(question("http://in-hand.rows-1.example.com/"));
      assertThat(gate.awaitArrivals(1, LONG)).isTrue();

      assertThat(caller.poll().path("due").asInt()).isZero();
      gate.open();
      assertThat(state(holder.get())).isEqualTo("ready");
    }
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  /** A joiner that has joined for certain: the key that it brought stands for the report. */
  private CompletableFuture<JsonNode> joining(String target, String key) {
    CompletableFuture<JsonNode> joiner = caller.asking(question(target).put("idempotencyKey", key));
    StoredKey stored = new StoredKey(QuickStack.stack().dynamo(), key);
    Instant end = Instant.now().plus(LONG);
    while (stored.end().isEmpty() && Instant.now().isBefore(end)) {
      DirectCaller.pause();
    }
    assertThat(stored.end()).isPresent();
    return joiner;
  }
}
