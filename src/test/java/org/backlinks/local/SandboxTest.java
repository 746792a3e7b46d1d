package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Runs a process whose heartbeat stops when it is frozen. */
class SandboxTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int SHORT_MILLIS = 200;
  private static final int MAX_CHECKS = 200;
  private static final int ENDLESS_MILLIS = 3_600_000;

  private static final LaunchCommand HELD =
      new LaunchCommand(
          "held",
          List.of(
              ProjectFolders.javaExecutable().toString(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              HeldFunctionMain.class.getName()));

  private static final Map<String, String> WITHOUT_EXTENSION = Map.of();
  private static final Map<String, String> WITH_EXTENSION =
      Map.of(HeldFunctionMain.EXTENSION_VARIABLE, "1");

  @Test
  void processIsFrozenWhenOnlyRuntimeIsWaiting() throws Exception {
    try (FunctionProcess function = FunctionProcess.start(HELD, WITHOUT_EXTENSION)) {
      ask(function, 0);
      awaitIdle(function);
      assertThat(function.isFrozen()).isTrue();
      assertNoHeartbeats(function);

      ask(function, 0);
      awaitIdle(function);
      assertNoHeartbeats(function);
    }
  }

  @Test
  void processRunsWhileExtensionHoldsIt() throws Exception {
    try (FunctionProcess function = FunctionProcess.start(HELD, WITH_EXTENSION)) {
      ask(function, ENDLESS_MILLIS);
      assertThat(function.isFrozen()).isFalse();
      assertThat(function.whenIdle()).isNotDone();
      assertThat(countHeartbeats(function)).isPositive();
    }
  }

  @Test
  void processIsFrozenWhenExtensionReleasesIt() throws Exception {
    try (FunctionProcess function = FunctionProcess.start(HELD, WITH_EXTENSION)) {
      ask(function, SHORT_MILLIS);
      awaitIdle(function);
      assertThat(function.isFrozen()).isTrue();
      assertNoHeartbeats(function);
    }
  }

  @Test
  void frozenProcessAcceptsNextEvent() throws Exception {
    try (FunctionProcess function = FunctionProcess.start(HELD, WITH_EXTENSION)) {
      String pid = ask(function, SHORT_MILLIS);
      awaitIdle(function);
      assertThat(ask(function, ENDLESS_MILLIS)).isEqualTo(pid);
      assertThat(countHeartbeats(function)).isPositive();
    }
  }

  @Test
  void eventWaitsUntilExtensionReleasesProcess() throws Exception {
    try (FunctionProcess function = FunctionProcess.start(HELD, WITH_EXTENSION)) {
      ask(function, 0);
      awaitIdle(function);
      ask(function, SHORT_MILLIS);
      long startNanos = System.nanoTime();
      ask(function, 0);
      assertThat(Duration.ofNanos(System.nanoTime() - startNanos).toMillis())
          .isGreaterThanOrEqualTo(SHORT_MILLIS / 2);
    }
  }

  @Test
  void processIsKilledAtTimeoutEvenWhenItHasAnswered() throws Exception {
    try (FunctionProcess function = FunctionProcess.start(HELD, WITH_EXTENSION)) {
      ask(function, 0);
      awaitIdle(function);
      assertThat(function.invoke(event(ENDLESS_MILLIS), Duration.ofMillis(500))).isNotEmpty();
      awaitIdle(function);
      awaitEnd(function);
      assertThatExceptionOfType(FunctionErrorException.class)
          .isThrownBy(() -> ask(function, 0))
          .satisfies(e -> assertThat(e.errorType()).isEqualTo("Sandbox.Timedout"));
    }
  }

  @Test
  void idleProcessRunsWhenFreezingIsDisabled() throws Exception {
    SandboxOptions options = SandboxOptions.defaults().withFreezing(false);
    try (FunctionProcess function = FunctionProcess.start(HELD, WITHOUT_EXTENSION, options)) {
      ask(function, 0);
      awaitIdle(function);
      assertThat(function.isFrozen()).isFalse();
      assertThat(countHeartbeats(function)).isPositive();
    }
  }

  @Test
  void suspendedProcessRunsWhenResumed() throws Exception {
    try (FunctionProcess function = FunctionProcess.start(HELD, WITH_EXTENSION)) {
      ask(function, ENDLESS_MILLIS);
      function.suspend();
      assertNoHeartbeats(function);
      function.resume();
      assertThat(countHeartbeats(function)).isPositive();
    }
  }

  @Test
  void frozenProcessStaysFrozenWhenResumed() throws Exception {
    try (FunctionProcess function = FunctionProcess.start(HELD, WITHOUT_EXTENSION)) {
      ask(function, 0);
      awaitIdle(function);
      function.suspend();
      function.resume();
      assertNoHeartbeats(function);
      ask(function, 0);
    }
  }

  @Test
  void poolUsesAnotherProcessWhileOneIsHeld() throws Exception {
    try (FunctionPool pool = newPool(2)) {
      String heldPid = ask(pool, ENDLESS_MILLIS);
      assertThat(pool.busyProcesses()).hasSize(1);
      assertThat(ask(pool, 0)).isNotEqualTo(heldPid);
      assertThat(pool.processes()).hasSize(2);
    }
  }

  @Test
  void poolAtMaximumQueuesEventUntilProcessIsReleased() throws Exception {
    try (FunctionPool pool = newPool(1)) {
      String heldPid = ask(pool, SHORT_MILLIS);
      assertThat(ask(pool, 0)).isEqualTo(heldPid);
      assertThat(pool.processes()).hasSize(1);
      assertThat(pool.awaitIdle(TIMEOUT)).isTrue();
    }
  }

  @Test
  void poolReplacesProcessThatWasKilledAfterItsAnswer() throws Exception {
    try (FunctionPool pool = newPool(1)) {
      String first = ask(pool, 0);
      pool.invoke(event(ENDLESS_MILLIS), Duration.ofMillis(500));
      assertThat(ask(pool, 0)).isNotEqualTo(first);
    }
  }

  private static FunctionPool newPool(int maxProcesses) {
    return new FunctionPool(
        maxProcesses, TIMEOUT, () -> FunctionProcess.start(HELD, WITH_EXTENSION));
  }

  private static String ask(FunctionProcess function, int holdMillis) throws InterruptedException {
    return new String(function.invoke(event(holdMillis), TIMEOUT), StandardCharsets.UTF_8);
  }

  private static String ask(FunctionPool pool, int holdMillis) throws InterruptedException {
    return new String(pool.invoke(event(holdMillis)), StandardCharsets.UTF_8);
  }

  private static byte[] event(int holdMillis) {
    return Integer.toString(holdMillis).getBytes(StandardCharsets.UTF_8);
  }

  private static void awaitIdle(FunctionProcess function) throws Exception {
    function.whenIdle().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  private static void awaitEnd(FunctionProcess function) throws Exception {
    for (int checks = 0; function.isAlive(); checks++) {
      if (checks == MAX_CHECKS) {
        throw new TimeoutException("the process is still running");
      }
      pause();
    }
  }

  /**
   * Checks that the process does not run. One more heartbeat can arrive after the signal that stops
   * it.
   */
  private static void assertNoHeartbeats(FunctionProcess function)
      throws IOException, InterruptedException {
    pause();
    assertThat(countHeartbeats(function)).isZero();
  }

  /** Returns the number of heartbeats in 200 ms. */
  private static long countHeartbeats(FunctionProcess function)
      throws IOException, InterruptedException {
    long before = Files.size(function.logFile());
    pause();
    return Files.size(function.logFile()) - before;
  }

  /** Waits for 200 ms. Always returns false. */
  private static boolean pause() throws InterruptedException {
    return new CountDownLatch(1).await(SHORT_MILLIS, TimeUnit.MILLISECONDS);
  }
}
