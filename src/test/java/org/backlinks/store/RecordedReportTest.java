package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;
import static org.backlinks.store.RecordedReports.CHARGED;
import static org.backlinks.store.RecordedReports.LEASE;
import static org.backlinks.store.RecordedReports.TTL;
import static org.backlinks.store.RecordedReports.called;
import static org.backlinks.store.RecordedReports.question;
import static org.backlinks.store.ReportRecordings.MIDNIGHT;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.Units;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares this version of the program with reports in all states that an earlier version stored,
 * with their slots, reservations and counters. This version must read them, write equal items, and
 * finish the pending reports.
 */
class RecordedReportTest {
  private static LocalDynamoDb dynamo;
  private static int tableCount;

  private String table;
  private StoreFixture stores;

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @BeforeEach
  void newTable() {
    table = "recorded-" + tableCount++;
    stores = newStores(table);
  }

  private static StoreFixture newStores(String table) {
    dynamo.createTable(table);
    return StoreFixture.of(dynamo.client(), Settings.from(Map.of("BACKLINKS_TABLE", table)));
  }

  @ParameterizedTest
  @MethodSource("org.backlinks.store.ReportRecordings#allReports")
  void writtenItemsEqualRecordedItems(ReportRecordings.Recording recording) throws IOException {
    recording.write().apply(stores);
    assertThat(RecordedTable.dump(dynamo.client(), table, UnaryOperator.identity()))
        .isEqualTo(RecordedTable.read(recording.name()));
  }

  @ParameterizedTest
  @MethodSource("org.backlinks.store.ReportRecordings#allReports")
  void recordedReportIsRead(ReportRecordings.Recording recording) throws IOException {
    RecordedTable.load(recording.name(), dynamo.client(), table);
    List<Report> expected = recording.write().apply(newStores(table + "-expected"));
    assertThat(expected)
        .isNotEmpty()
        .allSatisfy(report -> assertThat(stores.reportStore().find(report.id())).hasValue(report));
  }

  @ParameterizedTest
  @MethodSource("org.backlinks.store.ReportRecordings#pendingReports")
  void recordedPendingReportIsTakenOverAndFinished(ReportRecordings.Recording recording)
      throws IOException {
    RecordedTable.load(recording.name(), dynamo.client(), table);
    Instant now = MIDNIGHT.plus(Duration.ofHours(1));
    for (DuePages.Due<ReportId> due : allDue(now)) {
      Report stored = stores.reportStore().find(due.id()).orElseThrow();
      assertThat(due.dueAt()).isEqualTo(stored.dueAt().orElseThrow());
      Report takenOver = stored.takeOver(now, LEASE);
      assertThat(stores.reportStore().takeOver(stored, takenOver)).isTrue();
      Report ready = takenOver.markReady(now, TTL, Globals.NONE);
      assertThat(stores.reportStore().finish(ready)).isTrue();
      assertThat(stores.reportStore().find(due.id())).hasValue(ready);
    }
    assertThat(allDue(now.plus(TTL))).isEmpty();
    assertThat(dynamo.client().scan(scan -> scan.tableName(table)).items())
        .extracting(item -> item.get(TableAttributes.KEY).s())
        .anyMatch(key -> key.startsWith("report#"))
        .noneMatch(key -> key.startsWith("reservation#"));
  }

  private List<DuePages.Due<ReportId>> allDue(Instant now) {
    List<DuePages.Due<ReportId>> due = new ArrayList<>();
    DuePages<ReportId> pages = stores.dueIndex().findDue(now);
    while (pages.hasNext()) {
      due.addAll(pages.next());
    }
    return due;
  }

  @ParameterizedTest
  @MethodSource("org.backlinks.store.ReportRecordings#doneReports")
  void recordedDoneReportIsNotDue(ReportRecordings.Recording recording) throws IOException {
    RecordedTable.load(recording.name(), dynamo.client(), table);
    assertThat(allDue(MIDNIGHT.plus(TTL))).isEmpty();
  }

  @Test
  void recordedSlotsAreRead() throws IOException {
    RecordedTable.load("report-ready-and-next-under-way", dynamo.client(), table);
    Report ready = called(14).markReady(NOW.plusSeconds(1), TTL, CHARGED);
    assertThat(stores.claimTransactions().findSlots(ready.question().fingerprint()))
        .isEqualTo(
            new QuestionSlots(
                ready.id(),
                NOW.plusSeconds(1),
                ready.lifetime().expiresAt(),
                RecordedReports.id(15),
                ready));
  }

  @Test
  void recordedReadySlotIsReadAsEmptyWhenReportIsWithdrawn() throws IOException {
    RecordedTable.load("report-ready-withdrawn", dynamo.client(), table);
    QuestionSlots slots = stores.claimTransactions().findSlots(question(16).fingerprint());
    assertThat(slots.readyIdSince(Instant.EPOCH, NOW)).isNull();
    assertThat(slots.readyReport()).isNull();
    assertThat(slots.underwayId()).isNull();
  }

  @Test
  void recordedIdempotencyKeyIsRead() throws IOException {
    RecordedTable.load("report-claimed", dynamo.client(), table);
    IdempotencyClaim claim = RecordedReports.idempotencyClaim(called(1));
    assertThat(stores.idempotencyKeyStore().find(claim.key(), NOW)).hasValue(claim.newRecord());
  }

  @Test
  void recordedDailySpendsAreRead() throws IOException {
    RecordedTable.load("report-reserved-on-next-day", dynamo.client(), table);
    assertThat(dailySpends())
        .containsExactly(DailySpend.zero(DailySpend.utcDate(NOW)), nextDaySpend(5_000, 100));
  }

  @Test
  void recordedReservationIsSettled() throws IOException {
    RecordedTable.load("report-reserved-on-next-day", dynamo.client(), table);
    Report held = stores.reportStore().find(RecordedReports.id(13)).orElseThrow();
    assertThat(stores.reportStore().finish(held.markReady(MIDNIGHT, TTL, CHARGED))).isTrue();
    assertThat(dailySpends())
        .containsExactly(DailySpend.zero(DailySpend.utcDate(NOW)), nextDaySpend(5_000, 7));
  }

  private List<DailySpend> dailySpends() {
    return stores.ledger().days(List.of(DailySpend.utcDate(NOW), DailySpend.utcDate(MIDNIGHT)));
  }

  private static DailySpend nextDaySpend(long analysis, long retrieval) {
    return new DailySpend(DailySpend.utcDate(MIDNIGHT), new Units(analysis, retrieval), 1);
  }
}
