package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.backlinks.crash.KilledProcess;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.FunctionProcess;
import org.backlinks.local.LocalStack;
import org.backlinks.local.SandboxOptions;
import org.backlinks.local.SandboxOptions.Registration;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.CallGate;
import org.backlinks.local.majestic.FakeCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Upstream answers after the caller got its answer. The platform freezes a process between two
 * events, and a frozen process must not lose a paid call. A schedule polls in other processes.
 *
 * <p>{@code ./mvnw verify -DskipUnitTests=true -Dit.test=FrozenCallIT -Dreal.times=true} uses
 * answers after 28 and 100 s, the default lease, and processes that get their next event after up
 * to ten minutes.
 *
 * <p>All scenarios run at the same time, because they mostly wait.
 */
class FrozenCallIT {
  private static final boolean REAL_TIMES = Boolean.getBoolean("real.times");
  private static final int ROWS = 12;

  /** In seconds: too short for a call in the same invocation, long enough for a claim. */
  private static final int WAIT_LEFT_TO_WORKER = 8;

  private static final int SHORTEST_WAIT = 10;
  private static final int LONGEST_WAIT = 25;
  private static final int MAX_PROCESSES = 4;
  private static final Duration READ_INTERVAL = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private static final Lock START_LOCK = new ReentrantLock();
  private static final AtomicInteger NEXT_NUMBER = new AtomicInteger();

  private static LocalStack stack;
  private static ExecutorService threads;
  private static final Map<String, Future<?>> SCENARIOS = new HashMap<>();

  /**
   * An answer of upstream that arrives after the caller got its answer.
   *
   * @param timeout the setting MAJESTIC_TIMEOUT
   * @param callerWait the seconds that the caller waits
   * @param delay the time until upstream answers
   */
  private record LateAnswer(Duration timeout, int callerWait, Duration delay) {
    static List<LateAnswer> all() {
      return REAL_TIMES
          ? List.of(
              new LateAnswer(Duration.ofSeconds(30), 20, Duration.ofSeconds(28)),
              new LateAnswer(Duration.ofSeconds(120), 20, Duration.ofSeconds(100)))
          : List.of(new LateAnswer(Duration.ofSeconds(40), SHORTEST_WAIT, Duration.ofSeconds(18)));
    }
  }

  @BeforeAll
  static void start() {
    stack =
        LocalStack.start(
            LocalStack.Options.defaults()
                .withMaxFunctions(1)
                .withSetting("BACKLINKS_LEASE", REAL_TIMES ? "PT60S" : "PT3S")
                .withSetting("MAJESTIC_TIMEOUT", LateAnswer.all().getLast().timeout().toString())
                .withTickInterval(REAL_TIMES ? Duration.ofSeconds(10) : Duration.ofMillis(500)));
    threads = Executors.newVirtualThreadPerTaskExecutor();
    startScenario("late", FrozenCallIT::wakeUpAtEachDelay);
    startScenario("no extensions", FrozenCallIT::askWithoutExtensions);
    startScenario("poll", FrozenCallIT::pollWithALateAnswer);
    startScenario("hurried poll", FrozenCallIT::pollWithTooLittleTime);
    startScenario("refusal", FrozenCallIT::refuseWithTooLittleTime);
    startScenario("stop", FrozenCallIT::stopForLongerThanTheTimeout);
  }

  private static void startScenario(String name, Callable<?> run) {
    SCENARIOS.put(name, threads.submit(run));
  }

