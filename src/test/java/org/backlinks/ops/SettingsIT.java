package org.backlinks.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backlinks.local.Function;
import org.backlinks.local.FunctionError;
import org.backlinks.local.Launch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A setting that can't be read ends the start of the program. */
class SettingsIT {
  private static final String MAIN = "org.backlinks.entry.Start";

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
  void oneLineNamesTheSettingThatCannotBeRead(String setting, String value, String named)
      throws Exception {
    try (Function function = Function.start(program(), Map.of(setting, value))) {
      assertThatExceptionOfType(FunctionError.class)
          .isThrownBy(
              () -> function.invoke("{}".getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(20)))
          .satisfies(e -> assertThat(e.type()).isEqualTo("Runtime.ExitError"))
          .satisfies(e -> assertThat(e.text()).contains("code 1"));
      assertThat(Files.readAllLines(function.logs()))
          .singleElement()
          .asString()
          .startsWith("backlinks does not start: " + named + " ")
          .doesNotContain("half-of-a-secret");
    }
  }

  /** The executable, or its main class where there is only the JVM build. */
  private static Launch program() {
    Launch found = Launch.found();
    if (found.name().equals("native")) {
      return found;
    }
    List<String> command = new ArrayList<>(found.command());
    command.set(command.size() - 1, MAIN);
    return new Launch("start", command);
  }
}
