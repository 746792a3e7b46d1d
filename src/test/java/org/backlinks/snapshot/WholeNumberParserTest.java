package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeNumberParserTest {
  @ParameterizedTest
  @CsvSource({
    "4, 4",
    "4.0, 4",
    "0.0, 0",
    "0e0, 0",
    "-0, 0",
    "-0.000e-7, 0",
    "0e999999999999999999999, 0",
    "5000.0, 5000",
    "1e2, 100",
    "1E+2, 100",
    "-1.0, -1",
    "1.5e1, 15",
    "-1.50e3, -1500",
    "12300e-2, 123",
    "10e-1, 1",
    "0.00001e5, 1",
    "1e18, 1000000000000000000",
    "9223372036854775807.0, 9223372036854775807",
    "-9223372036854775808.00, -9223372036854775808",
    "0.9223372036854775807e19, 9223372036854775807"
  })
  void parserReadsEveryWholeNumberFormat(String text, long value) {
    assertThat(WholeNumberParser.parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4.5",
        "1e-1",
        "0.1",
        "1e400",
        "1e19",
        "9223372036854775808",
        "9223372036854775808.0",
        "-9223372036854775809.0",
        "",
        "-",
        "+1",
        ".5",
        "5.",
        "1.e2",
        "1e",
        "1e+",
        "01",
        "-01.0",
        "4.0 ",
        " 4.0",
        "4,0",
        "0x10",
        "1e2.0",
        "NaN",
        "Infinity",
        "1_000.0",
        "٤.0",
        "4.0.0",
        "e2"
      })
  void parserRejectsOtherTexts(String text) {
    assertThat(WholeNumberParser.parse(text)).isNull();
  }

  @Test
  void parserRunsInLinearTimeForAnyExponent() {
    String zeros = "0".repeat(1_000_000);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          assertThat(WholeNumberParser.parse("1e999999999")).isNull();
          assertThat(WholeNumberParser.parse("1e-999999999")).isNull();
          assertThat(WholeNumberParser.parse("1" + zeros + "e-1000000")).isEqualTo(1L);
          assertThat(WholeNumberParser.parse("0." + zeros + "1e1000001")).isEqualTo(1L);
          assertThat(WholeNumberParser.parse("1e" + zeros + "2")).isEqualTo(100L);
          assertThat(WholeNumberParser.parse("9".repeat(1_000_000))).isNull();
        });
  }

  @Property
  void parserMatchesBigDecimal(
      @ForAll long unscaled, @ForAll @IntRange(min = -25, max = 25) int scale) {
    BigDecimal number = BigDecimal.valueOf(unscaled, scale);
    Long expected;
    try {
      expected = number.longValueExact();
    } catch (ArithmeticException notWhole) {
      expected = null;
    }
    assertThat(WholeNumberParser.parse(unscaled + "e" + -scale)).isEqualTo(expected);
    assertThat(WholeNumberParser.parse(number.toPlainString())).isEqualTo(expected);
    assertThat(WholeNumberParser.parse(number.toString())).isEqualTo(expected);
  }
}
