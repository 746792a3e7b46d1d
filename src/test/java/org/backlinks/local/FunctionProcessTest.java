package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FunctionProcessTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Runs with the class path of this JVM, which contains everything that the function needs. */
  static final LaunchCommand ECHO =
      new LaunchCommand(
          "echo",
          List.of(
              ProjectFolders.javaExecutable().toString(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              EchoFunctionMain.class.getName()));

  @Test
  void processAnswersEventsInSequence() throws Exception {
    try (FunctionProcess function = FunctionProcess.start(ECHO, Map.of())) {
      assertThat(ask(function, "a")).isEqualTo("echo a");
      assertThat(ask(function, "b")).isEqualTo("echo b");
      assertThat(ask(function, "pid")).isEqualTo(Long.toString(function.pid()));
    }
  }

  @Test
  void functionReceivesRemainingTime() throws Exception {
    try (FunctionProcess function = FunctionProcess.start(ECHO, Map.of())) {
      assertThat(Integer.parseInt(ask(function, "remaining"))).isBetween(1, 60_000);
    }
  }

  @Test
  void processReceivesOnlyGivenEnvironment() throws Exception {
    Set<String> inheritedNames = System.getenv().keySet();
    try (FunctionProcess function =
        FunctionProcess.start(ECHO, Map.of("MAJESTIC_URL", "http://127.0.0.1:1"))) {
      List<String> names = List.of(ask(function, "environment").split(","));
      assertThat(names).contains("MAJESTIC_URL", "AWS_LAMBDA_RUNTIME_API", "AWS_REGION");
      assertThat(names)
          .filteredOn(name -> inheritedNames.contains(name) && !name.startsWith("AWS_"))
          .isSubsetOf("PATH", "HOME", "TZ", "SYSTEMROOT");
    }
  }

  @Test
  void handlerErrorIsReturnedAndProcessContinues() throws Exception {
    try (FunctionProcess function = FunctionProcess.start(ECHO, Map.of())) {
      assertThatExceptionOfType(FunctionErrorException.class)
          .isThrownBy(() -> ask(function, "throw"))
          .satisfies(e -> assertThat(e.errorType()).isEqualTo("Unhandled"))
          .satisfies(e -> assertThat(e.details()).contains("the event requests an error"));
      assertThat(ask(function, "a")).isEqualTo("echo a");
    }
  }

  @Test
  void errorContainsOutputWhenProcessDiesDuringStart() {
    try (FunctionProcess function = FunctionProcess.start(ECHO, Map.of("REFUSES_TO_START", "1"))) {
      assertThatExceptionOfType(FunctionErrorException.class)
          .isThrownBy(() -> ask(function, "a"))
          .satisfies(e -> assertThat(e.errorType()).isEqualTo("Runtime.ExitError"))
          .satisfies(e -> assertThat(e.details()).contains("code 1", "a setting cannot be read"));
    }
  }

  @Test
  void exitErrorIsReturnedWhenProcessDiesDuringEvent() {
    try (FunctionProcess function = FunctionProcess.start(ECHO, Map.of())) {
      assertThatExceptionOfType(FunctionErrorException.class)
          .isThrownBy(() -> ask(function, "die"))
          .satisfies(e -> assertThat(e.details()).contains("code 7"));
    }
  }

  @Test
  void processIsKilledAtTimeout() {
    try (FunctionProcess function = FunctionProcess.start(ECHO, Map.of())) {
      assertThatExceptionOfType(FunctionErrorException.class)
          .isThrownBy(() -> function.invoke(bytes("hang"), Duration.ofMillis(300)))
          .satisfies(e -> assertThat(e.errorType()).isEqualTo("Sandbox.Timedout"));
      assertThat(function.isAlive()).isFalse();
    }
  }

  @Test
  void answerIsRefusedWhenOverLambdaLimit() {
    try (FunctionProcess function = FunctionProcess.start(ECHO, Map.of())) {
      assertThatExceptionOfType(FunctionErrorException.class)
          .isThrownBy(() -> ask(function, "large"))
          .satisfies(e -> assertThat(e.errorType()).isEqualTo("Function.ResponseSizeTooLarge"));
    }
  }

  @Test
  void poolReusesIdleProcessAndReplacesDeadOne() throws Exception {
    try (FunctionPool pool = newPool(2)) {
      String first = ask(pool, "pid");
      assertThat(ask(pool, "pid")).isEqualTo(first);
      pool.processes().getFirst().close();
      assertThat(ask(pool, "pid")).isNotEqualTo(first);
      assertThat(pool.processes()).hasSize(1);
    }
  }

  @Test
  void poolQueuesEventsWhenAtMaximum() throws Exception {
    try (FunctionPool pool = newPool(2);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<String>> answers =
          Stream.generate(
                  () -> CompletableFuture.supplyAsync(() -> askQuietly(pool, "pid"), threads))
              .limit(8)
              .toList();
      assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSizeBetween(1, 2);
      assertThat(pool.processes()).hasSize(2);
      assertThat(pool.awaitIdle(TIMEOUT)).isTrue();
    }
  }

  private static FunctionPool newPool(int maxProcesses) {
    return new FunctionPool(maxProcesses, TIMEOUT, () -> FunctionProcess.start(ECHO, Map.of()));
  }

  private static String ask(FunctionProcess function, String command) throws InterruptedException {
    return new String(function.invoke(bytes(command), TIMEOUT), StandardCharsets.UTF_8);
  }

  private static String ask(FunctionPool pool, String command) throws InterruptedException {
    return new String(pool.invoke(bytes(command)), StandardCharsets.UTF_8);
  }

  private static String askQuietly(FunctionPool pool, String command) {
    try {
      return ask(pool, command);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
