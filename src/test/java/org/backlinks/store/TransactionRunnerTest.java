package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.Globals;
import org.backlinks.store.BusyTableProxy.TransactionFault;
import org.backlinks.units.Units;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims and settlements on a busy table, and over a network that loses responses. */
class TransactionRunnerTest {
  private static final Units BOUND = new Units(5_000, 100);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration TTL = Duration.ofDays(30);
  private static final Settings SETTINGS =
      Settings.from(Map.of("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000"));

  private LocalDynamoDb dynamo;
  private BusyTableProxy busyTable;
  private StoreFixture stores;

  @BeforeEach
  void start() throws Exception {
    dynamo = LocalDynamoDb.inMemory();
    dynamo.createTable(SETTINGS.table().name());
    busyTable = new BusyTableProxy(dynamo.endpoint());
    stores = StoreFixture.of(busyTable.client(), SETTINGS);
  }

  @AfterEach
  void stop() {
    busyTable.close();
    dynamo.close();
  }

  @Test
  void claimIsWrittenOnceWhenResponseIsLost() {
    busyTable.enqueue(TransactionFault.RESPONSE_LOST, TransactionFault.RESPONSE_LOST);
    Report report = reservedReport();
    assertThat(
            stores.claimTransactions().claim(report, QuestionSlots.EMPTY, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    assertThat(busyTable.tokens()).hasSize(3);
    assertThat(new HashSet<>(busyTable.tokens())).hasSize(1);
    assertThat(stores.reportStore().find(report.id())).hasValue(report);
    assertThat(today())
        .isEqualTo(new DailySpend(DailySpend.utcDate(NOW), new Units(5_000, 100), 1));
  }

  @Test
  void settlementIsWrittenOnceWhenResponseIsLost() {
    Report report = reservedReport();
    assertThat(
            stores.claimTransactions().claim(report, QuestionSlots.EMPTY, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    busyTable.enqueue(TransactionFault.RESPONSE_LOST);
    Globals charged =
        new Globals(Map.of("ChargedAnalysisResUnits", "4000", "ChargedRetrievalResUnits", "7"));
    assertThat(stores.reportStore().finish(report.markReady(NOW, TTL, charged))).isTrue();
    assertThat(today()).isEqualTo(new DailySpend(DailySpend.utcDate(NOW), new Units(4_000, 7), 1));
  }

  @Test
  void claimIsRetriedWhenItConflicts() {
    TransactionFault[] conflicts = new TransactionFault[12];
    Arrays.fill(conflicts, TransactionFault.CONFLICT);
    busyTable.enqueue(conflicts);
    assertThat(
            stores
                .claimTransactions()
                .claim(reservedReport(), QuestionSlots.EMPTY, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    assertThat(busyTable.tokens()).hasSize(13);
    assertThat(today())
        .isEqualTo(new DailySpend(DailySpend.utcDate(NOW), new Units(5_000, 100), 1));
  }

  @Test
  void claimIsRetriedWhenConflictHidesExhaustedBudget() {
    busyTable.enqueue(
        TransactionFault.CONFLICT_AND_BUDGET_EXHAUSTED,
        TransactionFault.CONFLICT_AND_BUDGET_EXHAUSTED);
    assertThat(
            stores
                .claimTransactions()
                .claim(reservedReport(), QuestionSlots.EMPTY, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
  }

  @Test
  void claimIsBusyAndWritesNothingWhenItConflictsForTooLong() {
    TransactionFault[] conflicts = new TransactionFault[1_000];
    Arrays.fill(conflicts, TransactionFault.CONFLICT);
    busyTable.enqueue(conflicts);
    Report report = reservedReport();
    assertThat(
            stores
                .claimTransactions()
                .claim(report, QuestionSlots.EMPTY, null, List.of(), Duration.ofMillis(200)))
        .isEqualTo(ReservationResult.BUSY);
    assertThat(stores.reportStore().find(report.id())).isEmpty();
    assertThat(today()).isEqualTo(DailySpend.zero(DailySpend.utcDate(NOW)));
  }

  @Test
  void transactionInProgressIsRetriedWithSameToken() {
    busyTable.enqueue(TransactionFault.IN_PROGRESS, TransactionFault.IN_PROGRESS);
    assertThat(
            stores
                .claimTransactions()
                .claim(reservedReport(), QuestionSlots.EMPTY, null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    assertThat(busyTable.tokens()).hasSize(3);
    assertThat(new HashSet<>(busyTable.tokens())).hasSize(1);
  }

  private static Report reservedReport() {
    Report report = SampleReports.claimed();
    return SampleReports.withUsage(Usage.NONE, report)
        .withBilling(billing -> billing.reserve(NOW, BOUND, 1))
        .withCallCounted(NOW, Duration.ofSeconds(60));
  }

  private DailySpend today() {
    return StoreFixture.of(dynamo.client(), SETTINGS)
        .ledger()
        .days(List.of(DailySpend.utcDate(NOW)))
        .getFirst();
  }
}
