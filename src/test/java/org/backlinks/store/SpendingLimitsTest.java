package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.backlinks.report.Billing;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.units.RemainingUnits;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;

class SpendingLimitsTest extends ReservationTestBase {
  @Test
  void claimWritesNothingWhenBudgetIsExhausted() {
    StoreFixture stores = newStores("BACKLINKS_DAY_BUDGET_ANALYSIS", "9999");
    claim(stores, reservedReport(NOW));
    Report second = reservedReport(NOW);
    assertThat(
            stores.claimTransactions().claim(second, QuestionSlots.EMPTY, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.OVER_BUDGET);
    assertThat(stores.reportStore().find(second.id())).isEmpty();
    assertThat(stores.claimTransactions().findSlots(second.question().fingerprint()))
        .isEqualTo(QuestionSlots.EMPTY);
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(5_000, 100), 1));
  }

  @Test
  void budgetCanBeUsedToLastUnit() {
    StoreFixture stores = newStores("BACKLINKS_DAY_BUDGET_RETRIEVAL", "200");
    claim(stores, reservedReport(NOW));
    claim(stores, reservedReport(NOW));
    assertThat(
            stores
                .claimTransactions()
                .claim(reservedReport(NOW), QuestionSlots.EMPTY, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.OVER_BUDGET);
  }

  @Test
  void claimIsRefusedWhenOneCallExceedsWholeBudget() {
    StoreFixture stores = newStores("BACKLINKS_DAY_BUDGET_ANALYSIS", "4999");
    assertThat(
            stores
                .claimTransactions()
                .claim(reservedReport(NOW), QuestionSlots.EMPTY, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.OVER_BUDGET);
    assertThat(today()).isEqualTo(DailySpend.zero(TODAY));
  }

  @Test
  void newDayHasWholeBudget() {
    StoreFixture stores = newStores("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000");
    claim(stores, reservedReport(NOW));
    claim(stores, reservedReport(DailySpend.utcDayEnd(NOW)));
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(5_000, 100), 1));
    assertThat(day(TODAY.plusDays(1)))
        .isEqualTo(new DailySpend(TODAY.plusDays(1), new Units(5_000, 100), 1));
  }

  @Test
  void conflictingClaimReportsConflictWhenBudgetIsExhausted() {
    StoreFixture stores = newStores("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000");
    Report first = reservedReport(NOW);
    claim(stores, first);
    Report rival = reservedReport(SampleReports.claimed(first.question()), NOW);
    assertThat(
            stores.claimTransactions().claim(rival, QuestionSlots.EMPTY, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.CONFLICT);
  }

  @Test
  void claimReservesNothingWhenRemainingUnitsAreBelowLimit() {
    StoreFixture stores = newStores("BACKLINKS_MIN_REMAINING_ANALYSIS", "1000");
    SubscriptionStore subscriptionStore = newStores().subscriptionStore();
    claim(stores, reservedReport(NOW));
    subscriptionStore.save(new RemainingUnits(1_000L, 5L, null), NOW);
    claim(stores, reservedReport(NOW));
    subscriptionStore.save(new RemainingUnits(999L, 5L, null), NOW.plusMillis(1));
    assertThat(
            stores
                .claimTransactions()
                .claim(reservedReport(NOW), QuestionSlots.EMPTY, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.REMAINING_BELOW_LIMIT);
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(10_000, 200), 2));
  }

  @Test
  void reservationStaysWhenOtherDayHasNoBudget() {
    StoreFixture stores = newStores("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000");
    Report held = claim(stores, reservedReport(NOW));
    claim(stores, reservedReport(SampleReports.claimed(), DailySpend.utcDayEnd(NOW)));
    Report uncalled = held.withBilling(Billing::withoutCall).withBilling(Billing::settleFree);
    Report next =
        uncalled
            .withBilling(billing -> billing.reserve(DailySpend.utcDayEnd(NOW), BOUND, 1))
            .withCallCounted(DailySpend.utcDayEnd(NOW), LEASE);
    assertThat(stores.claimTransactions().moveReservation(uncalled, next, TIMEOUT))
        .isEqualTo(ReservationResult.OVER_BUDGET);
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(5_000, 100), 1));
    Report postponed = uncalled.postpone(DailySpend.utcDayEnd(DailySpend.utcDayEnd(NOW)));
    assertThat(stores.claimTransactions().moveReservation(uncalled, postponed, TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    assertThat(today()).isEqualTo(DailySpend.zero(TODAY));
    assertThat(openReservations()).isEqualTo(1);
  }

  @Test
  void reclaimWritesNothingWhenBudgetIsExhausted() {
    StoreFixture stores = newStores("BACKLINKS_DAY_BUDGET_ANALYSIS", "9000");
    Report abandoned = claim(stores, reservedReport(NOW));
    Report reclaimed = reclaimedReport(abandoned, NOW.plusSeconds(70));
    assertThat(
            stores
                .claimTransactions()
                .reclaim(abandoned.withBilling(Billing::settleAtBound), reclaimed, TIMEOUT))
        .isEqualTo(ReservationResult.OVER_BUDGET);
    assertThat(stores.reportStore().find(abandoned.id())).hasValue(abandoned);
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(5_000, 100), 1));
    assertThat(openReservations()).isEqualTo(1);
  }

  @Test
  void unitsReleasedInReclaimCanBeReservedAgain() {
    StoreFixture stores = newStores("BACKLINKS_DAY_BUDGET_ANALYSIS", "9000");
    Report settled = claim(stores, reservedReport(NOW)).withBilling(Billing::settleFree);
    Instant later = NOW.plusSeconds(70);
    Report reclaimed =
        settled
            .takeOver(later, LEASE)
            .withBilling(billing -> billing.reserve(later, BOUND, 1))
            .withCallCounted(NOW, LEASE);
    assertThat(stores.claimTransactions().reclaim(settled, reclaimed, TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(5_000, 100), 2));
  }

  @Test
  void concurrentClaimsUseBudgetExactly() throws Exception {
    StoreFixture stores = newStores("BACKLINKS_DAY_BUDGET_ANALYSIS", "150000");
    List<Future<ReservationResult>> claims = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        Report report = reservedReport(NOW);
        claims.add(
            threads.submit(() ->
                stores
                    .claimTransactions()
                    .claim(report, QuestionSlots.EMPTY, null, List.of(), TIMEOUT)));
      }
    }
    assertThat(claims.stream().map(Future::resultNow).filter(ReservationResult.WRITTEN::equals))
        .hasSize(30);
    assertThat(claims.stream().map(Future::resultNow).filter(ReservationResult.OVER_BUDGET::equals))
        .hasSize(70);
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(150_000, 3_000), 30));
  }
}
