package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.backlinks.report.Billing;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LedgerTest extends ReservationTestBase {
  @Test
  void claimReservesWorstCaseOnItsDay() {
    StoreFixture stores = newStores();
    claim(stores, reservedReport(NOW));
    claim(stores, reservedReport(NOW));
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(10_000, 200), 2));
    assertThat(openReservations()).isEqualTo(2);
  }

  @Test
  void conflictingClaimReservesNothing() {
    StoreFixture stores = newStores();
    Report first = reservedReport(NOW);
    claim(stores, first);
    Report rival = reservedReport(SampleReports.claimed(first.question()), NOW);
    assertThat(
            stores.claimTransactions().claim(rival, QuestionSlots.EMPTY, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.CONFLICT);
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(5_000, 100), 1));
    assertThat(openReservations()).isEqualTo(1);
  }

  @Test
  void readyReportIsSettledAtItsCost() {
    StoreFixture stores = newStores();
    Report held = claim(stores, reservedReport(NOW));
    assertThat(stores.reportStore().finish(held.markReady(NOW, TTL, CHARGED))).isTrue();
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(5_000, 7), 1));
    assertThat(openReservations()).isZero();
  }

  @Test
  void reservationIsSettledOnItsDay() {
    StoreFixture stores = newStores();
    Report held = claim(stores, reservedReport(NOW));
    Instant tomorrow = DailySpend.utcDayEnd(NOW).plusSeconds(5);
    assertThat(
            stores
                .reportStore()
                .finish(
                    held.fail(tomorrow, TTL, PROBLEM, Globals.NONE)
                        .withBilling(Billing::settleFree)))
        .isTrue();
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(0, 0), 1));
    assertThat(day(TODAY.plusDays(1))).isEqualTo(DailySpend.zero(TODAY.plusDays(1)));
  }

  @Test
  void unknownOutcomeIsSettledAtBound() {
    StoreFixture stores = newStores();
    Report held = claim(stores, reservedReport(NOW));
    assertThat(
            stores
                .reportStore()
                .finish(
                    held.fail(NOW, TTL, PROBLEM, Globals.NONE).withBilling(Billing::settleAtBound)))
        .isTrue();
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(5_000, 100), 1));
    assertThat(openReservations()).isZero();
  }

  @Test
  void costAboveBoundIsCountedInFull() {
    StoreFixture stores = newStores("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000");
    Report held = claim(stores, reservedReport(NOW));
    Globals expensive = new Globals(Map.of("ChargedAnalysisResUnits", "6000"));
    assertThat(stores.reportStore().finish(held.markReady(NOW, TTL, expensive))).isTrue();
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(6_000, 100), 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -5_000, 1_000_000_000_001L, Long.MAX_VALUE})
  void impossibleChargeIsCountedAtBound(long impossible) {
    StoreFixture stores = newStores();
    Globals globals =
        new Globals(
            Map.of(
                "ChargedAnalysisResUnits", Long.toString(impossible),
                "ChargedRetrievalResUnits", Long.toString(impossible)));
    for (int i = 0; i < 2; i++) {
      Report held = claim(stores, reservedReport(NOW));
      assertThat(stores.reportStore().finish(held.markReady(NOW, TTL, globals))).isTrue();
    }
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(10_000, 200), 2));
    assertThat(openReservations()).isZero();
  }

  @Test
  void reservationIsSettledOnceByConcurrentWriters() throws Exception {
    StoreFixture stores = newStores();
    Report held = claim(stores, reservedReport(NOW));
    Report ready = held.markReady(NOW, TTL, CHARGED);
    List<Future<Boolean>> attempts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        attempts.add(threads.submit(() -> stores.reportStore().settleReservation(ready)));
        attempts.add(threads.submit(() -> stores.reportStore().finish(ready)));
      }
    }
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(5_000, 7), 1));
    assertThat(stores.reportStore().find(held.id())).hasValue(ready);
    assertThat(attempts).filteredOn(Future::resultNow).hasSizeBetween(1, 2);
  }

  @Test
  void reportIsFinishedWhenReservationIsAlreadySettled() {
    StoreFixture stores = newStores();
    Report held = claim(stores, reservedReport(NOW));
    Report ready = held.markReady(NOW, TTL, CHARGED);
    assertThat(stores.reportStore().settleReservation(ready)).isTrue();
    assertThat(stores.reportStore().finish(ready)).isTrue();
    assertThat(stores.reportStore().find(held.id())).hasValue(ready);
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(5_000, 7), 1));
  }

  @Test
  void reservationIsSettledWhenReportLostItsSlot() {
    StoreFixture stores = newStores();
    Report slow = claim(stores, reservedReport(NOW));
    Report next = reservedReport(SampleReports.claimed(slow.question()), NOW);
    QuestionSlots seen = stores.claimTransactions().findSlots(slow.question().fingerprint());
    assertThat(stores.claimTransactions().claim(next, seen, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    assertThat(stores.reportStore().finish(slow.markReady(NOW, TTL, CHARGED))).isTrue();
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(10_000, 107), 2));
    assertThat(stores.claimTransactions().findSlots(slow.question().fingerprint()).underwayId())
        .isEqualTo(next.id());
  }

  @Test
  void sumsBeyondLongAreSaturated() {
    StoreFixture stores = newStores();
    String tooLarge = Long.toString(Long.MAX_VALUE) + "7";
    client()
        .putItem(put ->
            put.tableName(table())
                .item(
                    Map.of(
                        "pk", AttributeValue.fromS("day#" + TODAY),
                        "analysis", AttributeValue.fromN(tooLarge),
                        "retrieval", AttributeValue.fromN("-" + tooLarge))));
    assertThat(today())
        .isEqualTo(new DailySpend(TODAY, new Units(Long.MAX_VALUE, Long.MIN_VALUE), 0));
    assertThat(
            stores.claimTransactions().findSlots(SampleReports.claimed().question().fingerprint()))
        .isEqualTo(QuestionSlots.EMPTY);
  }

  @Test
  void deletionReleasesReservationWhenNoCallWasMade() {
    StoreFixture stores = newStores();
    Report waiting = claim(stores, uncalledReport(NOW));
    assertThat(stores.reportStore().delete(waiting, waiting.delete(NOW), "mark")).isTrue();
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(0, 0), 0));
    assertThat(openReservations()).isZero();
  }

  @Test
  void holderSettlesRunningCallOfDeletedReport() {
    StoreFixture stores = newStores();
    Report held = claim(stores, reservedReport(NOW));
    assertThat(stores.reportStore().delete(held, held.delete(NOW), "mark")).isTrue();
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(5_000, 100), 1));
    Report ready = held.markReady(NOW, TTL, CHARGED);
    assertThat(stores.reportStore().finish(ready)).isFalse();
    assertThat(stores.reportStore().settleReservation(ready)).isTrue();
    assertThat(stores.reportStore().settleReservation(ready)).isFalse();
    assertThat(today()).isEqualTo(new DailySpend(TODAY, new Units(5_000, 7), 1));
    assertThat(stores.reportStore().find(held.id()).orElseThrow().state())
        .isEqualTo(new State.Deleted(false));
  }

  @Test
  void reservationsAndDaysExpireAfterMoreThanAMonth() {
    claim(newStores(), reservedReport(NOW));
    String expected = Long.toString(Instant.parse("2126-12-28T00:00:00Z").getEpochSecond());
    assertThat(client().scan(scan -> scan.tableName(table())).items())
        .filteredOn(item -> item.get("pk").s().matches("(day|reservation)#.*"))
        .hasSize(2)
        .allSatisfy(item -> assertThat(item.get("expiresAt").n()).isEqualTo(expected));
  }

  @Test
  void openReservationIsReadWithReport() {
    StoreFixture stores = newStores();
    Report held = claim(stores, reservedReport(NOW));
    assertThat(stores.reportStore().find(held.id())).hasValue(held);
    Report queued =
        held.releaseUntil(
            SampleReports.queued(NOW), new Globals(Map.of("ChargedAnalysisResUnits", "5000")));
    assertThat(stores.reportStore().save(queued)).isTrue();
    assertThat(stores.reportStore().find(held.id())).hasValue(queued);
    assertThat(queued.billing().reservation().reportedCharge())
        .isEqualTo(new PartialUnits(5_000L, null));
  }
}
