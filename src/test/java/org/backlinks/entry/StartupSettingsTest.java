package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupSettingsTest {
  private static final String LEVEL_PROPERTY = "quarkus.log.level";

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private @Nullable String levelBefore;

  @BeforeEach
  void clearLevel() {
    levelBefore = System.clearProperty(LEVEL_PROPERTY);
  }

  @AfterEach
  void restoreLevel() {
    if (levelBefore == null) {
      System.clearProperty(LEVEL_PROPERTY);
    } else {
      System.setProperty(LEVEL_PROPERTY, levelBefore);
    }
  }

  @ParameterizedTest
  @CsvSource({"DEBUG, DEBUG", "WARN, WARN", "'', INFO"})
  void settingsAreReadAndQuarkusGetsTheLogLevel(String value, String level) {
    Map<String, String> environment =
        Map.of("BACKLINKS_TABLE", "links", "BACKLINKS_LOG_LEVEL", value);
    assertThat(StartupSettings.read(environment, printer()))
        .hasValueSatisfying(settings -> assertThat(settings.table().name()).isEqualTo("links"));
    assertThat(System.getProperty(LEVEL_PROPERTY)).isEqualTo(level);
    assertThat(errors.size()).isZero();
  }

  @Test
  void invalidSettingIsNamedInOneLineWithoutItsValue() {
    Map<String, String> environment = Map.of("MAJESTIC_ACCESS_TOKEN", "half-of-a-secret");
    assertThat(StartupSettings.read(environment, printer())).isEmpty();
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .startsWith("backlinks does not start: MAJESTIC_PRIVATE_KEY is missing")
        .doesNotContain("half-of-a-secret")
        .hasLineCount(1);
    assertThat(System.getProperty(LEVEL_PROPERTY)).isNull();
  }

  private PrintStream printer() {
    return new PrintStream(errors, true, StandardCharsets.UTF_8);
  }
}
