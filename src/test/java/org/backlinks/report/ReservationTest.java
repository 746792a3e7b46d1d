package org.backlinks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.Samples.NOW;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.Test;

class ReservationTest {
  private static final Units BOUND = new Units(5_000, 100);
  private static final Duration TTL = Duration.ofDays(30);
  private static final Globals CHARGED = charged("5000", "7");

  private final Report claimed = calls(Samples.claimed(), 0).reserved(NOW, BOUND, 1);
  private final Report held = claimed.calling();

  @Test
  void isMadeForTheNextPaidCallOnTheDayInUtc() {
    Instant lastMoment = Instant.parse("2026-11-23T23:59:59.999Z");
    Reservation made = calls(Samples.claimed(), 1).reserved(lastMoment, BOUND, 1).reservation();
    assertThat(made)
        .isEqualTo(new Reservation(2, LocalDate.of(2026, 11, 23), BOUND, 1, Amounts.NONE));
  }

  @Test
  void isOfACallToComeUntilThatIsCounted() {
    assertThat(claimed.callIsReserved()).isTrue();
    assertThat(held.callIsReserved()).isFalse();
    assertThat(Samples.claimed().callIsReserved()).isFalse();
  }

  @Test
  void costsItsBoundUntilUpstreamSaysMoreOrLess() {
    assertThat(cost(held)).isEqualTo(BOUND);
    assertThat(cost(waiting(held, charged("4000", null)))).isEqualTo(new Units(4_000, 100));
    assertThat(cost(waiting(held, charged("6000", "200")))).isEqualTo(new Units(6_000, 200));
  }

  @Test
  void whatEveryAnswerOfAJobChargedCounts() {
    Report queued = waiting(held, charged("5000", null));
    Report ready = queued.ready(NOW, TTL, charged("0", "12"));
    assertThat(cost(ready)).isEqualTo(new Units(5_000, 12));
    assertThat(ready.usage().analysis()).isEqualTo(5_000);
  }

  @Test
  void whatWasToldIsNoEstimate() {
    Report ready = held.ready(NOW, TTL, CHARGED);
    assertThat(ready.estimated(BOUND)).isEqualTo(ready);
    assertThat(ready.usage().estimated()).isFalse();
  }

  @Test
  void whatWasNotToldIsEstimatedAndSaysSo() {
    Report ready = held.ready(NOW, TTL, charged(null, "7")).estimated(new Units(5_000, 99));
    assertThat(cost(ready)).isEqualTo(new Units(5_000, 7));
    assertThat(ready.usage().analysis()).isEqualTo(5_000);
    assertThat(ready.usage().retrieval()).isEqualTo(7);
    assertThat(ready.usage().estimated()).isTrue();
  }

  @Test
  void whatIsCertainlyUnpaidCostsNothingAndBooksNothing() {
    Report failed = held.unpaid();
    assertThat(cost(failed)).isEqualTo(Units.NONE);
    assertThat(failed.usage()).isEqualTo(held.usage());
  }

  @Test
  void anUnknownOutcomeIsBookedAtItsBound() {
    Report unknown = held.atBound();
    assertThat(cost(unknown)).isEqualTo(BOUND);
    assertThat(unknown.usage().analysis()).isEqualTo(5_000);
    assertThat(unknown.usage().retrieval()).isEqualTo(100);
    assertThat(unknown.usage().estimated()).isTrue();
  }

  @Test
  void anUnknownOutcomeIsNeverLessThanWhatWasTold() {
    Report unknown = waiting(held, charged("6000", "1")).atBound();
    assertThat(cost(unknown)).isEqualTo(new Units(6_000, 100));
    assertThat(unknown.usage().analysis()).isEqualTo(6_000);
    assertThat(unknown.usage().retrieval()).isEqualTo(100);
  }

  @Test
  void theNextCallsCostIsAddedToThatOfTheUnknownOne() {
    Report again = held.atBound().reserved(NOW, BOUND, 1).calling();
    assertThat(again.reservation()).isEqualTo(Reservation.made(2, NOW, BOUND, 1));
    Report ready = again.ready(NOW, TTL, CHARGED);
    assertThat(cost(ready)).isEqualTo(new Units(5_000, 7));
    assertThat(ready.usage().analysis()).isEqualTo(10_000);
    assertThat(ready.usage().retrieval()).isEqualTo(107);
    assertThat(ready.usage().calls()).isEqualTo(2);
  }

  @Test
  void aReportThatMustWaitForTheNextDayIsDueThenAndReservesNothing() {
    Instant midnight = Day.end(NOW);
    Report waits = held.atBound().postponed(midnight);
    assertThat(waits.reservation()).isNull();
    assertThat(waits.due()).hasValue(midnight);
    assertThat(waits.free(midnight.minusMillis(1))).isFalse();
    assertThat(waits.brokenOff()).isTrue();
    assertThat(waits.version()).isEqualTo(held.version() + 1);
  }

  @Test
  void aQueuedReportThatMustWaitIsDueThenTooAndIsAskedAnew() {
    Instant midnight = Day.end(NOW);
    Report queued = Samples.in(Samples.queued(NOW), held);
    assertThat(queued.postponed(midnight).due()).hasValue(midnight);
    assertThat(queued.postponed(midnight).brokenOff()).isTrue();
  }

  @Test
  void deletingWhatNobodyAskedForYetCostsNothing() {
    assertThat(cost(free(claimed).deleted(NOW))).isEqualTo(Units.NONE);
  }

  @Test
  void deletingAJobUpstreamCostsWhatItMayHaveCost() {
    Report queued = waiting(held, Globals.NONE);
    assertThat(cost(queued.deleted(NOW))).isEqualTo(BOUND);
  }

  @Test
  void deletingWhatSomeoneHoldsLeavesItToThem() {
    assertThat(held.deleted(NOW).reservation()).isNull();
  }

  @Test
  void deletingWhatIsDoneSettlesNothing() {
    assertThat(held.ready(NOW, TTL, CHARGED).deleted(NOW.plus(TTL)).reservation()).isNull();
  }

  @Test
  void aReportWithoutOneIsNotChangedByAnyEnd() {
    Report report = Samples.claimed();
    assertThat(report.atBound()).isEqualTo(report);
    assertThat(report.unpaid()).isEqualTo(report);
    assertThat(report.estimated(BOUND)).isEqualTo(report);
  }

  private static Report calls(Report report, int calls) {
    Usage usage = Usage.NONE;
    for (int i = 0; i < calls; i++) {
      usage = usage.called();
    }
    return Samples.costing(usage, report);
  }

  private static Report free(Report report) {
    return report.waiting(NOW, new State.Claimed(), Globals.NONE);
  }

  private static Report waiting(Report report, Globals globals) {
    return report.waiting(NOW, Samples.queued(NOW.plusSeconds(15)), globals);
  }

  private static Units cost(Report report) {
    Reservation reservation = report.reservation();
    assertThat(reservation).isNotNull();
    return reservation.cost();
  }

  private static Globals charged(String analysis, String retrieval) {
    Map<String, String> values = new HashMap<>();
    if (analysis != null) {
      values.put("ChargedAnalysisResUnits", analysis);
    }
    if (retrieval != null) {
      values.put("ChargedRetrievalResUnits", retrieval);
    }
    return new Globals(values);
  }
}
