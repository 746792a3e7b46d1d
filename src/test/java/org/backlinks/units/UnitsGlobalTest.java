package org.backlinks.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UnitsGlobalTest {
  @Test
  void variableIsFoundByItsNameInAnyCase() {
    assertThat(UnitsGlobal.find("ChargedAnalysisResUnits")).contains(UnitsGlobal.CHARGED_ANALYSIS);
    assertThat(UnitsGlobal.find("remainingstandardreports"))
        .contains(UnitsGlobal.REMAINING_STANDARD_REPORTS);
    assertThat(UnitsGlobal.find("ChargedResUnits")).isEmpty();
  }

  @Test
  void chargesAreReadByTheirNames() {
    Map<String, Long> answer =
        Map.of("ChargedRetrievalResUnits", 7L, "RemainingRetrievalResUnits", 93L);

    assertThat(PartialUnits.charged(answer::get)).isEqualTo(new PartialUnits(null, 7L));
    assertThat(RemainingUnits.from(answer::get)).isEqualTo(new RemainingUnits(null, 93L, null));
  }

  @Test
  void onlyChargedUnitsAreACharge() {
    assertThat(UnitsGlobal.values())
        .filteredOn(UnitsGlobal::isCharge)
        .containsExactly(UnitsGlobal.CHARGED_ANALYSIS, UnitsGlobal.CHARGED_RETRIEVAL);
  }
}
