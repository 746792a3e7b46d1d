package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectCaller.id;
import static org.backlinks.service.DirectCaller.question;
import static org.backlinks.service.DirectCaller.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.backlinks.local.Function;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.Stack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Behaviour.ErrorCode;
import org.backlinks.local.majestic.Gate;
import org.backlinks.local.majestic.Majestic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What {@code auto} does when upstream takes GetTopBackLinks away. Each test has its own table. */
class RetirementIT {
  private static final String TOP = "GetTopBackLinks";
  private static final String SUCCESSOR = "GetBackLinkData";
  private static final String WARNING =
      "upstream does not know GetTopBackLinks any more: GetBackLinkData answered";
  private static final int REQUESTS = 40;
  private static final Duration LONG = Duration.ofSeconds(30);

  private static Stack stack;
  private final Majestic majestic = stack.majestic();
  private final List<FunctionPool> pools = new ArrayList<>();

  @BeforeAll
  static void start() {
    stack =
        Stack.start(
            Stack.Options.defaults()
                .with("BACKLINKS_POLL_FIRST", "PT0.2S")
                .with("BACKLINKS_POLL_MAX", "PT0.4S"));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @AfterEach
  void unretire() {
    pools.forEach(FunctionPool::close);
    majestic.clearBehaviours().unretire(TOP).resetCalls();
  }

  /** New processes, which know nothing yet. */
  private FunctionPool processes(String table, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("BACKLINKS_TABLE", table);
    FunctionPool pool = stack.pool(all);
    pools.add(pool);
    return pool;
  }

  private DirectCaller caller(String table) {
    return new DirectCaller(processes(table, Map.of()));
  }

  private DirectCaller newTable(String table) {
    stack.dynamo().createTable(table);
    return caller(table);
  }

  @Test
  void noRequestFailsWhileItHappensAndTheSwitchIsMadeOnce() throws Exception {
    stack.dynamo().createTable("running");
    FunctionPool pool = processes("running", Map.of());
    DirectCaller caller = new DirectCaller(pool);
    List<Future<JsonNode>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Gate gate = new Gate()) {
      for (Future<JsonNode> started : start(threads, caller)) {
        assertThat(started.get().path("left").asInt()).isZero();
      }
      majestic.nextOf(TOP, new Behaviour.Held(gate, new Behaviour.Rows()));
      for (int i = 0; i < REQUESTS; i++) {
        ObjectNode question = question("http://www.rows-3-run-" + i + ".com/");
        question.putArray("scopes").add("url").add("rootDomain");
        answers.add(threads.submit(() -> caller.ask(question)));
      }
      assertThat(gate.awaitArrivals(1, LONG)).isTrue();
      Instant end = Instant.now().plus(LONG);
      while (majestic.calls(TOP).size() < 10 && Instant.now().isBefore(end)) {
        DirectCaller.pause();
      }
      majestic.retire(TOP);
    }

    int switched = 0;
    for (Future<JsonNode> answer : answers) {
      JsonNode first = answer.get();
      JsonNode ready = state(first).equals("pending") ? caller.done(id(first)) : first;
      assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
      assertThat(ready.at("/backlinks")).hasSize(6);
      boolean successor = ready.at("/provider/command").asText().equals(SUCCESSOR);
      assertThat(count(ready, WARNING)).isEqualTo(successor ? 1 : 0);
      assertThat(ready.at("/usage/calls").asInt()).isBetween(successor ? 2 : 1, 3);
      switched += successor ? 1 : 0;
    }
    assertThat(switched).isBetween(1, REQUESTS - 1);
    assertThat(switches("running")).isEqualTo(1);
    assertThat(logged(pool)).isEqualTo(1);
    assertThat(majestic.paidCalls()).hasSize(REQUESTS + switched);
  }

  /** So that no call has to wait for a process to start. */
  private static List<Future<JsonNode>> start(ExecutorService threads, DirectCaller caller) {
    return Stream.generate(() -> threads.submit((Callable<JsonNode>) caller::poll))
        .limit(4)
        .toList();
  }

  private static long count(JsonNode payload, String warning) {
    long count = 0;
    for (JsonNode line : payload.path("warnings")) {
      count += line.asText().equals(warning) ? 1 : 0;
    }
    return count;
  }

  private static int switches(String table) {
    return (int)
        stack.dynamo().client().scanPaginator(scan -> scan.tableName(table)).items().stream()
            .filter(item -> item.get("pk").s().startsWith("command#"))
            .count();
  }

  private static long logged(FunctionPool pool) throws IOException {
    long lines = 0;
    for (Function function : pool.functions()) {
      try (var log = Files.lines(function.logs())) {
        lines += log.filter(line -> line.contains("is asked from now on")).count();
      }
    }
    return lines;
  }

  @Test
  void everyProcessStartsWithTheSuccessorFromThenOn() {
    DirectCaller first = newTable("remembered");
    majestic.retire(TOP);
    assertThat(state(first.ask(question("http://rows-1.first.example.com/")))).isEqualTo("ready");
    majestic.unretire(TOP).resetCalls();

    int asked = 0;
    for (DirectCaller caller : List.of(first, caller("remembered"))) {
      JsonNode ready = caller.ask(question("http://rows-1.later-" + asked++ + ".com/"));
      assertThat(ready.at("/provider/command").asText()).isEqualTo(SUCCESSOR);
      assertThat(count(ready, WARNING)).isEqualTo(1);
      assertThat(ready.at("/usage/calls").asInt()).isEqualTo(1);
    }
    assertThat(majestic.calls(TOP)).isEmpty();
  }

