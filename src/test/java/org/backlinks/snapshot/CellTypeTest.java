package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellTypeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-9223372036854775808",
        "9223372036854775807",
        "0",
        "-1",
        "2812912800",
        "999999999999999999"
      })
  void readsNumbersUpToTheLastBit(String number) {
    assertThat(reads(CellType.NUMBER, number)).isTrue();
    byte[] text = bytes(number);
    assertThat(CellType.number(text, 0, text.length)).isEqualTo(Long.parseLong(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "100000000000000000000",
        "+1",
        "01",
        "-0",
        "-",
        "",
        " 1",
        "1 ",
        "1.0",
        "1e3",
        "1,000",
        "0x1",
        "٣"
      })
  void refusesWhatIsNoWholeNumberAsItWouldBeWritten(String text) {
    assertThat(reads(CellType.NUMBER, text)).isFalse();
    assertThat(reads(CellType.NUMBER_OR_UNKNOWN, text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "0, 0", "true, 1", "True, 1", "FALSE, 0", "false, 0", "tRuE, 1"})
  void readsFlagsInAnyCase(String text, int flag) {
    assertThat(CellType.flag(bytes(text), 0, text.length())).isEqualTo(flag);
    assertThat(reads(CellType.FLAG, text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"maybe", "2", "-1", "", "yes", "10", "truE!", "t", "fälse"})
  void refusesWhatIsNoFlag(String text) {
    assertThat(reads(CellType.FLAG, text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2017-07-27", "2016-02-29", "2000-02-29", "0001-01-01", "9999-12-31"})
  void readsDays(String text) {
    assertThat(reads(CellType.DATE, text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "31/02/2017",
        "27/07/2017",
        "2017-02-29",
        "1900-02-29",
        "2017-04-31",
        "2017-13-01",
        "2017-00-01",
        "2017-01-00",
        "2017-01-32",
        "2017-7-27",
        "2017/07/27",
        "2017-07-27 00:00:00",
        "-017-07-27",
        "20170727",
        "２０１７-07",
        ""
      })
  void refusesWhatIsNoDay(String text) {
    assertThat(reads(CellType.DATE, text)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void hasANounForWarnings(CellType type) {
    assertThat(type.noun()).isNotBlank();
  }

  private static boolean reads(CellType type, String text) {
    byte[] bytes = bytes(text);
    return type.reads(bytes, 0, bytes.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
