package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GlobalsTest {
  private static final Globals GLOBALS =
      new Globals(Map.of("ServerName", "QA", "MaxTopicsRootDomain", "30", "Big", "2812912800"));

  @Test
  void findsItsVariablesInAnyCase() {
    assertThat(GLOBALS.text("servername")).isEqualTo("QA");
    assertThat(GLOBALS.number("MAXTOPICSROOTDOMAIN")).isEqualTo(30L);
  }

  @Test
  void numbersAreSixtyFourBit() {
    assertThat(GLOBALS.number("Big")).isEqualTo(2_812_912_800L);
  }

  @Test
  void whatIsAbsentOrNoNumberIsUnknown() {
    assertThat(GLOBALS.text("None")).isNull();
    assertThat(GLOBALS.number("None")).isNull();
    assertThat(GLOBALS.number("ServerName")).isNull();
    assertThat(new Globals(Map.of("A", "9223372036854775808")).number("A")).isNull();
  }

  @Test
  void cannotBeChanged() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> GLOBALS.values().put("A", "b"));
  }
}
