package org.backlinks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.RemainingUnits;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  private static final Globals FIRST =
      new Globals(
          Map.of(
              "ChargedAnalysisResUnits", "5000",
              "ChargedRetrievalResUnits", "7",
              "RemainingAnalysisResUnits", "97072651",
              "RemainingRetrievalResUnits", "19462825",
              "RemainingStandardReports", "1010"));

  @Test
  void unreportedValuesStayUnknown() {
    assertThat(Usage.NONE.book(Globals.NONE)).isEqualTo(Usage.NONE);
    assertThat(Usage.NONE.book(Globals.NONE).charged().analysis()).isNull();
  }

  @Test
  void usageTakesValuesOfAnswer() {
    assertThat(Usage.NONE.book(FIRST))
        .isEqualTo(
            new Usage(
                new PartialUnits(5000L, 7L),
                new RemainingUnits(97072651L, 19462825L, 1010L),
                0,
                0,
                false));
  }

  @Test
  void chargesAreSummedAndRemainingIsReplaced() {
    Globals second =
        new Globals(
            Map.of(
                "chargedanalysisresunits", "1",
                "RemainingAnalysisResUnits", "97072650"));
    assertThat(Usage.NONE.book(FIRST).book(second))
        .isEqualTo(
            new Usage(
                new PartialUnits(5001L, 7L),
                new RemainingUnits(97072650L, 19462825L, 1010L),
                0,
                0,
                false));
  }

  @Test
  void emptyAnswerChangesNothing() {
    Usage before = Usage.NONE.book(FIRST);
    assertThat(before.book(Globals.NONE)).isEqualTo(before);
  }

  @Test
  void zeroChargeIsKnown() {
    Globals free = new Globals(Map.of("ChargedAnalysisResUnits", "0"));
    assertThat(Usage.NONE.book(free).charged().analysis()).isZero();
    assertThat(Usage.NONE.book(free).charged().retrieval()).isNull();
  }

  @Test
  void unreadableChargeIsUnknown() {
    Globals unreadable = new Globals(Map.of("ChargedAnalysisResUnits", "some", "RemainingX", "1"));
    assertThat(Usage.NONE.book(unreadable)).isEqualTo(Usage.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-5000", "1000000000001", "9223372036854775807"})
  void impossibleAmountsAreUnknown(String amount) {
    Globals impossible =
        new Globals(
            Map.of(
                "ChargedAnalysisResUnits", amount,
                "ChargedRetrievalResUnits", amount,
                "RemainingAnalysisResUnits", amount));
    assertThat(Usage.NONE.book(impossible).book(impossible)).isEqualTo(Usage.NONE);
    Globals possible = new Globals(Map.of("ChargedAnalysisResUnits", "7"));
    assertThat(Usage.NONE.book(possible).book(impossible)).isEqualTo(Usage.NONE.book(possible));
  }

  @Test
  void largestSumsAreSaturated() {
    Units largest = new Units(Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(Usage.NONE.addEstimated(largest).addEstimated(largest).charged())
        .isEqualTo(PartialUnits.of(largest));
  }

  @Test
  void chargesAre64Bit() {
    Globals large = new Globals(Map.of("ChargedRetrievalResUnits", "4000000000"));
    assertThat(Usage.NONE.book(large).book(large).charged().retrieval()).isEqualTo(8_000_000_000L);
  }

  @Test
  void callsAndPollsAreCountedSeparately() {
    Usage usage = Usage.NONE.withCallCounted().withPollCounted().withPollCounted().book(FIRST);
    assertThat(usage.calls()).isEqualTo(1);
    assertThat(usage.polls()).isEqualTo(2);
    assertThat(usage.charged().analysis()).isEqualTo(5000L);
  }
}
