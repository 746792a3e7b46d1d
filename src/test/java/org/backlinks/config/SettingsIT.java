package org.backlinks.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backlinks.local.FunctionErrorException;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.FunctionProcess;
import org.backlinks.local.LaunchCommand;
import org.backlinks.local.SharedStack;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts the program with valid and invalid settings. */
class SettingsIT {
  private static final String MAIN = "org.backlinks.entry.BacklinksApplication";

  @ParameterizedTest
  @CsvSource({
    "MAJESTIC_URL, ftp://upstream.example, MAJESTIC_URL",
    "MAJESTIC_URL, upstream.example, MAJESTIC_URL",
    "MAJESTIC_FORMAT, yaml, MAJESTIC_FORMAT",
    "MAJESTIC_COMMAND, GetEverything, MAJESTIC_COMMAND",
    "MAJESTIC_TIMEOUT, soon, MAJESTIC_TIMEOUT",
    "MAJESTIC_TIMEOUT, PT0S, MAJESTIC_TIMEOUT",
    "MAJESTIC_NOTIFY_URL, here, MAJESTIC_NOTIFY_URL",
    "MAJESTIC_ACCESS_TOKEN, half-of-a-secret, MAJESTIC_PRIVATE_KEY",
    "MAJESTIC_PRIVATE_KEY, half-of-a-secret, MAJESTIC_ACCESS_TOKEN",
    "BACKLINKS_TTL, -P1D, BACKLINKS_TTL",
    "BACKLINKS_LEASE, 60, BACKLINKS_LEASE",
    "BACKLINKS_POLL_FIRST, PT, BACKLINKS_POLL_FIRST",
    "BACKLINKS_POLL_MAX, P1Y, BACKLINKS_POLL_MAX",
    "BACKLINKS_POLL_DEADLINE, never, BACKLINKS_POLL_DEADLINE",
    "BACKLINKS_WORKER_CALLS, 0, BACKLINKS_WORKER_CALLS",
    "BACKLINKS_LOG_LEVEL, LOUD, BACKLINKS_LOG_LEVEL",
  })
  void startFailsWithOneLineThatNamesInvalidSetting(
      String setting, String value, String namedSetting) throws Exception {
    try (FunctionProcess function = FunctionProcess.start(program(), Map.of(setting, value))) {
      assertThatExceptionOfType(FunctionErrorException.class)
          .isThrownBy(
              () -> function.invoke("{}".getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(20)))
          .satisfies(e -> assertThat(e.errorType()).isEqualTo("Runtime.ExitError"))
          .satisfies(e -> assertThat(e.details()).contains("code 1"));
      assertThat(Files.readAllLines(function.logFile()))
          .singleElement()
          .asString()
          .startsWith("backlinks does not start: " + namedSetting + " ")
          .doesNotContain("half-of-a-secret");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/json", "/api/xml/"})
  void upstreamUrlMayIncludeApiPath(String path) throws Exception {
    String target = "rows-3.settings" + path.replace('/', '-') + "x.example";
    Map<String, String> settings =
        Map.of("MAJESTIC_URL", SharedStack.stack().majestic().uri() + path, "BACKLINKS_TTL", "p1w");
    try (FunctionPool pool = SharedStack.stack().callerPool(settings)) {
      JsonNode report = SharedStack.invoke(pool, "{\"target\": \"" + target + "\"}");
      assertThat(report.path("state").asText()).as(report.toString()).isEqualTo("ready");
      assertThat(report.path("backlinks")).hasSize(3);
    }
    assertThat(SharedStack.upstreamCalls(target)).hasSize(1);
  }

  /** Returns the executable, or its main class if only the JVM build exists. */
  private static LaunchCommand program() {
    LaunchCommand detected = LaunchCommand.detect();
    if (detected.name().equals("native")) {
      return detected;
    }
    List<String> command = new ArrayList<>(detected.command());
    command.set(command.size() - 1, MAIN);
    return new LaunchCommand("start", command);
  }
}
