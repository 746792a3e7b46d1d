package org.backlinks.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentReaderTest {
  private static EnvironmentReader reader(String value) {
    return new EnvironmentReader(Map.of("NAME", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "\uFEFF"})
  void blankVariableHasDefault(String blank) {
    EnvironmentReader values = reader(blank);
    assertThat(values.text("NAME")).isNull();
    assertThat(values.text("NAME", "fallback")).isEqualTo("fallback");
    assertThat(values.baseUrl("NAME")).isNull();
    assertThat(values.units("NAME")).isNull();
    assertThat(values.count("NAME", 3)).isEqualTo(3);
    assertThat(values.duration("NAME", "PT5S", "PT1S", "PT9S")).isEqualTo(Duration.ofSeconds(5));
    assertThat(values.oneOf("NAME", Set.of("a", "b"), "a")).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({
    "https://h.example, https://h.example",
    "https://h.example/, https://h.example",
    "http://h.example:8080/base/, http://h.example:8080/base"
  })
  void baseUrlHasNoTrailingSlash(String url, String expected) {
    assertThat(reader(url).baseUrl("NAME")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h.example", "ftp://h.example", "https://u:p@h.example", "https:///x"})
  void invalidUrlIsRefused(String value) {
    assertThatExceptionOfType(BadSettingException.class)
        .isThrownBy(() -> reader(value).baseUrl("NAME"))
        .withMessage("NAME must be an http or https address");
  }

  @ParameterizedTest
  @CsvSource({"PT0.999S, false", "PT1S, true", "PT9S, true", "PT9.001S, false", "9, false"})
  void durationMustBeInRange(String value, boolean isValid) {
    if (isValid) {
      assertThat(reader(value).duration("NAME", "PT5S", "PT1S", "PT9S"))
          .isEqualTo(Duration.parse(value));
    } else {
      assertThatExceptionOfType(BadSettingException.class)
          .isThrownBy(() -> reader(value).duration("NAME", "PT5S", "PT1S", "PT9S"))
          .withMessage("NAME must be an ISO-8601 duration from PT1S to PT9S, such as PT5S");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "51", "01", "-1", "1.0"})
  void countOutOfRangeIsRefused(String value) {
    assertThat(reader("1").count("NAME", 3)).isEqualTo(1);
    assertThat(reader("50").count("NAME", 3)).isEqualTo(50);
    assertThatExceptionOfType(BadSettingException.class)
        .isThrownBy(() -> reader(value).count("NAME", 3))
        .withMessage("NAME must be a whole number from 1 to 50");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "00", "1000000000000000"})
  void unitsOutOfRangeAreRefused(String value) {
    assertThat(reader("0").units("NAME")).isZero();
    assertThat(reader("999999999999999").units("NAME")).isEqualTo(999_999_999_999_999L);
    assertThatExceptionOfType(BadSettingException.class)
        .isThrownBy(() -> reader(value).units("NAME"))
        .withMessageStartingWith("NAME must be a whole number of units from 0");
  }

  @Test
  void unknownWordIsRefusedWithListOfKnownWords() {
    assertThat(reader("b").oneOf("NAME", Set.of("b", "a"), "a")).isEqualTo("b");
    assertThatExceptionOfType(BadSettingException.class)
        .isThrownBy(() -> reader("c").oneOf("NAME", Set.of("b", "a"), "a"))
        .withMessage("NAME must be one of [a, b]");
  }
}
