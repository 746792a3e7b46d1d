package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.id;
import static org.backlinks.service.DirectInvoker.question;
import static org.backlinks.service.DirectInvoker.state;

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
import org.backlinks.local.FunctionPool;
import org.backlinks.local.FunctionProcess;
import org.backlinks.local.LocalStack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Behaviour.ErrorCode;
import org.backlinks.local.majestic.CallGate;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The command {@code auto} when upstream retires GetTopBackLinks. Each test has its own table. */
class CommandRetirementIT {
  private static final String TOP = "GetTopBackLinks";
  private static final String SUCCESSOR = "GetBackLinkData";
  private static final String RETIRED_WARNING =
      "upstream does not know GetTopBackLinks any more: GetBackLinkData answered";
  private static final Behaviour NOT_IN_LIST =
      new ErrorCode(
          "FailedRequestViaAPI",
          "The command 'GetTopBackLinks' is not in the list of supported commands.");
  private static final int REQUESTS = 40;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static LocalStack stack;
  private final FakeMajestic majestic = stack.majestic();
  private final List<FunctionPool> pools = new ArrayList<>();

  @BeforeAll
  static void startProcesses() {
    stack =
        LocalStack.start(
            LocalStack.Options.defaults()
                .withSetting("BACKLINKS_POLL_FIRST", "PT0.2S")
                .withSetting("BACKLINKS_POLL_MAX", "PT0.4S"));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @AfterEach
  void resetUpstream() {
    pools.forEach(FunctionPool::close);
    majestic.clearBehaviours().restoreCommand(TOP).setSuccessorReportsCharges(false).resetCalls();
  }

  /** Returns new processes, which have not read a retirement yet. */
  private FunctionPool newProcesses(String table, Map<String, String> settings) {
    Map<String, String> allSettings = new HashMap<>(settings);
    allSettings.put("BACKLINKS_TABLE", table);
    FunctionPool pool = stack.callerPool(allSettings);
    pools.add(pool);
    return pool;
  }

  private DirectInvoker newCaller(String table) {
    return new DirectInvoker(newProcesses(table, Map.of()));
  }

  private DirectInvoker newCallerWithTable(String table) {
    stack.dynamo().createTable(table);
    return newCaller(table);
  }

  @Test
  void runningRequestsSucceedAndSwitchOnceWhenCommandIsRetired() throws Exception {
    stack.dynamo().createTable("running");
    FunctionPool pool = newProcesses("running", Map.of());
    DirectInvoker caller = new DirectInvoker(pool);
    List<Future<JsonNode>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        CallGate gate = new CallGate()) {
      for (Future<JsonNode> started : startProcesses(threads, caller)) {
        assertThat(started.get().path("left").asInt()).isZero();
      }
      majestic.scriptNextOf(TOP, new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      for (int i = 0; i < REQUESTS; i++) {
        ObjectNode question = question("http://www.rows-3-run-" + i + ".com/");
        question.putArray("scopes").add("url").add("rootDomain");
        answers.add(threads.submit(() -> caller.invoke(question)));
      }
      assertThat(gate.awaitArrivals(1, TIMEOUT)).isTrue();
      Instant end = Instant.now().plus(TIMEOUT);
      while (majestic.calls(TOP).size() < 10 && Instant.now().isBefore(end)) {
        DirectInvoker.pause();
      }
      majestic.retireCommand(TOP);
    }

    int switched = 0;
    for (Future<JsonNode> answer : answers) {
      JsonNode first = answer.get();
      JsonNode ready = state(first).equals("pending") ? caller.pollUntilDone(id(first)) : first;
      assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
      assertThat(ready.at("/backlinks")).hasSize(6);
      boolean isSuccessor = ready.at("/provider/command").asText().equals(SUCCESSOR);
      assertThat(countWarnings(ready, RETIRED_WARNING)).isEqualTo(isSuccessor ? 1 : 0);
      assertThat(ready.at("/usage/calls").asInt()).isBetween(isSuccessor ? 2 : 1, 3);
      switched += isSuccessor ? 1 : 0;
    }
    assertThat(switched).isBetween(1, REQUESTS - 1);
    assertThat(majestic.probes(TOP)).hasSizeBetween(1, pool.processes().size());
    assertThat(countRetiredCommands("running")).isEqualTo(1);
    assertThat(countSwitchLogLines(pool)).isEqualTo(1);
    assertThat(majestic.paidCalls()).hasSize(REQUESTS + switched);
  }

  /** Starts all processes, so that no later call waits for a start. */
  private static List<Future<JsonNode>> startProcesses(
      ExecutorService threads, DirectInvoker caller) {
    return Stream.generate(() -> threads.submit((Callable<JsonNode>) caller::poll))
        .limit(4)
        .toList();
  }

  private static long countWarnings(JsonNode payload, String warning) {
    long count = 0;
    for (JsonNode line : payload.path("warnings")) {
      count += line.asText().equals(warning) ? 1 : 0;
    }
    return count;
  }

  private static int countRetiredCommands(String table) {
    return (int)
        stack.dynamo().client().scanPaginator(scan -> scan.tableName(table)).items().stream()
            .filter(item -> item.get("pk").s().startsWith("command#"))
            .count();
  }

  private static long countSwitchLogLines(FunctionPool pool) throws IOException {
    long lines = 0;
    for (FunctionProcess function : pool.processes()) {
      try (var log = Files.lines(function.logFile())) {
        lines += log.filter(line -> line.contains("upstream has retired")).count();
      }
    }
    return lines;
  }

  @Test
  void everyProcessUsesSuccessorAfterRetirement() {
    DirectInvoker first = newCallerWithTable("remembered");
    majestic.retireCommand(TOP);
    assertThat(state(first.invoke(question("http://rows-1.first.example.com/"))))
        .isEqualTo("ready");
    majestic.restoreCommand(TOP).resetCalls();

    int requestCount = 0;
    for (DirectInvoker caller : List.of(first, newCaller("remembered"))) {
      JsonNode ready = caller.invoke(question("http://rows-1.later-" + requestCount++ + ".com/"));
      assertThat(ready.at("/provider/command").asText()).isEqualTo(SUCCESSOR);
      assertThat(countWarnings(ready, RETIRED_WARNING)).isEqualTo(1);
      assertThat(ready.at("/usage/calls").asInt()).isEqualTo(1);
    }
    assertThat(majestic.calls(TOP)).isEmpty();
  }

  @Test
  void retiredCommandIsTriedAgainAfterOneDay() {
    DirectInvoker first = newCallerWithTable("over");
    majestic.retireCommand(TOP);
    first.invoke(question("http://rows-1.day.example.com/"));
    majestic.restoreCommand(TOP);
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

    JsonNode ready = newCaller("over").invoke(question("http://rows-1.next-day.example.com/"));

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
  void onlyOneReportSwitchesWhenProbeKnowsCommand() {
    DirectInvoker caller = newCallerWithTable("alone");
    majestic.scriptNextOf(TOP, NOT_IN_LIST, NOT_IN_LIST);

    for (int i = 0; i < 2; i++) {
      JsonNode switched = caller.invoke(question("http://rows-3.alone-" + i + ".example.com/"));
      assertThat(state(switched)).as(switched.toString()).isEqualTo("ready");
      assertThat(switched.at("/provider/command").asText()).isEqualTo(SUCCESSOR);
      assertThat(switched.at("/usage/calls").asInt()).isEqualTo(2);
    }
    JsonNode next = caller.invoke(question("http://rows-3.next.example.com/"));

    assertThat(next.at("/provider/command").asText()).isEqualTo(TOP);
    assertThat(next.has("warnings")).isFalse();
    assertThat(countRetiredCommands("alone")).isZero();
    assertThat(majestic.probes(TOP)).as("probes within one minute").hasSize(1);
    assertThat(majestic.paidCalls()).hasSize(3);
  }

  @Test
  void chargesOfProbeAreBooked() {
    DirectInvoker caller = newCallerWithTable("charged");
    majestic.setSuccessorReportsCharges(true).scriptNextOf(TOP, NOT_IN_LIST);
    majestic.scriptNextOf(
        FakeMajestic.PROBE,
        new Behaviour.FixedResponse(
            200,
            "application/json",
            """
            {"Code": "UnknownCommand", "ErrorMessage": "", "ChargedAnalysisResUnits": 7,
             "ChargedRetrievalResUnits": 2}\
            """,
            Map.of()));

    JsonNode ready = caller.invoke(question("http://rows-3.charged.example.com/"));

    assertThat(ready.at("/usage/charged/analysis").asLong()).as(ready.toString()).isEqualTo(5_007);
    assertThat(ready.at("/usage/charged/retrieval").asLong()).isEqualTo(5);
    JsonNode today =
        caller.invoke(question("").put("action", "usage").without("target")).at("/today");
    assertThat(today.path("analysis").asLong()).isEqualTo(5_007);
    assertThat(today.path("retrieval").asLong()).isEqualTo(5);
    assertThat(countRetiredCommands("charged")).isEqualTo(1);
  }

  @Test
  void commandIsNotRetiredWhenProbeIsNotAnswered() {
    DirectInvoker caller = newCallerWithTable("unanswered");
    try (CallGate gate = new CallGate()) {
      majestic.scriptNextOf(TOP, NOT_IN_LIST);
      majestic.scriptNextOf(FakeMajestic.PROBE, new Behaviour.HeldAtGate(gate, NOT_IN_LIST));

      JsonNode ready = caller.invoke(question("http://rows-3.unanswered.example.com/"));

      assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
      assertThat(ready.at("/provider/command").asText()).isEqualTo(SUCCESSOR);
    }
    assertThat(countRetiredCommands("unanswered")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"unknown-command", "insufficient-units", "quota%20exceeded", "invalid-api-key"})
  void errorTextEchoedFromTargetDoesNotSwitchCommand(String path) {
    String target = "http://echoed.example/" + path;
    majestic.scriptNextOf(TOP, new ErrorCode("FailedRequestViaAPI", "Can not look at " + target));

    JsonNode failed = new DirectInvoker(stack.callerPool()).invoke(question(target));

    assertThat(failed.at("/type").asText())
        .as(failed.toString())
        .isEqualTo("/problems/upstream-refused");
    assertThat(majestic.calls(SUCCESSOR)).isEmpty();
    assertThat(majestic.probes(TOP)).isEmpty();
    assertThat(countRetiredCommands(LocalStack.TABLE)).isZero();
  }

  @Test
  void queuedReportContinuesWithSuccessor() {
    DirectInvoker caller = newCallerWithTable("queued");
    majestic.scriptTarget("in-the-queue", new Behaviour.Queued(1_000));
    String id = caller.submitPending(question("http://www.rows-4.in-the-queue.example.com/"));
    majestic.retireCommand(TOP);

    JsonNode ready = caller.pollUntilDone(id);

    assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
    assertThat(ready.at("/backlinks")).hasSize(4);
    assertThat(countWarnings(ready, RETIRED_WARNING)).isEqualTo(1);
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
  void otherRefusalsDoNotSwitchCommand(String code, String message) {
    majestic.scriptNextOf(TOP, new ErrorCode(code, message));

    JsonNode failed =
        new DirectInvoker(stack.callerPool()).invoke(question("http://refused.example.com/"));

    assertThat(failed.at("/type").asText()).startsWith("/problems/upstream-");
    assertThat(majestic.calls(SUCCESSOR)).isEmpty();
    assertThat(countRetiredCommands(LocalStack.TABLE)).isZero();
  }

  @Test
  void namedCommandIsNotReplacedWhenRetired() {
    DirectInvoker caller = newCallerWithTable("by-name");
    majestic.retireCommand(TOP);

    JsonNode failed = caller.invoke(question("http://by-name.example.com/").put("command", TOP));

    assertThat(failed.at("/type").asText())
        .as(failed.toString())
        .isEqualTo("/problems/upstream-refused");
    assertThat(majestic.calls(SUCCESSOR)).isEmpty();
    assertThat(countRetiredCommands("by-name")).isZero();
  }

  @Test
  void autoDoesNotSwitchWhenOnlyOneCommandIsConfigured() {
    stack.dynamo().createTable("single");
    majestic.retireCommand(TOP);
    DirectInvoker top = new DirectInvoker(newProcesses("single", Map.of("MAJESTIC_COMMAND", TOP)));
    DirectInvoker successor =
        new DirectInvoker(newProcesses("single", Map.of("MAJESTIC_COMMAND", SUCCESSOR)));

    JsonNode failed = top.invoke(question("http://rows-2.single.example.com/"));
    JsonNode ready = successor.invoke(question("http://rows-2.single.example.com/"));

    assertThat(failed.at("/type").asText())
        .as(failed.toString())
        .isEqualTo("/problems/upstream-refused");
    assertThat(ready.at("/provider/command").asText()).isEqualTo(SUCCESSOR);
    assertThat(countWarnings(ready, RETIRED_WARNING)).isZero();
    assertThat(countRetiredCommands("single")).isZero();
  }

  @Test
  void successorIgnoresForceQueue() {
    DirectInvoker caller = newCallerWithTable("forced");
    majestic.retireCommand(TOP);

    for (String name : List.of("met", "known")) {
      ObjectNode question = question("http://rows-2." + name + ".example.com/");
      JsonNode ready = caller.invoke(question.put("forceQueue", true));

      assertThat(state(ready)).as(ready.toString()).isEqualTo("ready");
      assertThat(countWarnings(ready, "forceQueue: GetBackLinkData is never queued")).isEqualTo(1);
      assertThat(majestic.calls(SUCCESSOR).getLast().parameters())
          .doesNotContainKeys("DebugForceQueue", "NotifyURL");
    }
    assertThat(majestic.calls(TOP)).hasSize(2);
    assertThat(majestic.probes(TOP)).hasSize(1);
    assertThat(id(caller.invoke(question("http://rows-2.met.example.com/")))).isNotEmpty();
  }
}