  /** Waits for the end of a scenario, and fails if the scenario failed. */
  private static void assertScenarioSucceeds(String name) throws Exception {
    try {
      SCENARIOS.get(name).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError failed) {
        throw failed;
      }
      throw e;
    }
  }

  @AfterAll
  static void stop() {
    threads.shutdownNow();
    stack.close();
  }

  /** Returns the times from an answer to the next event of the process. Empty means no event. */
  private static List<Optional<Duration>> wakeUpDelays() {
    List<Optional<Duration>> wakes = new ArrayList<>();
    for (int seconds : REAL_TIMES ? new int[] {1, 35, 51, 70, 80, 600} : new int[] {1, 4, 12}) {
      wakes.add(Optional.of(Duration.ofSeconds(seconds)));
    }
    wakes.add(Optional.empty());
    return wakes;
  }

  @Test
  void lateAnswerIsStoredWheneverProcessWakesUp() throws Exception {
    assertScenarioSucceeds("late");
  }

  private static @Nullable Void wakeUpAtEachDelay() throws Exception {
    List<Future<CallResult>> results = new ArrayList<>();
    for (LateAnswer answer : LateAnswer.all()) {
      for (Optional<Duration> wake : wakeUpDelays()) {
        results.add(threads.submit(() -> runFrozen(answer, wake)));
      }
    }
    for (Future<CallResult> result : results) {
      CallResult callResult = result.get();
      assertThat(callResult.firstState()).as(callResult.target()).isEqualTo("pending");
      assertPaidOnce(callResult.target(), callResult.finalReport());
    }
    return null;
  }

  /** The state in the caller's answer, and the final report. */
  private record CallResult(String target, String firstState, JsonNode finalReport) {}

  /**
   * Repeats the scenario with new processes until one answers before upstream does. On a busy
   * machine, a JVM sometimes registers its extension too late, and then its answer waits for the
   * call.
   */
  private static CallResult runFrozen(LateAnswer answer, Optional<Duration> wake)
      throws InterruptedException {
    CallResult result = runFrozenOnce(answer, wake);
    for (int attempt = 1;
        attempt < MAX_PROCESSES && !result.firstState().equals("pending");
        attempt++) {
      assertPaidOnce(result.target(), result.finalReport());
      result = runFrozenOnce(answer, wake);
    }
    return result;
  }

  private static CallResult runFrozenOnce(LateAnswer answer, Optional<Duration> wake)
      throws InterruptedException {
    String target = target("late");
    stack.majestic().scriptTarget(hostPrefix(target), new Behaviour.SlowHeaders(answer.delay()));
    try (FunctionPool pool = pool(answer.timeout(), SandboxOptions.defaults())) {
      DirectInvoker caller = startProcess(pool);
      JsonNode firstAnswer = caller.invoke(question(target, answer.callerWait()));
      KilledProcess.pause(wake.orElse(Duration.ZERO));
      if (wake.isPresent()) {
        caller.get(id(firstAnswer));
      }
      return new CallResult(target, state(firstAnswer), awaitDoneInOtherProcess(id(firstAnswer)));
    }
  }

  @Test
  void answerWaitsForCallWhenThereIsNoExtensionsApi() throws Exception {
    assertScenarioSucceeds("no extensions");
  }

  private static @Nullable Void askWithoutExtensions() throws Exception {
    LateAnswer late = LateAnswer.all().getFirst();
    Map<String, Future<JsonNode>> answers = new LinkedHashMap<>();
    for (Registration registration :
        List.of(Registration.NOT_FOUND, Registration.FAILED, Registration.LATE)) {
      String target = target("no-extensions");
      answers.put(target, threads.submit(() -> askThenFreeze(target, late, registration)));
    }
    for (Map.Entry<String, Future<JsonNode>> answer : answers.entrySet()) {
      assertPaidOnce(answer.getKey(), answer.getValue().get());
    }
    return null;
  }

  /** Returns the answer of a process that is frozen immediately after the answer. */
  private static JsonNode askThenFreeze(String target, LateAnswer late, Registration registration)
      throws InterruptedException {
    stack.majestic().scriptTarget(hostPrefix(target), new Behaviour.SlowHeaders(late.delay()));
    SandboxOptions sandbox = SandboxOptions.defaults().withRegistration(registration);
    try (FunctionPool pool = pool(late.timeout(), sandbox)) {
      return startProcess(pool).invoke(question(target, late.callerWait()));
    }
  }

  @Test
  void pollEndsWhenItsCallsAreRecorded() throws Exception {
    assertScenarioSucceeds("poll");
  }

  private static @Nullable Void pollWithALateAnswer() throws Exception {
    LateAnswer late = LateAnswer.all().getLast();
    String target = target("polled");
    stack.majestic().scriptTarget(hostPrefix(target), new Behaviour.SlowHeaders(late.delay()));
    try (FunctionPool pool = quietPool(late.timeout())) {
      DirectInvoker caller = startProcess(pool);
      String id = id(caller.invoke(question(target, WAIT_LEFT_TO_WORKER)));
      JsonNode summary = caller.poll();
      assertThat(summary.path("ready").asInt()).as("%s", summary).isEqualTo(1);
      assertPaidOnce(target, caller.get(id));
    }
    return null;
  }

  @Test
  void pollStartsNoPaidCallWhenTooLittleTimeIsLeft() throws Exception {
    assertScenarioSucceeds("hurried poll");
  }

  private static @Nullable Void pollWithTooLittleTime() throws Exception {
    Duration timeout = Duration.ofSeconds(10);
    String target = target("hurried");
    try (FunctionPool pool = quietPool(timeout)) {
      DirectInvoker caller = startProcess(pool);
      String id = id(caller.invoke(question(target, WAIT_LEFT_TO_WORKER)));
      ObjectNode poll = DirectInvoker.question("").removeAll().put("action", "poll");
      JsonNode summary = caller.invoke(poll, minTimeForCall(timeout).minusSeconds(1));
      assertThat(summary.path("ready").asInt()).as("%s", summary).isZero();
      assertThat(countCalls(target)).isZero();
      caller.poll();
      assertPaidOnce(target, caller.get(id));
    }
    return null;
  }

  @Test
  void refusedCallIsNotRetriedWhenTooLittleTimeIsLeft() throws Exception {
    assertScenarioSucceeds("refusal");
  }

  private static @Nullable Void refuseWithTooLittleTime() throws Exception {
    Duration timeout = Duration.ofSeconds(25);
    String target = target("busy");
    try (CallGate gate = new CallGate();
        FunctionPool pool = quietPool(timeout)) {
      stack
          .majestic()
          .scriptTarget(
              hostPrefix(target),
              new Behaviour.HeldAtGate(gate, new Behaviour.FixedResponse(503)),
              new Behaviour.Rows());
      DirectInvoker caller = startProcess(pool);
      threads.execute(() -> openLater(gate));
      JsonNode firstAnswer =
          caller.invoke(question(target, SHORTEST_WAIT), minTimeForCall(timeout).plusSeconds(10));
      assertThat(pool.awaitIdle(TIMEOUT)).isTrue();
      assertThat(countCalls(target)).isEqualTo(1);
      assertThat(state(firstAnswer)).isEqualTo("pending");
      caller.poll();
      JsonNode ready = caller.get(id(firstAnswer));
      assertThat(state(ready)).isEqualTo("ready");
      assertThat(countPaidCalls(target)).isEqualTo(1);
    }
    return null;
  }

  private static void openLater(CallGate gate) {
    try {
      gate.awaitArrivals(1, TIMEOUT);
      KilledProcess.pause(Duration.ofSeconds(12));
      gate.open();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void bufferedAnswerIsReadWhenProcessWasStoppedLongerThanTimeout() throws Exception {
    assertScenarioSucceeds("stop");
  }

  private static @Nullable Void stopForLongerThanTheTimeout() throws Exception {
    Duration timeout = Duration.ofSeconds(6);
    String target = target("stopped");
    try (CallGate gate = new CallGate();
        FunctionPool pool =
            stack.callerPool(
                Map.of("MAJESTIC_TIMEOUT", timeout.toString(), "BACKLINKS_LEASE", "PT30S"))) {
      stack
          .majestic()
          .scriptTarget(hostPrefix(target), new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      DirectInvoker caller = startProcess(pool);
      Future<JsonNode> firstAnswer =
          threads.submit(() -> caller.invoke(question(target, LONGEST_WAIT)));
      assertThat(gate.awaitArrivals(1, TIMEOUT)).isTrue();
      pool.processes().forEach(FunctionProcess::suspend);
      gate.open();
      KilledProcess.pause(timeout.plusSeconds(2));
      pool.processes().forEach(FunctionProcess::resume);
      assertPaidOnce(target, awaitDoneInOtherProcess(id(firstAnswer.get())));
    }
    return null;
  }

  private static FunctionPool pool(Duration timeout, SandboxOptions sandbox) {
    return stack.callerPool(Map.of("MAJESTIC_TIMEOUT", timeout.toString()), sandbox);
  }

  /** Returns a process with its own table. No schedule polls that table. */
  private static FunctionPool quietPool(Duration timeout) {
    String table = "quiet-" + NEXT_NUMBER.incrementAndGet();
    stack.dynamo().createTable(table);
    return stack.callerPool(
        Map.of("MAJESTIC_TIMEOUT", timeout.toString(), "BACKLINKS_TABLE", table));
  }

  /** Starts a process, so that the next invocation has its full time. Starts them one by one. */
  private static DirectInvoker startProcess(FunctionPool pool) throws InterruptedException {
    DirectInvoker caller = new DirectInvoker(pool);
    START_LOCK.lock();
    try {
      caller.get("0".repeat(32));
    } finally {
      START_LOCK.unlock();
    }
    return caller;
  }

  /** Returns the minimum time of an invocation that a paid call needs. */
  private static Duration minTimeForCall(Duration timeout) {
    return timeout.multipliedBy(2).plusSeconds(30);
  }

  private static String target(String name) {
    return "http://"
        + name
        + "-"
        + NEXT_NUMBER.incrementAndGet()
        + ".rows-"
        + ROWS
        + ".example.com/";
  }

  /** Returns the part of a target that no other target has. */
  private static String hostPrefix(String target) {
    return target.substring("http://".length(), target.indexOf('.') + 1);
  }

  private static ObjectNode question(String target, int wait) {
    return DirectInvoker.question(target).put("wait", wait);
  }

  /** Waits until a report is done, and returns it. Reads it in another process. */
  private static JsonNode awaitDoneInOtherProcess(String id) throws InterruptedException {
    DirectInvoker others = new DirectInvoker(stack.callerPool());
    Instant end = Instant.now().plus(TIMEOUT);
    JsonNode report = others.get(id);
    while (state(report).equals("pending") && Instant.now().isBefore(end)) {
      KilledProcess.pause(READ_INTERVAL);
      report = others.get(id);
    }
    return report;
  }

  private static void assertPaidOnce(String target, JsonNode report) throws InterruptedException {
    assertThat(state(report)).as("%s: %s", target, report.path("problem")).isEqualTo("ready");
    assertThat(report.at("/page/total").asInt()).isEqualTo(ROWS);
    assertThat(report.at("/usage/calls").asInt()).isEqualTo(1);
    assertThat(report.at("/usage/estimated").asBoolean()).isFalse();
    assertThat(countPaidCalls(target)).as(target).isEqualTo(1);
  }

  private static int countPaidCalls(String target) {
    return countCallsFor(stack.majestic().paidCalls(), target);
  }

  private static int countCalls(String target) {
    return countCallsFor(stack.majestic().calls(), target);
  }

  private static int countCallsFor(List<FakeCall> calls, String target) {
    return (int) calls.stream().filter(call -> target.equals(call.parameters().get("URL"))).count();
  }

  private static String id(JsonNode answer) {
    return answer.path("id").asText();
  }

  private static String state(JsonNode answer) {
    return answer.path("state").asText();
  }
}
