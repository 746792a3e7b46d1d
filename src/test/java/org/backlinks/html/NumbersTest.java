package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void digitsAreGrouped() {
    assertThat(Numbers.grouped(0)).isEqualTo("0");
    assertThat(Numbers.grouped(999)).isEqualTo("999");
    assertThat(Numbers.grouped(-1_000)).isEqualTo("-1,000");
    assertThat(Numbers.grouped(Long.MIN_VALUE)).isEqualTo("-9,223,372,036,854,775,808");
    assertThat(Numbers.groupedOrUnknown(null)).isEqualTo("unknown");
  }

  @Test
  void smallPartIsNeverNothingAndLargePartNeverEverything() {
    assertThat(Numbers.percent(0, 7)).isEqualTo("0 %");
    assertThat(Numbers.percent(7, 7)).isEqualTo("100 %");
    assertThat(Numbers.percent(1, 50_000)).isEqualTo("< 0.1 %");
    assertThat(Numbers.percent(49_999, 50_000)).isEqualTo("> 99.9 %");
    assertThat(Numbers.percent(1, 40)).isEqualTo("2.5 %");
    assertThat(Numbers.percent(1, 3)).isEqualTo("33 %");
  }

  @Test
  void largeNumberHasShortForm() {
    assertThat(Numbers.compact(9_999_999)).isEqualTo("9,999,999");
    assertThat(Numbers.compact(10_000_000)).isEqualTo("10.0 m");
    assertThat(Numbers.compact(2_812_912_800L)).isEqualTo("2.8 bn");
    assertThat(Numbers.count(1, "link")).isEqualTo("1 link");
    assertThat(Numbers.count(2_000, "link")).isEqualTo("2,000 links");
  }
}
