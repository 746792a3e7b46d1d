package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoDurationTest {
  private static final Duration MAX_DURATION = Duration.ofDays(3650);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          P1W            | PT168H
          p1w            | PT168H
          P0.5W          | PT84H
          P1W2D          | PT216H
          P1WT1H         | PT169H
          PT0.5H         | PT30M
          PT0,5H         | PT30M
          pt24h          | PT24H
          Pt1H           | PT1H
          PT1h30m        | PT90M
          PT1.5M         | PT90S
          P0.5D          | PT12H
          P1DT2H3M4.5S   | PT26H3M4.5S
          PT0S           | PT0S
          P0W            | PT0S
          PT0.000000001S | PT0.000000001S
          PT36H          | PT36H
          PT90M          | PT90M
          PT0.000000001H | PT0.0000036S
          P3650D         | PT87600H
          P3651D         | PT87600H
          PT999999999999999H | PT87600H
          """)
  void parserReadsFixedLengthDurations(String text, String javaForm) {
    assertThat(IsoDuration.parse(text, MAX_DURATION)).contains(Duration.parse(javaForm));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "PT",
        "P1DT",
        "1D",
        "PT1",
        "P1H",
        "PT1D",
        "PT1W",
        "P1Y",
        "P1M",
        "P1Y2M3D",
        "P1D1W",
        "PT1S1M",
        "PT0.5H1M",
        "P0.5DT1H",
        "P0.5W1D",
        "PT.5H",
        "PT5.H",
        "PT0.1234567890S",
        "PT1234567890123456H",
        "-PT1S",
        "+PT1S",
        "PT-1S",
        "PT+1S",
        " PT1S",
        "PT1S ",
        "PT1S\n",
        "PT1H1H",
        "PT\u0661H",
        "P1D T1H",
        "24h"
      })
  void parserRejectsOtherTexts(String text) {
    assertThat(IsoDuration.parse(text, MAX_DURATION)).isEmpty();
  }

  @Test
  void parserReadsEveryDurationThatJavaWrites() {
    for (long nanos = 1; nanos < MAX_DURATION.toNanos() / 7; nanos *= 7) {
      Duration duration = Duration.ofNanos(nanos);
      assertThat(IsoDuration.parse(duration.toString(), MAX_DURATION)).contains(duration);
    }
  }
}
