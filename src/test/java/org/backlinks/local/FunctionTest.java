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
import org.junit.jupiter.api.Test;

class FunctionTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** With the class path of this JVM, which has all that the loop needs. */
  static final Launch ECHO =
      new Launch(
          "echo",
          List.of(
              Project.java().toString(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              EchoFunction.class.getName()));

  @Test
  void answersOneEventAfterAnotherInOneProcess() throws Exception {
    try (Function function = Function.start(ECHO, Map.of())) {
      assertThat(ask(function, "a")).isEqualTo("echo a");
      assertThat(ask(function, "b")).isEqualTo("echo b");
      assertThat(ask(function, "pid")).isEqualTo(Long.toString(function.pid()));
    }
  }

  @Test
  void tellsTheProcessHowMuchTimeIsLeft() throws Exception {
    try (Function function = Function.start(ECHO, Map.of())) {
      assertThat(Integer.parseInt(ask(function, "remaining"))).isBetween(1, 60_000);
    }
  }

  @Test
  void givesTheProcessOnlyTheEnvironmentItIsMeantToHave() throws Exception {
    Set<String> inherited = System.getenv().keySet();
    try (Function function = Function.start(ECHO, Map.of("MAJESTIC_URL", "http://127.0.0.1:1"))) {
      List<String> names = List.of(ask(function, "environment").split(","));
      assertThat(names).contains("MAJESTIC_URL", "AWS_LAMBDA_RUNTIME_API", "AWS_REGION");
      assertThat(names)
          .filteredOn(name -> inherited.contains(name) && !name.startsWith("AWS_"))
          .isSubsetOf("PATH", "HOME", "TZ", "SYSTEMROOT");
    }
  }

  @Test
  void handsOverTheErrorThatTheHandlerThrewAndGoesOn() throws Exception {
    try (Function function = Function.start(ECHO, Map.of())) {
      assertThatExceptionOfType(FunctionError.class)
          .isThrownBy(() -> ask(function, "throw"))
          .satisfies(e -> assertThat(e.type()).isEqualTo("Unhandled"))
          .satisfies(e -> assertThat(e.text()).contains("asked to throw"));
      assertThat(ask(function, "a")).isEqualTo("echo a");
    }
  }

  @Test
  void saysWhatAProcessWroteThatDiedWhileStarting() {
    try (Function function = Function.start(ECHO, Map.of("REFUSES_TO_START", "1"))) {
      assertThatExceptionOfType(FunctionError.class)
          .isThrownBy(() -> ask(function, "a"))
          .satisfies(e -> assertThat(e.type()).isEqualTo("Runtime.ExitError"))
          .satisfies(e -> assertThat(e.text()).contains("code 1", "a setting can't be read"));
    }
  }

  @Test
  void saysThatAProcessDiedAtWork() {
    try (Function function = Function.start(ECHO, Map.of())) {
      assertThatExceptionOfType(FunctionError.class)
          .isThrownBy(() -> ask(function, "die"))
          .satisfies(e -> assertThat(e.text()).contains("code 7"));
    }
  }

  @Test
  void killsAProcessThatRunsOutOfTime() {
    try (Function function = Function.start(ECHO, Map.of())) {
      assertThatExceptionOfType(FunctionError.class)
          .isThrownBy(() -> function.invoke(bytes("hang"), Duration.ofMillis(300)))
          .satisfies(e -> assertThat(e.type()).isEqualTo("Sandbox.Timedout"));
      assertThat(function.alive()).isFalse();
    }
  }

  @Test
  void refusesAnAnswerOverLambdasLimit() {
    try (Function function = Function.start(ECHO, Map.of())) {
      assertThatExceptionOfType(FunctionError.class)
          .isThrownBy(() -> ask(function, "large"))
          .satisfies(e -> assertThat(e.type()).isEqualTo("Function.ResponseSizeTooLarge"));
    }
  }

  @Test
  void aPoolReusesAnIdleProcessAndReplacesADeadOne() throws Exception {
    try (FunctionPool pool = pool(2)) {
      String first = ask(pool, "pid");
      assertThat(ask(pool, "pid")).isEqualTo(first);
      pool.functions().getFirst().close();
      assertThat(ask(pool, "pid")).isNotEqualTo(first);
      assertThat(pool.functions()).hasSize(1);
    }
  }

  @Test
  void aPoolGrowsUpToItsMaximumAndThenLetsEventsWait() throws Exception {
    try (FunctionPool pool = pool(2);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<String>> answers =
          java.util.stream.Stream.generate(
                  () -> CompletableFuture.supplyAsync(() -> askQuietly(pool, "pid"), threads))
              .limit(8)
              .toList();
      assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSizeBetween(1, 2);
      assertThat(pool.functions()).hasSize(2);
      assertThat(pool.busy()).isEmpty();
    }
  }

  private static FunctionPool pool(int maximum) {
    return new FunctionPool(maximum, LONG, () -> Function.start(ECHO, Map.of()));
  }

  private static String ask(Function function, String word) throws InterruptedException {
    return new String(function.invoke(bytes(word), LONG), StandardCharsets.UTF_8);
  }

  private static String ask(FunctionPool pool, String word) throws InterruptedException {
    return new String(pool.invoke(bytes(word)), StandardCharsets.UTF_8);
  }

  private static String askQuietly(FunctionPool pool, String word) {
    try {
      return ask(pool, word);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
