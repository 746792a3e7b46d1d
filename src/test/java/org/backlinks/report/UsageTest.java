package org.backlinks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.Test;

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
  void whatWasNeverSaidStaysUnknown() {
    assertThat(Usage.NONE.booked(Globals.NONE)).isEqualTo(Usage.NONE);
    assertThat(Usage.NONE.booked(Globals.NONE).analysis()).isNull();
  }

  @Test
  void takesOverWhatAnAnswerSays() {
    assertThat(Usage.NONE.booked(FIRST))
        .isEqualTo(new Usage(5000L, 7L, 97072651L, 19462825L, 1010L, 0, 0, false));
  }

  @Test
  void chargesAddUpAndTheLastWordOnWhatIsLeftHolds() {
    Globals second =
        new Globals(
            Map.of(
                "chargedanalysisresunits", "1",
                "RemainingAnalysisResUnits", "97072650"));
    assertThat(Usage.NONE.booked(FIRST).booked(second))
        .isEqualTo(new Usage(5001L, 7L, 97072650L, 19462825L, 1010L, 0, 0, false));
  }

  @Test
  void anAnswerThatSaysNothingChangesNothing() {
    Usage before = Usage.NONE.booked(FIRST);
    assertThat(before.booked(Globals.NONE)).isEqualTo(before);
  }

  @Test
  void aChargeOfZeroIsKnown() {
    Globals free = new Globals(Map.of("ChargedAnalysisResUnits", "0"));
    assertThat(Usage.NONE.booked(free).analysis()).isZero();
    assertThat(Usage.NONE.booked(free).retrieval()).isNull();
  }

  @Test
  void aChargeThatCannotBeReadIsUnknown() {
    Globals odd = new Globals(Map.of("ChargedAnalysisResUnits", "some", "RemainingX", "1"));
    assertThat(Usage.NONE.booked(odd)).isEqualTo(Usage.NONE);
  }

  @Test
  void countsAreSixtyFourBit() {
    Globals huge = new Globals(Map.of("ChargedRetrievalResUnits", "4000000000"));
    assertThat(Usage.NONE.booked(huge).booked(huge).retrieval()).isEqualTo(8_000_000_000L);
  }

  @Test
  void callsAndPollsAreCountedApart() {
    Usage usage = Usage.NONE.called().polled().polled().booked(FIRST);
    assertThat(usage.calls()).isEqualTo(1);
    assertThat(usage.polls()).isEqualTo(2);
    assertThat(usage.analysis()).isEqualTo(5000L);
  }
}
