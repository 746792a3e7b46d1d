package org.backlinks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;

class ReservationTest {
  private static final Units BOUND = new Units(5_000, 100);
  private static final Globals CHARGED =
      new Globals(Map.of("ChargedAnalysisResUnits", "4000", "ChargedRetrievalResUnits", "7"));

  private final Reservation reservation = Reservation.of(1, NOW, BOUND, 2);

  @Test
  void reservationIsForNextCallOnUtcDay() {
    Instant lastMoment = Instant.parse("2026-11-23T23:59:59.999Z");
    Billing called = Billing.NONE.withCallCounted();
    assertThat(called.reserve(lastMoment, BOUND, 1).reservation())
        .isEqualTo(new Reservation(2, LocalDate.of(2026, 11, 23), BOUND, 1, PartialUnits.NONE));
  }

  @Test
  void boundIsSharedByCalls() {
    assertThat(reservation.boundPerCall()).isEqualTo(new Units(2_500, 50));
    assertThat(reservation.withCalls(1).boundPerCall()).isEqualTo(BOUND);
  }

  @Test
  void reportedChargesAreSummed() {
    assertThat(reservation.book(CHARGED).book(CHARGED).reportedCharge())
        .isEqualTo(new PartialUnits(8_000L, 14L));
    assertThat(reservation.book(Globals.NONE)).isEqualTo(reservation);
  }

  @Test
  void reservationExceedsBoundWhenEitherKindDoes() {
    assertThat(reservation.book(CHARGED).exceedsBound(1)).isFalse();
    assertThat(reservation.plus(BOUND).exceedsBound(1)).isFalse();
    assertThat(reservation.plus(new Units(5_001, 0)).exceedsBound(1)).isTrue();
    assertThat(reservation.plus(new Units(0, 101)).exceedsBound(1)).isTrue();
    assertThat(reservation.plus(new Units(0, 101)).exceedsBound(2)).isFalse();
  }
}
