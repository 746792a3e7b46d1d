package org.backlinks.majestic.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final String DATE = "Sat, 28 Nov 2026 12:00:00 GMT";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "120|120",
        "999999|999999",
        "Sat, 28 Nov 2026 12:02:00 GMT|120",
        "Sat, 28 Nov 2026 12:00:00 GMT|0",
        "Sat, 28 Nov 2026 11:00:00 GMT|0",
        "Sun, 28 Nov 2027 12:00:00 GMT|999999"
      })
  void delayIsInSecondsOrUntilAServerDate(String value, long seconds) {
    assertThat(read(value, DATE)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "1000000", "Sat, 31 Nov 2026 12:00:00 GMT"})
  void delayIsUnknownWhenTheValueIsInvalid(String value) {
    assertThat(read(value, DATE)).isNull();
  }

  @Test
  void delayIsUnknownWhenHeaderOrServerDateIsAbsent() {
    assertThat(RetryAfter.from(Map.of("Date", DATE)::get)).isNull();
    assertThat(RetryAfter.from(Map.of("Retry-After", DATE)::get)).isNull();
    assertThat(read(DATE, "yesterday")).isNull();
  }

  private static @Nullable Duration read(String value, String date) {
    return RetryAfter.from(Map.of("Retry-After", value, "Date", date)::get);
  }
}
