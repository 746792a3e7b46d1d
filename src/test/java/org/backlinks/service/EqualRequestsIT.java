package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.LocalStack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.CallGate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many callers ask several processes the same question at the same time. It is paid once. */
class EqualRequestsIT {
  private static final int PROCESSES = 6;
  private static final int CALLERS = 20;
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private static LocalStack stack;
  private static GatewayClient http;

  @BeforeAll
  static void startAllProcesses() throws Exception {
    stack = LocalStack.start(LocalStack.Options.defaults().withMaxFunctions(PROCESSES));
    http = new GatewayClient(stack.gatewayServer());
    try (CallGate gate = new CallGate()) {
      stack
          .majestic()
          .scriptTarget("warm.example", new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      ConcurrentCallers callers =
          new ConcurrentCallers(PROCESSES, 1, i -> ask(target("n" + i + ".warm"), ""));
      assertThat(gate.awaitArrivals(PROCESSES, TIMEOUT)).isTrue();
      gate.open();
      callers.answers();
    }
    assertThat(stack.callerPool().processes()).hasSize(PROCESSES);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void twoHundredEqualRequestsMakeOneUpstreamCall() throws Exception {
    String target = target("equal");
    long start = System.nanoTime();
    List<JsonNode> answers = askAll(CALLERS, 10, i -> ask(target, ""));
    System.out.printf(
        "%d equal requests in %d ms%n",
        answers.size(), Duration.ofNanos(System.nanoTime() - start).toMillis());
    assertThat(answers).hasSize(200);
    assertOnePaidReport(answers);
    assertPaidOnce(target);
  }

  @Test
  void equalRequestsJoinReportWhileItsCallRuns() throws Exception {
    String target = target("joined");
    try (CallGate gate = new CallGate()) {
      stack
          .majestic()
          .scriptTarget("joined.example", new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      ConcurrentCallers callers = new ConcurrentCallers(PROCESSES, 1, i -> ask(target, ""));
      assertThat(gate.awaitArrivals(1, TIMEOUT)).isTrue();
      assertThat(gate.awaitArrivals(1, Duration.ofSeconds(1))).as("a second call").isFalse();
      assertThat(stack.callerPool().busyProcesses()).hasSize(PROCESSES);
      gate.open();
      assertOnePaidReport(bodies(callers.answers()));
    }
    assertPaidOnce(target);
  }

  @Test
  void equalRequestsWithOneKeyGetOneReport() throws Exception {
    String target = target("key");
    assertOnePaidReport(askAll(CALLERS, 3, i -> askWithKey("one key", target)));
    assertPaidOnce(target);
  }

  @Test
  void equalRequestsWithOneKeyPayOnceWhenMaxAgeIsZero() throws Exception {
    String target = target("fresh");
    String moreFields = ", \"maxAge\": \"PT0S\", \"idempotencyKey\": \"fresh key\"";
    assertOnePaidReport(askAll(CALLERS, 1, i -> ask(target, moreFields)));
    assertOneReusedReport(askAll(CALLERS, 1, i -> ask(target, moreFields)));
    assertPaidOnce(target);
  }

  @Test
  void idempotencyKeyBelongsToFirstQuestionWhenUsedConcurrently() throws Exception {
    List<String> targets = Stream.of("k1", "k2", "k3", "k4").map(EqualRequestsIT::target).toList();
    List<Response> answers =
        new ConcurrentCallers(
                CALLERS, 2, i -> askWithKey("shared key", targets.get(i % targets.size())))
            .answers();
    List<Response> winners = answers.stream().filter(answer -> answer.statusCode() == 200).toList();
    assertOnePaidReport(bodies(winners));
    assertThat(winners).hasSize(2 * CALLERS / targets.size());
    String winner = GatewayClient.parseBody(winners.getFirst()).at("/request/target").asText();
    assertThat(targets).contains(winner);
    for (Response answer : answers) {
      if (answer.statusCode() != 200) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(GatewayClient.parseBody(answer).path("type").asText())
            .isEqualTo("/problems/idempotency-mismatch");
      }
    }
    for (String target : targets) {
      assertThat(countUpstreamCalls(target)).as(target).isEqualTo(target.equals(winner) ? 1 : 0);
    }
  }

  private static String target(String name) {
    return "http://rows-7." + name + ".example/";
  }

  private static Response ask(String target, String moreFields) {
    return http.post("{\"target\": \"" + target + "\"" + moreFields + "}");
  }

  private static Response askWithKey(String key, String target) {
    return http.request()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body("{\"target\": \"" + target + "\"}")
        .post("/v1/backlinks");
  }

  private static List<JsonNode> askAll(
      int callers, int requestsPerCaller, IntFunction<Response> ask) throws Exception {
    List<Response> answers = new ConcurrentCallers(callers, requestsPerCaller, ask).answers();
    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200));
    return bodies(answers);
  }

  private static List<JsonNode> bodies(List<Response> answers) {
    return answers.stream().map(GatewayClient::parseBody).toList();
  }

  private static void assertOnePaidReport(List<JsonNode> answers) {
    assertThat(answers.stream().filter(answer -> !answer.path("reused").booleanValue()))
        .as("answers of requests that paid")
        .hasSize(1);
    assertSameReport(answers);
  }

  private static void assertOneReusedReport(List<JsonNode> answers) {
    assertThat(answers).allMatch(answer -> answer.path("reused").booleanValue());
    assertSameReport(answers);
  }

  private static void assertSameReport(List<JsonNode> answers) {
    JsonNode first = answers.getFirst();
    assertThat(first.path("state").asText()).isEqualTo("ready");
    assertThat(first.path("backlinks")).hasSize(7);
    assertThat(first.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(answers)
        .allSatisfy(answer -> {
          assertThat(answer.path("id")).isEqualTo(first.path("id"));
          assertThat(answer.path("backlinks")).isEqualTo(first.path("backlinks"));
          assertThat(answer.path("usage")).isEqualTo(first.path("usage"));
        });
  }

  private static void assertPaidOnce(String target) {
    assertThat(countUpstreamCalls(target)).as("upstream calls for " + target).isEqualTo(1);
  }

  private static long countUpstreamCalls(String target) {
    return stack.majestic().calls().stream()
        .filter(call -> target.equals(call.parameters().get("URL")))
        .count();
  }

  /**
   * Starts all callers together, each on its own thread. Each sends several requests in sequence.
   */
  private static final class ConcurrentCallers {
    private final List<Future<List<Response>>> futures = new ArrayList<>();

    ConcurrentCallers(int callers, int requestsPerCaller, IntFunction<Response> ask) {
      CountDownLatch ready = new CountDownLatch(callers);
      ExecutorService threads = Executors.newFixedThreadPool(callers);
      for (int i = 0; i < callers; i++) {
        int caller = i;
        futures.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return Stream.generate(() -> ask.apply(caller)).limit(requestsPerCaller).toList();
            }));
      }
      threads.shutdown();
    }

    List<Response> answers() throws Exception {
      List<Response> answers = new ArrayList<>();
      for (Future<List<Response>> future : futures) {
        answers.addAll(future.get());
      }
      return answers;
    }
  }
}
