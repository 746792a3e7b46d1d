package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.backlinks.crash.KilledProcess;
import org.backlinks.local.FunctionErrorException;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.FunctionProcess;
import org.backlinks.local.LocalStack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.report.DailySpend;
import org.backlinks.units.Units;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A hundred concurrent questions against a day's budget for thirty calls, in ten processes. */
class BudgetIT {
  private static final int PROCESSES = 10;
  private static final int QUESTIONS = 100;
  private static final int CALLS = 30;
  private static final int CALLS_BEFORE_KILL = 15;
  private static final long BUDGET = CALLS * 5_000L;
  private static final int ROWS = 7;
  private static final long MAX_ROWS = 100;
  private static final Duration STALL = Duration.ofMinutes(5);

  /** Longer than a test takes, so that no process answers before its call ends. */
  private static final Duration INVOCATION_TIMEOUT = Duration.ofMinutes(5);

  private static final int MAX_READS = 600;
  private static final Duration READ_INTERVAL = Duration.ofMillis(200);

  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack = LocalStack.start(LocalStack.Options.defaults().withMaxFunctions(PROCESSES));
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
  void budgetForThirtyCallsRefusesTheOtherSeventyQuestions() throws Exception {
    try (FunctionPool pool = pool("thirty")) {
      List<JsonNode> answers = askAll(new DirectInvoker(pool), "thirty");
      assertThat(answers).filteredOn(BudgetIT::isReady).hasSize(CALLS);
      List<JsonNode> refused = answers.stream().filter(answer -> !isReady(answer)).toList();
      assertThat(refused).hasSize(QUESTIONS - CALLS).allSatisfy(BudgetIT::assertOverBudget);
      assertThat(stack.majestic().paidCalls()).hasSize(CALLS);
      assertThat(countOpenReservations("thirty")).isZero();
      JsonNode today = usage(pool).path("today");
      assertThat(today.path("analysis").asLong()).isEqualTo(BUDGET);
      assertThat(today.path("retrieval").asLong()).isEqualTo((long) CALLS * ROWS);
      assertThat(today.path("calls").asLong()).isEqualTo(CALLS);
    }
  }

  @Test
  void budgetIsNotExceededWhenProcessesAreKilledHalfway() throws Exception {
    List<Behaviour> behaviours =
        new ArrayList<>(Collections.nCopies(CALLS_BEFORE_KILL - PROCESSES, new Behaviour.Rows()));
    behaviours.addAll(Collections.nCopies(PROCESSES, new Behaviour.StallAt(50, STALL)));
    stack.majestic().scriptNext(behaviours.toArray(Behaviour[]::new));
    try (FunctionPool pool = pool("killed")) {
      Thread killer = Thread.ofVirtual().start(() -> killAllProcessesHalfway(pool));
      List<JsonNode> answers = askAll(new DirectInvoker(pool), "killed");
      killer.join();
      assertThat(answers)
          .filteredOn(JsonNode::isEmpty)
          .as("answers of killed processes")
          .hasSize(PROCESSES);
      assertThat(answers).filteredOn(BudgetIT::isReady).hasSize(CALLS - PROCESSES);
      assertThat(answers)
          .filteredOn(answer -> !answer.isEmpty() && !isReady(answer))
          .hasSize(QUESTIONS - CALLS)
          .allSatisfy(BudgetIT::assertOverBudget);
      pollUntilAllReservationsAreSettled(new DirectInvoker(pool));
      assertThat(stack.majestic().paidCalls()).hasSize(CALLS);
      JsonNode today = usage(pool).path("today");
      assertThat(today.path("analysis").asLong()).isEqualTo(BUDGET);
      assertThat(today.path("retrieval").asLong())
          .isEqualTo((CALLS - PROCESSES) * ROWS + PROCESSES * MAX_ROWS);
      assertThat(today.path("calls").asLong()).isEqualTo(CALLS);
      Instant midnight = midnightAfter(today);
      assertThat(pendingReports("killed"))
          .hasSize(PROCESSES)
          .allSatisfy(report ->
              assertThat(report.get("dueAt").n()).isEqualTo("" + midnight.toEpochMilli()));
      assertThat(new DirectInvoker(pool).poll().path("due").asInt())
          .as("reports due before midnight")
          .isZero();
      assertProcessedOnNextDaysBudget(midnight);
    }
  }

