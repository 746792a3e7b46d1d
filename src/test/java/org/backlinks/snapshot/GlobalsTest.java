package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalsTest {
  private static final Globals GLOBALS =
      new Globals(Map.of("ServerName", "QA", "MaxTopicsRootDomain", "30", "Big", "2812912800"));

  @Test
  void variableNamesIgnoreCase() {
    assertThat(GLOBALS.text("servername")).isEqualTo("QA");
    assertThat(GLOBALS.number("MAXTOPICSROOTDOMAIN")).isEqualTo(30L);
  }

  @Test
  void numbersAre64Bit() {
    assertThat(GLOBALS.number("Big")).isEqualTo(2_812_912_800L);
  }

  @Test
  void absentOrInvalidNumberIsUnknown() {
    assertThat(GLOBALS.text("None")).isNull();
    assertThat(GLOBALS.number("None")).isNull();
    assertThat(GLOBALS.number("ServerName")).isNull();
    assertThat(new Globals(Map.of("A", "9223372036854775808")).number("A")).isNull();
  }

  @Test
  void wholeNumberIsReadWhenWrittenAsFloat() {
    Globals floats =
        new Globals(Map.of("A", "5000.0", "B", "0e0", "C", "1e2", "D", "4.5", "E", "1e999999999"));
    assertThat(floats.number("A")).isEqualTo(5_000);
    assertThat(floats.number("B")).isZero();
    assertThat(floats.number("C")).isEqualTo(100);
    assertThat(floats.number("D")).isNull();
    assertThat(floats.number("E")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "5000, 5000",
    "5000.0, 5000",
    "1000000000000, 1000000000000",
    "1e12, 1000000000000"
  })
  void plausibleUnitsAreRead(String text, long amount) {
    assertThat(new Globals(Map.of("A", text)).units("A")).isEqualTo(amount);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "-5000", "-5000.0", "1000000000001", "9223372036854775807", "1e13", "x"})
  void implausibleUnitsAreUnknown(String text) {
    assertThat(new Globals(Map.of("A", text)).units("A")).isNull();
    assertThat(new Globals(Map.of("A", text)).isImpossibleUnits("a")).isTrue();
    assertThat(Globals.NONE.units("A")).isNull();
    assertThat(Globals.NONE.isImpossibleUnits("A")).isFalse();
    assertThat(new Globals(Map.of("A", "0")).isImpossibleUnits("A")).isFalse();
  }

  @Test
  void globalsAreUnmodifiable() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> GLOBALS.values().put("A", "b"));
  }
}
