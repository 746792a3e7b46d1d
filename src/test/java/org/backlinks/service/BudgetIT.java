package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.backlinks.local.Function;
import org.backlinks.local.FunctionError;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.Stack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.majestic.MajesticClient;
import org.backlinks.majestic.PlainUpstream;
import org.backlinks.ops.Settings;
import org.backlinks.report.Day;
import org.backlinks.store.Accounts;
import org.backlinks.store.Chunks;
import org.backlinks.store.Ledger;
import org.backlinks.store.Reports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A day's budget for thirty calls, a hundred different questions at once, ten processes. */
class BudgetIT {
  private static final int PROCESSES = 10;
  private static final int QUESTIONS = 100;
  private static final int CALLS = 30;
  private static final int HALF_WAY = 15;
  private static final long BUDGET = CALLS * 5_000L;
  private static final int ROWS = 7;
  private static final long MOST_ROWS = 100;
  private static final Duration STALL = Duration.ofMinutes(5);

  /** Longer than anything takes: no process answers before its call has ended. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final int MOST_LOOKS = 600;
  private static final Duration LOOK = Duration.ofMillis(200);

  private static Stack stack;

  @BeforeAll
  static void start() {
    stack = Stack.start(Stack.Options.defaults().functions(PROCESSES));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void forgetCalls() {
    stack.majestic().resetCalls();
  }

  @Test
  void ofAHundredQuestionsAtOnceThirtyArePaidForAndTheOthersRefused() throws Exception {
    try (FunctionPool pool = pool("thirty")) {
      List<JsonNode> answers = askAll(new Caller(pool), "thirty");
      assertThat(answers).filteredOn(BudgetIT::isReady).hasSize(CALLS);
      List<JsonNode> refused = answers.stream().filter(answer -> !isReady(answer)).toList();
      assertThat(refused).hasSize(QUESTIONS - CALLS).allSatisfy(BudgetIT::isOverBudget);
      assertThat(stack.majestic().paidCalls()).hasSize(CALLS);
      assertThat(open("thirty")).isZero();
      JsonNode today = usage(pool).path("today");
      assertThat(today.path("analysis").asLong()).isEqualTo(BUDGET);
      assertThat(today.path("retrieval").asLong()).isEqualTo((long) CALLS * ROWS);
      assertThat(today.path("calls").asLong()).isEqualTo(CALLS);
    }
  }

  @Test
  void killedHalfWayNoMoreThanThirtyArePaidForAndTheRestWaitForMidnight() throws Exception {
    List<Behaviour> behaviours =
        new ArrayList<>(Collections.nCopies(HALF_WAY - PROCESSES, new Behaviour.Rows()));
    behaviours.addAll(Collections.nCopies(PROCESSES, new Behaviour.StallAt(50, STALL)));
    stack.majestic().next(behaviours.toArray(Behaviour[]::new));
    try (FunctionPool pool = pool("killed")) {
      Thread killer = Thread.ofVirtual().start(() -> killHalfWay(pool));
      List<JsonNode> answers = askAll(new Caller(pool), "killed");
      killer.join();
      assertThat(answers).filteredOn(JsonNode::isEmpty).as("died").hasSize(PROCESSES);
      assertThat(answers).filteredOn(BudgetIT::isReady).hasSize(CALLS - PROCESSES);
      assertThat(answers)
          .filteredOn(answer -> !answer.isEmpty() && !isReady(answer))
          .hasSize(QUESTIONS - CALLS)
          .allSatisfy(BudgetIT::isOverBudget);
      tickUntilAllIsSettled(new Caller(pool));
      assertThat(stack.majestic().paidCalls()).hasSize(CALLS);
      JsonNode today = usage(pool).path("today");
      assertThat(today.path("analysis").asLong()).isEqualTo(BUDGET);
      assertThat(today.path("retrieval").asLong())
          .isEqualTo((CALLS - PROCESSES) * ROWS + PROCESSES * MOST_ROWS);
      assertThat(today.path("calls").asLong()).isEqualTo(CALLS);
      Instant midnight = midnightAfter(today);
      assertThat(pending("killed"))
          .hasSize(PROCESSES)
          .allSatisfy(report ->
              assertThat(report.get("dueAt").n()).isEqualTo("" + midnight.toEpochMilli()));
      assertThat(new Caller(pool).poll().path("due").asInt()).as("due before midnight").isZero();
      afterMidnightTheyAreAskedForOnThatDaysBudget(midnight);
    }
  }

  private static void afterMidnightTheyAreAskedForOnThatDaysBudget(Instant midnight) {
    Clock clock = Clock.fixed(midnight.plusSeconds(1), ZoneOffset.UTC);
    Settings settings = Settings.from(settings("killed"));
    var table = stack.dynamo().client();
    MajesticClient upstream = PlainUpstream.of(settings);
    Reports reports = new Reports(table, settings);
    Ledger ledger = new Ledger(table, settings);
    Prices prices = new Prices(upstream, new Accounts(table, settings), clock);
    Spending spending =
        new Spending(reports, ledger, prices, Parts.metrics(settings, clock), settings, clock);
    Work work =
        new Work(
            upstream,
            reports,
            new Chunks(table, settings),
            prices,
            settings,
            clock,
            Parts.commands(table, settings, clock),
            Parts.metrics(settings, clock),
            new SplittableRandom());
    Worker.Summary did =
        new Worker(reports, work, spending, Parts.metrics(settings, clock), settings, clock)
            .poll(clock.instant().plus(Duration.ofMinutes(1)));
    assertThat(did).isEqualTo(new Worker.Summary(PROCESSES, PROCESSES, 0, 0, 0));
    assertThat(stack.majestic().paidCalls()).hasSize(CALLS + PROCESSES);
    assertThat(pending("killed")).isEmpty();
    assertThat(open("killed")).isZero();
    LocalDate day = Day.of(clock.instant());
    assertThat(ledger.days(List.of(day, day.minusDays(1))))
        .containsExactly(
            new Day(day, PROCESSES * 5_000L, (long) PROCESSES * ROWS, PROCESSES),
            new Day(
                day.minusDays(1),
                BUDGET,
                (CALLS - PROCESSES) * ROWS + PROCESSES * MOST_ROWS,
                CALLS));
  }

  /** All processes, each ready for its next event. */
  private static FunctionPool pool(String table) throws Exception {
    stack.dynamo().createTable(table);
    FunctionPool pool = stack.pool(settings(table));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < PROCESSES; i++) {
        threads.submit(() -> new Caller(pool).get("0".repeat(32)));
      }
    }
    assertThat(pool.functions()).hasSize(PROCESSES);
    return pool;
  }

  private static Map<String, String> settings(String table) {
    return Map.of(
        "MAJESTIC_URL",
        stack.majestic().uri().toString(),
        "MAJESTIC_API_KEY",
        stack.majestic().key(),
        "MAJESTIC_TIMEOUT",
        "PT90S",
        "BACKLINKS_TABLE",
        table,
        "BACKLINKS_LEASE",
        "PT1S",
        "BACKLINKS_DAY_BUDGET_ANALYSIS",
        Long.toString(BUDGET));
  }

  /** Every question on a thread of its own; empty where the process died. */
  private static List<JsonNode> askAll(Caller caller, String name) throws Exception {
    List<Future<JsonNode>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i : IntStream.range(0, QUESTIONS).toArray()) {
        ObjectNode question =
            DirectCaller.question("http://rows-%d.n%d.%s.example/".formatted(ROWS, i, name));
        asked.add(
            threads.submit(() -> {
              try {
                return caller.invoke(question, LIMIT);
              } catch (FunctionError died) {
                return question.removeAll();
              }
            }));
      }
    }
    return asked.stream().map(Future::resultNow).toList();
  }

  private static void killHalfWay(FunctionPool pool) {
    try {
      for (int look = 0; look < MOST_LOOKS; look++) {
        if (stack.majestic().paidCalls().size() == HALF_WAY) {
          pool.functions().forEach(Function::kill);
          return;
        }
        Doomed.pause(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tickUntilAllIsSettled(Caller caller) throws InterruptedException {
    for (int look = 0; look < MOST_LOOKS && open("killed") > 0; look++) {
      caller.poll();
      Doomed.pause(LOOK);
    }
    assertThat(open("killed")).as("open reservations").isZero();
  }

  private static JsonNode usage(FunctionPool pool) throws InterruptedException {
    return new Caller(pool).invoke(DirectCaller.question("").removeAll().put("action", "usage"));
  }

  private static Instant midnightAfter(JsonNode day) {
    return LocalDate.parse(day.path("date").asText())
        .plusDays(1)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  private static boolean isReady(JsonNode answer) {
    return answer.path("state").asText().equals("ready");
  }

  private static void isOverBudget(JsonNode answer) {
    assertThat(answer.path("type").asText())
        .as(answer.toString())
        .isEqualTo("/problems/budget-exceeded");
    assertThat(answer.path("status").asInt()).isEqualTo(429);
    assertThat(answer.path("retryAfter").asInt()).isBetween(1, 86_400);
    assertThat(answer.has("report")).isFalse();
  }

  private static long open(String table) {
    return items(table).stream()
        .filter(item -> item.get("pk").s().startsWith("reservation#"))
        .count();
  }

  private static List<Map<String, AttributeValue>> pending(String table) {
    return items(table).stream()
        .filter(item -> item.get("pk").s().startsWith("report#") && item.containsKey("dueAt"))
        .toList();
  }

  private static List<Map<String, AttributeValue>> items(String table) {
    return stack
        .dynamo()
        .client()
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .stream()
        .toList();
  }
}
