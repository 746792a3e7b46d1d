package org.backlinks.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RemainingUnitsTest {
  @Test
  void remainingUnitsAreReadFromTheGlobalsOfAnAnswer() {
    Map<String, Long> globals =
        Map.of("RemainingRetrievalResUnits", 8L, "RemainingStandardReports", 0L);
    assertThat(RemainingUnits.from(globals::get)).isEqualTo(new RemainingUnits(null, 8L, 0L));
  }

  @Test
  void updateReplacesOnlyWhatItReports() {
    RemainingUnits before = new RemainingUnits(9L, 8L, null);
    assertThat(before.withUpdate(new RemainingUnits(null, 0L, 7L)))
        .isEqualTo(new RemainingUnits(9L, 0L, 7L));
    assertThat(before.withUpdate(RemainingUnits.UNKNOWN)).isEqualTo(before);
  }

  @Test
  void anyIsKnownWhenOneIs() {
    assertThat(RemainingUnits.UNKNOWN.isAnyKnown()).isFalse();
    assertThat(new RemainingUnits(null, null, 0L).isAnyKnown()).isTrue();
  }
}
