package org.backlinks.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PartialUnitsTest {
  @Test
  void chargeIsReadFromTheGlobalsOfAnAnswer() {
    Map<String, Long> globals = Map.of("ChargedAnalysisResUnits", 5_000L, "OtherUnits", 1L);
    assertThat(PartialUnits.charged(globals::get)).isEqualTo(new PartialUnits(5_000L, null));
  }

  @Test
  void unknownAmountDoesNotChangeAKnownOne() {
    PartialUnits analysis = new PartialUnits(5L, null);
    PartialUnits both = new PartialUnits(1L, 0L);
    assertThat(analysis.plus(PartialUnits.NONE)).isEqualTo(analysis);
    assertThat(PartialUnits.NONE.plus(analysis)).isEqualTo(analysis);
    assertThat(analysis.plus(both)).isEqualTo(new PartialUnits(6L, 0L));
    assertThat(PartialUnits.NONE.plus(PartialUnits.NONE)).isEqualTo(PartialUnits.NONE);
  }

  @Test
  void sumBeyondRangeIsTheNearestLong() {
    PartialUnits max = new PartialUnits(Long.MAX_VALUE, null);
    assertThat(max.plus(max)).isEqualTo(max);
  }

  @Test
  void unknownAmountsAreReplaced() {
    assertThat(new PartialUnits(null, 7L).orElse(new Units(1, 2))).isEqualTo(new Units(1, 7));
    assertThat(PartialUnits.of(new Units(1, 7))).isEqualTo(new PartialUnits(1L, 7L));
  }

  @Test
  void anyIsKnownWhenOneIs() {
    assertThat(PartialUnits.NONE.isAnyKnown()).isFalse();
    assertThat(new PartialUnits(0L, null).isAnyKnown()).isTrue();
    assertThat(new PartialUnits(null, 0L).isAnyKnown()).isTrue();
  }
}
