package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.forcedQueueQuestion;
import static org.backlinks.service.DirectInvoker.question;
import static org.backlinks.service.DirectInvoker.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.backlinks.local.EventBridgeSchedule;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.CallGate;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One run of the worker. */
class DueReportWorkerIT {
  private static final int MAX_CONCURRENT_CALLS = 2;

  private static FunctionPool pool;
  private static DirectInvoker caller;

  private final FakeMajestic majestic = FastPollingStack.majestic();

  @BeforeAll
  static void start() {
    pool =
        FastPollingStack.stack()
            .callerPool(Map.of("BACKLINKS_WORKER_CALLS", Integer.toString(MAX_CONCURRENT_CALLS)));
    caller = new DirectInvoker(pool);
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
  void pollReturnsSummaryOfDueReports() throws Exception {
    majestic.scriptTarget("refused", new Behaviour.ErrorCode("SomethingElse", "odd"));
    String ready = caller.submitPending(question("http://fine.example.com/").put("wait", 0));
    String waiting =
        caller.submitPending(forcedQueueQuestion("http://later.example.com/").put("wait", 0));
    String failed = caller.submitPending(question("http://refused.example.com/").put("wait", 0));

    assertThat(caller.poll())
        .isEqualTo(json("{'due': 3, 'ready': 1, 'queued': 1, 'failed': 1, 'left': 0}"));

    assertThat(state(caller.getPage(ready))).isEqualTo("ready");
    assertThat(state(caller.getPage(waiting))).isEqualTo("pending");
    assertThat(state(caller.getPage(failed))).isEqualTo("failed");
    assertThat(state(caller.pollUntilDone(waiting))).isEqualTo("ready");
  }

  @Test
  void scheduledEventPollsDueReports() throws Exception {
    String id = caller.submitPending(question("http://scheduled.example.com/").put("wait", 0));

    JsonNode summary =
        caller.invoke(new JsonMapper().readTree(EventBridgeSchedule.newEvent(Instant.now())));

    assertThat(summary)
        .isEqualTo(json("{'due': 1, 'ready': 1, 'queued': 0, 'failed': 0, 'left': 0}"));
    assertThat(state(caller.getPage(id))).isEqualTo("ready");
  }

  @Test
  void workerProcessesLongestDueReportFirst() {
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      targets.add("http://number-" + i + ".rows-1.example.com/");
      caller.submitPending(question(targets.getLast()).put("wait", 0));
    }
    caller.poll();

    List<String> requestedTargets =
        majestic.calls().stream().map(call -> call.parameters().get("URL")).toList();
    assertThat(requestedTargets).containsExactlyInAnyOrderElementsOf(targets);
    for (int i = 0; i < requestedTargets.size(); i++) {
      assertThat(Math.abs(targets.indexOf(requestedTargets.get(i)) - i))
          .as("%s", requestedTargets)
          .isLessThan(MAX_CONCURRENT_CALLS);
    }
  }

  @Test
  void workerLimitsConcurrentCalls() throws Exception {
    try (CallGate gate = new CallGate()) {
      majestic.scriptTarget("crowd", new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      for (int i = 0; i < MAX_CONCURRENT_CALLS + 2; i++) {
        caller.submitPending(question("http://crowd-" + i + ".rows-1.example.com/").put("wait", 0));
      }
      CompletableFuture<JsonNode> tick = CompletableFuture.supplyAsync(() -> caller.poll());

      assertThat(gate.awaitArrivals(MAX_CONCURRENT_CALLS, Duration.ofSeconds(20))).isTrue();
      assertThat(gate.awaitArrivals(1, Duration.ofMillis(500))).isFalse();
      gate.open();
      assertThat(tick.get().path("ready").asInt()).isEqualTo(MAX_CONCURRENT_CALLS + 2);
    }
  }

  @Test
  void workerStoresFiftyConcurrentAnswers() throws Exception {
    int calls = 50;
    int rows = 5_000;
    List<String> ids = new ArrayList<>();
    try (CallGate gate = new CallGate();
        FunctionPool largePool =
            FastPollingStack.stack()
                .callerPool(
                    Map.of(
                        "BACKLINKS_WORKER_CALLS", Integer.toString(calls),
                        "BACKLINKS_LEASE", "PT1M",
                        "MAJESTIC_TIMEOUT", "PT1M"))) {
      majestic.scriptTarget("at-once", new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      for (int i = 0; i < calls; i++) {
        String target = "http://at-once-%d.rows-%d.example.com/".formatted(i, rows);
        ids.add(caller.submitPending(question(target).put("maxBacklinks", rows).put("wait", 0)));
      }
      CompletableFuture<JsonNode> tick =
          CompletableFuture.supplyAsync(
              () -> new DirectInvoker(largePool).poll(Duration.ofMinutes(5)));
      assertThat(gate.awaitArrivals(calls, Duration.ofSeconds(60))).isTrue();
      gate.open();
      JsonNode summary = tick.join();
      assertThat(summary.path("ready").asInt()).as(summary.toString()).isEqualTo(calls);
    }
    assertThat(majestic.paidCalls()).hasSize(calls);
    assertThat(ids).allMatch(id -> caller.getPage(id).at("/page/total").asInt() == rows);
  }

  @Test
  void workerStopsBeforeTimeoutAndLeavesOtherReportsDue() {
    majestic.scriptTarget("slow", new Behaviour.SlowHeaders(Duration.ofMillis(1_200)));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ids.add(
          caller.submitPending(
              question("http://slow-" + i + ".rows-1.example.com/").put("wait", 0)));
    }

    JsonNode summary;
    try (FunctionPool shortPool =
        FastPollingStack.stack().callerPool(Map.of("MAJESTIC_TIMEOUT", "PT2S"))) {
      summary = new DirectInvoker(shortPool).poll(Duration.ofSeconds(37));
    }

    assertThat(summary.path("due").asInt()).isEqualTo(ids.size());
    assertThat(summary.path("ready").asInt()).as(summary.toString()).isPositive();
    assertThat(summary.path("left").asInt()).as(summary.toString()).isPositive();
    assertThat(summary.path("ready").asInt() + summary.path("left").asInt()).isEqualTo(ids.size());
    assertThat(majestic.paidCalls()).hasSize(summary.path("ready").asInt());

    majestic.scriptTarget("slow", new Behaviour.Rows());
    JsonNode nextSummary = caller.poll();
    assertThat(nextSummary.path("ready").asInt()).isEqualTo(summary.path("left").asInt());
    assertThat(majestic.paidCalls()).hasSize(ids.size());
    assertThat(ids).allMatch(id -> state(caller.getPage(id)).equals("ready"));
  }

  private static JsonNode json(String text) throws Exception {
    return new JsonMapper().readTree(text.replace('\'', '"'));
  }
}
