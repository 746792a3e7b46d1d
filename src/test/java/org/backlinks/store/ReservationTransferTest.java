package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Instant;
import org.backlinks.report.Billing;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;

/** Transactions that settle a reservation of a report and make the next one. */
class ReservationTransferTest extends ReservationTestBase {
  @Test
  void lateHolderSettlesNothing() {
    StoreFixture stores = newStores();
    Report late = claim(stores, reservedReport(NOW));
    Report reclaimed = reclaimedReport(late, NOW.plusSeconds(70));
    assertThat(
            stores
                .claimTransactions()
                .reclaim(late.withBilling(Billing::settleAtBound), reclaimed, TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    DailySpend before = today();
    assertThat(stores.reportStore().finish(late.markReady(NOW, TTL, CHARGED))).isFalse();
    assertThat(stores.reportStore().settleReservation(late.markReady(NOW, TTL, CHARGED))).isFalse();
    assertThat(today()).isEqualTo(before);
  }

  @Test
  void reclaimSettlesUnknownCallAtBoundAndReservesNext() {
    StoreFixture stores = newStores();
    Report abandoned = claim(stores, reservedReport(NOW));
    Report reclaimed = reclaimedReport(abandoned, NOW.plusSeconds(70));
    assertThat(
            stores
                .claimTransactions()
                .reclaim(abandoned.withBilling(Billing::settleAtBound), reclaimed, TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(10_000, 200), 2));
    assertThat(openReservations()).isEqualTo(1);
    assertThat(stores.reportStore().finish(reclaimed.markReady(NOW, TTL, CHARGED))).isTrue();
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(10_000, 107), 2));
    assertThat(openReservations()).isZero();
  }

  @Test
  void reclaimReservesOnNextDayWhenDayHasEnded() {
    StoreFixture stores = newStores("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000");
    Report abandoned = claim(stores, reservedReport(NOW));
    Report reclaimed = reclaimedReport(abandoned, DailySpend.utcDayEnd(NOW));
    assertThat(
            stores
                .claimTransactions()
                .reclaim(abandoned.withBilling(Billing::settleAtBound), reclaimed, TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(5_000, 100), 1));
    assertThat(day(TODAY.plusDays(1)))
        .isEqualTo(new DailySpend(TODAY.plusDays(1), new Units(5_000, 100), 1));
  }

  @Test
  void reservationMovesToDayOfCall() {
    StoreFixture stores = newStores("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000");
    Report held = claim(stores, reservedReport(NOW));
    Instant later = DailySpend.utcDayEnd(NOW);
    Report uncalled = held.withBilling(Billing::withoutCall).withBilling(Billing::settleFree);
    Report next =
        uncalled
            .withBilling(billing -> billing.reserve(later, BOUND, 1))
            .withCallCounted(later, LEASE);
    assertThat(stores.claimTransactions().moveReservation(uncalled, next, TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    assertThat(today()).isEqualTo(DailySpend.zero(TODAY));
    assertThat(day(TODAY.plusDays(1)))
        .isEqualTo(new DailySpend(TODAY.plusDays(1), new Units(5_000, 100), 1));
    assertThat(openReservations()).isEqualTo(1);
    assertThat(stores.reportStore().finish(next.markReady(later, TTL, CHARGED))).isTrue();
    assertThat(day(TODAY.plusDays(1)))
        .isEqualTo(new DailySpend(TODAY.plusDays(1), new Units(5_000, 7), 1));
    assertThat(openReservations()).isZero();
  }

  @Test
  void reservationIsMovedOnlyByHolder() {
    StoreFixture stores = newStores();
    Report late = claim(stores, reservedReport(NOW));
    Report reclaimed = reclaimedReport(late, NOW.plusSeconds(70));
    assertThat(
            stores
                .claimTransactions()
                .reclaim(late.withBilling(Billing::settleAtBound), reclaimed, TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    Report uncalled = late.withBilling(Billing::withoutCall).withBilling(Billing::settleFree);
    Report next =
        uncalled
            .withBilling(billing -> billing.reserve(DailySpend.utcDayEnd(NOW), BOUND, 1))
            .withCallCounted(DailySpend.utcDayEnd(NOW), LEASE);
    assertThat(stores.claimTransactions().moveReservation(uncalled, next, TIMEOUT))
        .isEqualTo(ReservationResult.CONFLICT);
  }

  @Test
  void postponedReportIsSettledAndNotDueUntilNextDay() {
    StoreFixture stores = newStores();
    Report abandoned = claim(stores, reservedReport(NOW));
    Instant midnight = DailySpend.utcDayEnd(NOW);
    Report postponed = abandoned.withBilling(Billing::settleAtBound).postpone(midnight);
    assertThat(
            stores
                .claimTransactions()
                .reclaim(abandoned.withBilling(Billing::settleAtBound), postponed, TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    assertThat(stores.reportStore().find(abandoned.id())).hasValue(postponed);
    assertThat(DueReportReader.readIds(stores.dueIndex(), midnight.minusMillis(1), 9)).isEmpty();
    assertThat(DueReportReader.readIds(stores.dueIndex(), midnight, 9))
        .containsExactly(abandoned.id());
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(5_000, 100), 1));
    assertThat(openReservations()).isZero();
  }

  @Test
  void onlyOneOfTwoReclaimsSucceeds() {
    StoreFixture stores = newStores();
    Report abandoned = claim(stores, reservedReport(NOW));
    Report first = reclaimedReport(abandoned, NOW.plusSeconds(70));
    Report second = reclaimedReport(abandoned, NOW.plusSeconds(71));
    assertThat(
            stores
                .claimTransactions()
                .reclaim(abandoned.withBilling(Billing::settleAtBound), first, TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    assertThat(
            stores
                .claimTransactions()
                .reclaim(abandoned.withBilling(Billing::settleAtBound), second, TIMEOUT))
        .isEqualTo(ReservationResult.CONFLICT);
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(10_000, 200), 2));
  }
}
