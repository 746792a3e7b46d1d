package org.backlinks.majestic.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import org.backlinks.majestic.http.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTokenScannerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "7",
        "10",
        "-12",
        "0.5",
        "1.50",
        "-0.0",
        "1e5",
        "1E5",
        "1e+5",
        "1e-05",
        "0e0",
        "12.5E+007",
        "9223372036854775808",
        "1e400"
      })
  void numberEndsAtTheNextToken(String number) throws IOException {
    for (String next : new String[] {"", ",", "}", " ", "x", "-", "."}) {
      if (!(next.equals(".") && number.matches("-?\\d+"))) {
        assertThat(scanner(number + next).numberLength()).isEqualTo(number.length());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        ".5",
        "1.",
        "1.e5",
        "1e",
        "1e+",
        "1e-",
        "01",
        "-01",
        "00",
        "-x",
        "NaN",
        "Infinity",
        "1.x",
        "1ex",
        "\u0661"
      })
  void malformedNumberIsUnreadable(String number) {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> scanner(number).numberLength())
        .withMessage("not JSON at byte 0");
  }

  @Test
  void numberOfAThousandDigitsIsTheLongest() throws IOException {
    assertThat(scanner("9".repeat(1_000)).numberLength()).isEqualTo(1_000);
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> scanner("9".repeat(1_001)).numberLength())
        .withMessage("a number is too long at byte 0");
  }

  @Test
  void literalMustBeComplete() throws IOException {
    assertThat(scanner("true").literalLength("true")).isEqualTo(4);
    assertThat(scanner("null,").literalLength("null")).isEqualTo(4);
    for (String text : new String[] {"tru", "trUe", "t", ""}) {
      assertThatExceptionOfType(UnreadableException.class)
          .isThrownBy(() -> scanner(text).literalLength("true"));
    }
  }

  @Test
  void punctuationIsSkippedAfterWhitespace() throws IOException {
    JsonTokenScanner scanner = scanner(" \n: ,");
    assertThat(scanner.trySkip(',')).isFalse();
    assertThat(scanner.trySkip(':')).isTrue();
    scanner.skip(',');
    assertThat(scanner.trySkip(',')).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "'  ;', 2", "'\r\n\t]', 3"})
  void messageHasThePositionWhenPunctuationIsMissing(String text, int position) {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> scanner(text).skip(','))
        .withMessage("not JSON at byte " + position);
  }

  private static JsonTokenScanner scanner(String text) {
    return new JsonTokenScanner(
        new InputBuffer(PiecewiseInputStream.ofSingleBytes(text), 16, 1 << 12));
  }
}