  private static void assertProcessedOnNextDaysBudget(Instant midnight) {
    try (ServiceFixture service =
        new ServiceFixture(
            stack.dynamo().endpoint(), "killed", stack.majestic(), settings("killed"))) {
      service.clock.set(midnight.plusSeconds(1));
      assertThat(service.poll())
          .isEqualTo(new DueReportWorker.Summary(PROCESSES, PROCESSES, 0, 0, 0));
      assertThat(stack.majestic().paidCalls()).hasSize(CALLS + PROCESSES);
      assertThat(pendingReports("killed")).isEmpty();
      assertThat(countOpenReservations("killed")).isZero();
      LocalDate day = DailySpend.utcDate(midnight);
      assertThat(service.ledger.days(List.of(day, day.minusDays(1))))
          .containsExactly(
              new DailySpend(
                  day, new Units(PROCESSES * 5_000L, (long) PROCESSES * ROWS), PROCESSES),
              new DailySpend(
                  day.minusDays(1),
                  new Units(BUDGET, (CALLS - PROCESSES) * ROWS + PROCESSES * MAX_ROWS),
                  CALLS));
    }
  }

  /** Returns a pool whose processes have all started and wait for events. */
  private static FunctionPool pool(String table) throws Exception {
    stack.dynamo().createTable(table);
    FunctionPool pool = stack.callerPool(settings(table));
    // a process that answers at once can take two of the events
    for (int attempt = 0; attempt < 10 && pool.processes().size() < PROCESSES; attempt++) {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < PROCESSES; i++) {
          threads.submit(() -> new DirectInvoker(pool).get("0".repeat(32)));
        }
      }
    }
    assertThat(pool.processes()).hasSize(PROCESSES);
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

  /** Asks each question on its own thread. The answer of a killed process is empty. */
  private static List<JsonNode> askAll(DirectInvoker caller, String name) throws Exception {
    List<Future<JsonNode>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i : IntStream.range(0, QUESTIONS).toArray()) {
        ObjectNode question =
            DirectInvoker.question("http://rows-%d.n%d.%s.example/".formatted(ROWS, i, name));
        futures.add(
            threads.submit(() -> {
              try {
                return caller.invoke(question, INVOCATION_TIMEOUT);
              } catch (FunctionErrorException e) {
                return question.removeAll();
              }
            }));
      }
    }
    return futures.stream().map(Future::resultNow).toList();
  }

  private static void killAllProcessesHalfway(FunctionPool pool) {
    try {
      for (int read = 0; read < MAX_READS; read++) {
        if (stack.majestic().paidCalls().size() == CALLS_BEFORE_KILL) {
          pool.processes().forEach(FunctionProcess::kill);
          return;
        }
        KilledProcess.pause(READ_INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pollUntilAllReservationsAreSettled(DirectInvoker caller)
      throws InterruptedException {
    for (int read = 0; read < MAX_READS && countOpenReservations("killed") > 0; read++) {
      caller.poll();
      KilledProcess.pause(READ_INTERVAL);
    }
    assertThat(countOpenReservations("killed")).as("open reservations").isZero();
  }

  private static JsonNode usage(FunctionPool pool) throws InterruptedException {
    return new DirectInvoker(pool)
        .invoke(DirectInvoker.question("").removeAll().put("action", "usage"));
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

  private static void assertOverBudget(JsonNode answer) {
    assertThat(answer.path("type").asText())
        .as(answer.toString())
        .isEqualTo("/problems/budget-exceeded");
    assertThat(answer.path("status").asInt()).isEqualTo(429);
    assertThat(answer.path("retryAfter").asInt()).isBetween(1, 86_400);
    assertThat(answer.has("report")).isFalse();
  }

  private static long countOpenReservations(String table) {
    return items(table).stream()
        .filter(item -> item.get("pk").s().startsWith("reservation#"))
        .count();
  }

  private static List<Map<String, AttributeValue>> pendingReports(String table) {
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
