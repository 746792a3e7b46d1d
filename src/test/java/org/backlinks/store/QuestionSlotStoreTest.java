package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuestionSlotStoreTest {
  private static final Duration TTL = Duration.ofDays(30);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Problem PROBLEM = Problem.of(Problem.Kind.UPSTREAM_REFUSED, "No.");

  private static ReportTestTable table;

  @BeforeAll
  static void start() {
    table = new ReportTestTable();
  }

  @AfterAll
  static void stop() {
    table.close();
  }

  @BeforeEach
  void emptyTable() {
    table.clear();
  }

  @Test
  void readyReportMovesToReadySlot() {
    Report ready = table.finishedReport();
    assertThat(table.reportStore().find(ready.id())).hasValue(ready);
    assertThat(table.findSlots(ready))
        .isEqualTo(
            new QuestionSlots(
                ready.id(), NOW.plusSeconds(1), ready.lifetime().expiresAt(), null, ready));
  }

  @Test
  void readyReportIsInNoSlotWhenPartIsMissing() {
    Report before = table.finishedReport();
    Report next = SampleReports.claimed(before.question());
    assertThat(
            table
                .claimTransactions()
                .claim(next, table.findSlots(before), null, List.of(), TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
    Report incomplete =
        next.withProgress(progress -> progress.withoutPart("url", "Refused."))
            .markReady(NOW, TTL, Globals.NONE);
    assertThat(table.reportStore().finish(incomplete)).isTrue();
    assertThat(table.reportStore().find(next.id())).hasValue(incomplete);
    assertThat(table.findSlots(before).readyId()).isEqualTo(before.id());
    assertThat(table.findSlots(before).underwayId()).isNull();
  }

  @Test
  void failedReportClearsOnlyItsUnderwaySlot() {
    Report ready = table.finishedReport();
    Report next = SampleReports.claimed(ready.question());
    table.claimTransactions().claim(next, table.findSlots(ready), null, List.of(), TIMEOUT);
    Report failed = next.fail(NOW, TTL, PROBLEM, Globals.NONE);
    assertThat(table.reportStore().finish(failed)).isTrue();
    assertThat(table.findSlots(ready))
        .isEqualTo(
            new QuestionSlots(
                ready.id(), NOW.plusSeconds(1), ready.lifetime().expiresAt(), null, ready));
    assertThat(table.reportStore().find(next.id())).hasValue(failed);
  }

  @Test
  void replacedReportIsFinishedWithoutSlot() {
    Report slow = table.claimedReport();
    Report next = SampleReports.claimed(slow.question());
    table.claimTransactions().claim(next, table.findSlots(slow), null, List.of(), TIMEOUT);
    QuestionSlots before = table.findSlots(slow);
    Report ready = slow.markReady(NOW, TTL, Globals.NONE);
    assertThat(table.reportStore().finish(ready)).isTrue();
    assertThat(table.reportStore().find(slow.id())).hasValue(ready);
    assertThat(table.findSlots(slow)).isEqualTo(before);
  }

  @Test
  void readySlotHasNoReportWhenReportIsDeleted() {
    Report ready = table.finishedReport();
    assertThat(table.findSlots(ready).readyReport()).isEqualTo(ready);
    assertThat(table.reportStore().delete(ready, ready.delete(NOW), "mark")).isTrue();
    assertThat(table.findSlots(ready).readyReport()).isNull();
  }

  @Test
  void underwaySlotIsClearedWhenReportIsDeleted() {
    Report held = table.claimedReport();
    assertThat(table.reportStore().delete(held, held.delete(NOW), "mark")).isTrue();
    assertThat(table.findSlots(held).underwayId()).isNull();
    assertThat(
            table
                .claimTransactions()
                .claim(
                    SampleReports.claimed(held.question()),
                    table.findSlots(held),
                    null,
                    List.of(),
                    TIMEOUT))
        .isEqualTo(ReservationResult.WRITTEN);
  }

  @Test
  void deletionKeepsSlotsOfOtherReports() {
    Report first = table.finishedReport();
    Report next = SampleReports.claimed(first.question());
    table.claimTransactions().claim(next, table.findSlots(first), null, List.of(), TIMEOUT);
    Report ready = next.markReady(NOW.plusSeconds(9), TTL, Globals.NONE);
    table.reportStore().finish(ready);
    Report third = SampleReports.claimed(first.question());
    table.claimTransactions().claim(third, table.findSlots(first), null, List.of(), TIMEOUT);
    QuestionSlots before = table.findSlots(first);
    assertThat(table.reportStore().delete(first, first.delete(NOW), "mark")).isTrue();
    assertThat(table.findSlots(first)).isEqualTo(before);
    assertThat(before.readyId()).isEqualTo(ready.id());
    assertThat(before.underwayId()).isEqualTo(third.id());
  }

  @Test
  void readySlotIsCleared() {
    Report held = table.claimedReport();
    Report ready = held.markReady(NOW, TTL, Globals.NONE);
    table.reportStore().finish(ready);
    assertThat(table.reportStore().clearReadySlot(ready)).isTrue();
    QuestionSlots slots = table.claimTransactions().findSlots(held.question().fingerprint());
    assertThat(slots.readyId()).isNull();
    assertThat(slots.readyReport()).isNull();
    assertThat(table.reportStore().clearReadySlot(ready)).as("a second time").isFalse();
  }

  @Test
  void slotsExpireWithLastOfTheirReports() {
    Report ready = table.finishedReport();
    Report next = SampleReports.claimed(ready.question());
    table.claimTransactions().claim(next, table.findSlots(ready), null, List.of(), TIMEOUT);
    assertThat(ready.lifetime().expiresAt()).isAfter(next.lifetime().expiresAt());
    assertThat(table.slotItem(ready).get("expiresAt").n())
        .isEqualTo(Long.toString(ready.lifetime().expiresAt().getEpochSecond()));
  }

  @Test
  void slotOutlivesReportThatIsPostponedBeforeItsDeadline() {
    Report claimed = table.claimedReport();
    Instant deadline = claimed.lifetime().expiresAt().minus(Duration.ofDays(1));
    Report postponed = claimed.postpone(DailySpend.utcDayEnd(deadline));
    assertThat(postponed.lifetime().expiresAt()).isAfter(claimed.lifetime().expiresAt());
    assertThat(Long.parseLong(table.slotItem(claimed).get("expiresAt").n()))
        .isGreaterThanOrEqualTo(postponed.lifetime().expiresAt().getEpochSecond());
  }
}
