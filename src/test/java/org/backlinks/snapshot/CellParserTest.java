package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellParserTest {
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
  void numberIsReadUpTo64Bits(String number) {
    assertThat(isNumber(number)).isTrue();
    byte[] text = bytes(number);
    assertThat(CellParser.parseNumber(text, 0, text.length)).isEqualTo(Long.parseLong(number));
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
  void numberInAnotherFormIsRejected(String text) {
    assertThat(isNumber(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "0, false",
    "true, true",
    "True, true",
    "FALSE, false",
    "false, false",
    "tRuE, true"
  })
  void flagIsReadInAnyCase(String text, boolean flag) {
    assertThat(isFlag(text)).isTrue();
    assertThat(CellParser.parseFlag(bytes(text), 0, text.length())).isEqualTo(flag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"maybe", "2", "-1", "", "yes", "10", "truE!", "t", "fälse"})
  void otherTextIsNotFlag(String text) {
    assertThat(isFlag(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2017-07-27", "2016-02-29", "2000-02-29", "0001-01-01", "9999-12-31"})
  void dateIsRead(String text) {
    assertThat(isDate(text)).isTrue();
    assertThat(CellParser.parseDate(bytes("<" + text), 1)).isEqualTo(LocalDate.parse(text));
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
  void invalidDateIsRejected(String text) {
    assertThat(isDate(text)).isFalse();
  }

  @Property
  void every64BitNumberIsRead(@ForAll long number) {
    byte[] text = bytes("x" + number + "y");
    assertThat(CellParser.isNumber(text, 1, text.length - 1)).isTrue();
    assertThat(CellParser.parseNumber(text, 1, text.length - 1)).isEqualTo(number);
  }

  @Property
  void everyDateOfFourDigitYearsIsRead(@ForAll("days") LocalDate day) {
    assertThat(isDate(day.toString())).isTrue();
  }

  @Provide
  Arbitrary<LocalDate> days() {
    return Arbitraries.longs()
        .between(LocalDate.of(1, 1, 1).toEpochDay(), LocalDate.of(9999, 12, 31).toEpochDay())
        .map(LocalDate::ofEpochDay);
  }

  private static boolean isNumber(String text) {
    return CellParser.isNumber(bytes(text), 0, bytes(text).length);
  }

  private static boolean isFlag(String text) {
    return CellParser.isFlag(bytes(text), 0, bytes(text).length);
  }

  private static boolean isDate(String text) {
    return CellParser.isDate(bytes(text), 0, bytes(text).length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
