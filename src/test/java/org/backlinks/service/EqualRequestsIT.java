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
import org.backlinks.local.Http;
import org.backlinks.local.Stack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Gate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many callers with one question, against several processes at once: it is paid for once. */
class EqualRequestsIT {
  private static final int PROCESSES = 6;
  private static final int CALLERS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static Stack stack;
  private static Http http;

  @BeforeAll
  static void startAllProcesses() throws Exception {
    stack = Stack.start(Stack.Options.defaults().functions(PROCESSES));
    http = new Http(stack.front());
    try (Gate gate = new Gate()) {
      stack.majestic().on("warm.example", new Behaviour.Held(gate, new Behaviour.Rows()));
      Callers callers = new Callers(PROCESSES, 1, i -> ask(target("n" + i + ".warm"), ""));
      assertThat(gate.awaitArrivals(PROCESSES, PATIENCE)).isTrue();
      gate.open();
      callers.answers();
    }
    assertThat(stack.pool().functions()).hasSize(PROCESSES);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void twoHundredEqualRequestsAreOneUpstreamCall() throws Exception {
    String target = target("equal");
    long began = System.nanoTime();
    List<JsonNode> answers = all200(CALLERS, 10, i -> ask(target, ""));
    System.out.printf(
        "%d equal requests in %d ms%n",
        answers.size(), Duration.ofNanos(System.nanoTime() - began).toMillis());
    assertThat(answers).hasSize(200);
    isOneReport(answers);
    isPaidOnce(target);
  }

  @Test
  void equalRequestsThatComeWhileItIsPaidForJoinIt() throws Exception {
    String target = target("joined");
    try (Gate gate = new Gate()) {
      stack.majestic().on("joined.example", new Behaviour.Held(gate, new Behaviour.Rows()));
      Callers callers = new Callers(PROCESSES, 1, i -> ask(target, ""));
      assertThat(gate.awaitArrivals(1, PATIENCE)).isTrue();
      assertThat(gate.awaitArrivals(1, Duration.ofSeconds(1))).as("a second call").isFalse();
      assertThat(stack.pool().busy()).hasSize(PROCESSES);
      gate.open();
      isOneReport(bodies(callers.answers()));
    }
    isPaidOnce(target);
  }

  @Test
  void oneKeyGivesOneReport() throws Exception {
    String target = target("key");
    isOneReport(all200(CALLERS, 3, i -> askWithKey("one key", target)));
    isPaidOnce(target);
  }

  @Test
  void oneKeyPaysOnceEvenWhenNoReadyReportWillDo() throws Exception {
    String target = target("fresh");
    String terms = ", \"maxAge\": \"PT0S\", \"idempotencyKey\": \"fresh key\"";
    isOneReport(all200(CALLERS, 1, i -> ask(target, terms)));
    isOneReportReused(all200(CALLERS, 1, i -> ask(target, terms)));
    isPaidOnce(target);
  }

  @Test
  void oneKeyIsForTheQuestionOfWhoeverWasFirst() throws Exception {
    List<String> targets = Stream.of("k1", "k2", "k3", "k4").map(EqualRequestsIT::target).toList();
    List<Response> answers =
        new Callers(CALLERS, 2, i -> askWithKey("shared key", targets.get(i % targets.size())))
            .answers();
    List<Response> winners = answers.stream().filter(answer -> answer.statusCode() == 200).toList();
    isOneReport(bodies(winners));
    assertThat(winners).hasSize(2 * CALLERS / targets.size());
    String won = Http.body(winners.getFirst()).at("/request/target").asText();
    assertThat(targets).contains(won);
    for (Response answer : answers) {
      if (answer.statusCode() != 200) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(Http.body(answer).path("type").asText())
            .isEqualTo("/problems/idempotency-mismatch");
      }
    }
    for (String target : targets) {
      assertThat(upstreamCalls(target)).as(target).isEqualTo(target.equals(won) ? 1 : 0);
    }
  }

  private static String target(String name) {
    return "http://rows-7." + name + ".example/";
  }

  private static Response ask(String target, String terms) {
    return http.post("{\"target\": \"" + target + "\"" + terms + "}");
  }

  private static Response askWithKey(String key, String target) {
    return http.request()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body("{\"target\": \"" + target + "\"}")
        .post("/v1/backlinks");
  }

  private static List<JsonNode> all200(int callers, int each, IntFunction<Response> ask)
      throws Exception {
    List<Response> answers = new Callers(callers, each, ask).answers();
    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200));
    return bodies(answers);
  }

  private static List<JsonNode> bodies(List<Response> answers) {
    return answers.stream().map(Http::body).toList();
  }

  private static void isOneReport(List<JsonNode> answers) {
    assertThat(answers.stream().filter(answer -> !answer.path("reused").booleanValue()))
        .as("answers that say they paid")
        .hasSize(1);
    isTheSame(answers);
  }

  private static void isOneReportReused(List<JsonNode> answers) {
    assertThat(answers).allMatch(answer -> answer.path("reused").booleanValue());
    isTheSame(answers);
  }

  private static void isTheSame(List<JsonNode> answers) {
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

  private static void isPaidOnce(String target) {
    assertThat(upstreamCalls(target)).as("upstream calls for " + target).isEqualTo(1);
  }

  private static long upstreamCalls(String target) {
    return stack.majestic().calls().stream()
        .filter(call -> target.equals(call.parameters().get("URL")))
        .count();
  }

  /** Callers on threads of their own that begin together, each with some requests in a row. */
  private static final class Callers {
    private final List<Future<List<Response>>> asked = new ArrayList<>();

    Callers(int callers, int each, IntFunction<Response> ask) {
      CountDownLatch ready = new CountDownLatch(callers);
      ExecutorService threads = Executors.newFixedThreadPool(callers);
      for (int i = 0; i < callers; i++) {
        int caller = i;
        asked.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return Stream.generate(() -> ask.apply(caller)).limit(each).toList();
            }));
      }
      threads.shutdown();
    }

    List<Response> answers() throws Exception {
      List<Response> answers = new ArrayList<>();
      for (Future<List<Response>> one : asked) {
        answers.addAll(one.get());
      }
      return answers;
    }
  }
}
