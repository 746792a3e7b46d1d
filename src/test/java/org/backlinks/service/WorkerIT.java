package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectCaller.question;
import static org.backlinks.service.DirectCaller.queued;
import static org.backlinks.service.DirectCaller.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.Tick;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Gate;
import org.backlinks.local.majestic.Majestic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a tick does. */
class WorkerIT {
  private static final int AT_ONCE = 2;

  private static FunctionPool pool;
  private static DirectCaller caller;

  private final Majestic majestic = QuickStack.majestic();

  @BeforeAll
  static void start() {
    pool = QuickStack.stack().pool(Map.of("BACKLINKS_WORKER_CALLS", Integer.toString(AT_ONCE)));
    caller = new DirectCaller(pool);
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @BeforeEach
  void forgetCalls() {
    majestic.resetCalls();
  }

  @Test
  void saysWhatBecameOfTheReportsThatWereDue() throws Exception {
    majestic.on("refused", new Behaviour.ErrorCode("SomethingElse", "odd"));
    String ready = caller.submit(question("http://fine.example.com/").put("wait", 0));
    String waiting = caller.submit(queued("http://later.example.com/").put("wait", 0));
    String failed = caller.submit(question("http://refused.example.com/").put("wait", 0));

    assertThat(caller.poll())
        .isEqualTo(json("{'due': 3, 'ready': 1, 'queued': 1, 'failed': 1, 'left': 0}"));

    assertThat(state(caller.get(ready))).isEqualTo("ready");
    assertThat(state(caller.get(waiting))).isEqualTo("pending");
    assertThat(state(caller.get(failed))).isEqualTo("failed");
    assertThat(state(caller.done(waiting))).isEqualTo("ready");
  }

  @Test
  void isWokenByTheScheduleToo() throws Exception {
    String id = caller.submit(question("http://scheduled.example.com/").put("wait", 0));

    JsonNode did = caller.send(new JsonMapper().readTree(Tick.event(Instant.now())));

    assertThat(did).isEqualTo(json("{'due': 1, 'ready': 1, 'queued': 0, 'failed': 0, 'left': 0}"));
    assertThat(state(caller.get(id))).isEqualTo("ready");
  }

  @Test
  void takesTheLongestDueFirst() {
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      targets.add("http://number-" + i + ".rows-1.example.com/");
      caller.submit(question(targets.getLast()).put("wait", 0));
    }
    caller.poll();

    List<String> asked =
        majestic.calls().stream().map(call -> call.parameters().get("URL")).toList();
    assertThat(asked).containsExactlyInAnyOrderElementsOf(targets);
    for (int i = 0; i < asked.size(); i++) {
      assertThat(Math.abs(targets.indexOf(asked.get(i)) - i)).as("%s", asked).isLessThan(AT_ONCE);
    }
  }

  @Test
  void asksOnlySoManyAtOnce() throws Exception {
    try (Gate gate = new Gate()) {
      majestic.on("crowd", new Behaviour.Held(gate, new Behaviour.Rows()));
      for (int i = 0; i < AT_ONCE + 2; i++) {
        caller.submit(question("http://crowd-" + i + ".rows-1.example.com/").put("wait", 0));
      }
      CompletableFuture<JsonNode> tick = CompletableFuture.supplyAsync(() -> caller.poll());

      assertThat(gate.awaitArrivals(AT_ONCE, Duration.ofSeconds(20))).isTrue();
      assertThat(gate.awaitArrivals(1, Duration.ofMillis(500))).isFalse();
      gate.open();
      assertThat(tick.get().path("ready").asInt()).isEqualTo(AT_ONCE + 2);
    }
  }

  @Test
  void stopsBeforeItsEndAndLeavesTheRestDue() {
    majestic.on("slow", new Behaviour.SlowHeaders(Duration.ofMillis(1_200)));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ids.add(caller.submit(question("http://slow-" + i + ".rows-1.example.com/").put("wait", 0)));
    }

    JsonNode did;
    try (FunctionPool hurried = QuickStack.stack().pool(Map.of("MAJESTIC_TIMEOUT", "PT2S"))) {
      did = new DirectCaller(hurried).poll(Duration.ofSeconds(8));
    }

    assertThat(did.path("due").asInt()).isEqualTo(ids.size());
    assertThat(did.path("ready").asInt()).as(did.toString()).isPositive();
    assertThat(did.path("left").asInt()).as(did.toString()).isPositive();
    assertThat(did.path("ready").asInt() + did.path("left").asInt()).isEqualTo(ids.size());
    assertThat(majestic.paidCalls()).hasSize(did.path("ready").asInt());

    majestic.on("slow", new Behaviour.Rows());
    JsonNode rest = caller.poll();
    assertThat(rest.path("ready").asInt()).isEqualTo(did.path("left").asInt());
    assertThat(majestic.paidCalls()).hasSize(ids.size());
    assertThat(ids).allMatch(id -> state(caller.get(id)).equals("ready"));
  }

  private static JsonNode json(String text) throws Exception {
    return new JsonMapper().readTree(text.replace('\'', '"'));
  }
}