  @Test
  void triesAgainWhenTheDayIsOver() {
    DirectCaller first = newTable("over");
    majestic.retire(TOP);
    first.ask(question("http://rows-1.day.example.com/"));
    majestic.unretire(TOP);
    String past = Long.toString(Instant.now().getEpochSecond() - 1);
    long end = expiry("over");
    assertThat(Instant.ofEpochSecond(end))
        .isBetween(
            Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(25)));
    stack
        .dynamo()
        .client()
        .updateItem(update ->
            update
                .tableName("over")
                .key(Map.of("pk", AttributeValue.fromS("command#" + TOP)))
                .updateExpression("SET expiresAt = :past")
                .expressionAttributeValues(Map.of(":past", AttributeValue.fromN(past))));

    JsonNode ready = caller("over").ask(question("http://rows-1.next-day.example.com/"));

    assertThat(ready.at("/provider/command").asText()).isEqualTo(TOP);
    assertThat(ready.has("warnings")).isFalse();
  }

  private static long expiry(String table) {
    return Long.parseLong(
        stack
            .dynamo()
            .client()
            .getItem(get ->
                get.tableName(table).key(Map.of("pk", AttributeValue.fromS("command#" + TOP))))
            .item()
            .get("expiresAt")
            .n());
  }

  @Test
  void aQueuedReportGoesOnWithTheSuccessor() {
    DirectCaller caller = newTable("queued");
    majestic.on("in-the-queue", new Behaviour.Queued(1_000));
    String id = caller.submit(question("http://www.rows-4.in-the-queue.example.com/"));
    majestic.retire(TOP);

    JsonNode ready = caller.done(id);

    assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).hasSize(4);
    assertThat(count(ready, WARNING)).isEqualTo(1);
    assertThat(ready.at("/usage/calls").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FailedRequestViaAPI | The API key 'x' does not appear to be correct",
        "InvalidParameter | Count is not a parameter of the command GetTopBackLinks",
        "InvalidParameter | DebugForceQueue of GetTopBackLinks is no longer supported",
        "InsufficientAnalysisResUnits | Not enough analysis units left for the command",
        "FailedRequestViaAPI | Your subscription does not allow the command GetTopBackLinks",
        "FailedRequestViaAPI | something went wrong"
      })
  void noOtherRefusalSwitches(String code, String message) {
    majestic.nextOf(TOP, new ErrorCode(code, message));

    JsonNode failed = new DirectCaller(stack.pool()).ask(question("http://refused.example.com/"));

    assertThat(failed.at("/type").asText()).startsWith("/problems/upstream-");
    assertThat(majestic.calls(SUCCESSOR)).isEmpty();
    assertThat(switches(Stack.TABLE)).isZero();
  }

  @Test
  void whoAsksForGetTopBackLinksByNameGetsNoOther() {
    DirectCaller caller = newTable("by-name");
    majestic.retire(TOP);

    JsonNode failed = caller.ask(question("http://by-name.example.com/").put("command", TOP));

    assertThat(failed.at("/type").asText())
        .as(failed.toString())
        .isEqualTo("/problems/upstream-refused");
    assertThat(majestic.calls(SUCCESSOR)).isEmpty();
    assertThat(switches("by-name")).isZero();
  }

  @Test
  void autoIsOneCommandWhereTheSettingsNameOnlyOne() {
    stack.dynamo().createTable("single");
    majestic.retire(TOP);
    DirectCaller top = new DirectCaller(processes("single", Map.of("MAJESTIC_COMMAND", TOP)));
    DirectCaller successor =
        new DirectCaller(processes("single", Map.of("MAJESTIC_COMMAND", SUCCESSOR)));

    JsonNode failed = top.ask(question("http://rows-2.single.example.com/"));
    JsonNode ready = successor.ask(question("http://rows-2.single.example.com/"));

    assertThat(failed.at("/type").asText())
        .as(failed.toString())
        .isEqualTo("/problems/upstream-refused");
    assertThat(ready.at("/provider/command").asText()).isEqualTo(SUCCESSOR);
    assertThat(count(ready, WARNING)).isZero();
    assertThat(switches("single")).isZero();
  }

  @Test
  void forcesNoQueueOnTheSuccessor() {
    DirectCaller caller = newTable("forced");
    majestic.retire(TOP);

    for (String name : List.of("met", "known")) {
      ObjectNode question = question("http://rows-2." + name + ".example.com/");
      JsonNode ready = caller.ask(question.put("forceQueue", true));

      assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
      assertThat(count(ready, "forceQueue: GetBackLinkData is never queued")).isEqualTo(1);
      assertThat(majestic.calls(SUCCESSOR).getLast().parameters())
          .doesNotContainKeys("DebugForceQueue", "NotifyURL");
    }
    assertThat(majestic.calls(TOP)).hasSize(1);
    assertThat(id(caller.ask(question("http://rows-2.met.example.com/")))).isNotEmpty();
  }
}
