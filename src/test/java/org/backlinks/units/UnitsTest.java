package org.backlinks.units;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitsTest {
  @Test
  void sumHasTheSumOfEachKind() {
    assertThat(new Units(5_000, 7).plus(new Units(1, -2))).isEqualTo(new Units(5_001, 5));
  }

  @Test
  void sumBeyondRangeIsTheNearestLong() {
    Units extreme = new Units(Long.MAX_VALUE, Long.MIN_VALUE);
    assertThat(extreme.plus(new Units(1, -1))).isEqualTo(extreme);
    assertThat(extreme.plus(new Units(-1, 1)))
        .isEqualTo(new Units(Long.MAX_VALUE - 1, Long.MIN_VALUE + 1));
  }

  @Test
  void differenceMayBeNegative() {
    assertThat(new Units(1, 9).minus(new Units(3, 4))).isEqualTo(new Units(-2, 5));
  }

  @Test
  void bothKindsAreMultiplied() {
    assertThat(new Units(5_000, 7).times(3)).isEqualTo(new Units(15_000, 21));
  }
}
