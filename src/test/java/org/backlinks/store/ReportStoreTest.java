package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ReportStoreTest {
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
  void unwrittenReportIsNotFound() {
    Report report = SampleReports.claimed();
    assertThat(table.reportStore().find(report.id())).isEmpty();
    assertThat(table.findSlots(report)).isEqualTo(QuestionSlots.EMPTY);
  }

  @Test
  void reportIsTakenOverByOneOfManyWorkers() throws Exception {
    Report stored = table.claimedReport();
    List<Callable<Boolean>> takeOvers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Report takenOver = stored.takeOver(NOW.plusSeconds(65 + i), LEASE);
      takeOvers.add(() -> table.reportStore().takeOver(stored, takenOver));
    }
    assertThat(ReportTestTable.runTogether(takeOvers)).containsOnlyOnce(true);
    assertThat(table.reportStore().find(stored.id()).orElseThrow().lease().version()).isEqualTo(2);
  }

  @Test
  void reportIsNotTakenOverWhenLeaseWasRenewed() {
    Report stored = table.claimedReport();
    Instant longer = NOW.plusSeconds(75);
    assertThat(table.reportStore().renewLease(stored, longer)).isTrue();
    assertThat(table.reportStore().takeOver(stored, stored.takeOver(NOW.plusSeconds(65), LEASE)))
        .isFalse();
    Report renewed = table.reportStore().find(stored.id()).orElseThrow();
    assertThat(renewed.lease().end()).isEqualTo(longer);
    assertThat(renewed.lease().version()).isEqualTo(1);
  }

  @Test
  void reportIsNotTakenOverWhenReady() {
    Report stored = table.claimedReport();
    Report ready = stored.markReady(NOW.plusSeconds(66), TTL, Globals.NONE);
    assertThat(table.reportStore().finish(ready)).isTrue();
    assertThat(table.reportStore().takeOver(stored, stored.takeOver(NOW.plusSeconds(66), LEASE)))
        .isFalse();
    assertThat(table.reportStore().find(stored.id())).hasValue(ready);
  }

  @Test
  void reportIsNotTakenOverWhenFailed() {
    Report stored = table.claimedReport();
    Report failed = stored.fail(NOW.plusSeconds(66), TTL, PROBLEM, Globals.NONE);
    assertThat(table.reportStore().finish(failed)).isTrue();
    assertThat(table.reportStore().takeOver(stored, stored.takeOver(NOW.plusSeconds(66), LEASE)))
        .isFalse();
    assertThat(table.reportStore().find(stored.id())).hasValue(failed);
  }

  @Test
  void lateHolderChangesNothing() {
    Report late = table.claimedReport();
    assertThat(table.reportStore().takeOver(late, late.takeOver(NOW.plusSeconds(65), LEASE)))
        .isTrue();
    List<Map<String, AttributeValue>> before = table.items();
    Instant now = NOW.plusSeconds(70);
    assertThat(table.reportStore().finish(late.markReady(now, TTL, Globals.NONE))).isFalse();
    assertThat(table.reportStore().finish(late.fail(now, TTL, PROBLEM, Globals.NONE))).isFalse();
    assertThat(table.reportStore().save(late.releaseUntil(SampleReports.queued(now), Globals.NONE)))
        .isFalse();
    assertThat(table.reportStore().renewLease(late, now.plus(LEASE))).isFalse();
    assertThat(table.items()).isEqualTo(before);
  }

  @Test
  void newHolderFinishesReportUnderItsVersion() {
    Report late = table.claimedReport();
    Report takenOver = late.takeOver(NOW.plusSeconds(65), LEASE);
    assertThat(table.reportStore().takeOver(late, takenOver)).isTrue();
    assertThat(
            table.reportStore().finish(takenOver.markReady(NOW.plusSeconds(70), TTL, Globals.NONE)))
        .isTrue();
    assertThat(table.reportStore().find(late.id()).orElseThrow().state())
        .isEqualTo(new State.Ready(NOW.plusSeconds(70), 2));
    assertThat(table.findSlots(late).readyId()).isEqualTo(late.id());
  }

  @Test
  void readyReportIsNotOverwritten() {
    Report held = table.claimedReport();
    Report ready = held.markReady(NOW, TTL, Globals.NONE);
    table.reportStore().finish(ready);
    List<Map<String, AttributeValue>> before = table.items();
    table.reportStore().renewLease(held, NOW.plus(LEASE));
    assertThat(table.items()).as("renewed").isEqualTo(before);
    table.reportStore().save(held.releaseUntil(SampleReports.queued(NOW), Globals.NONE));
    assertThat(table.items()).as("saved").isEqualTo(before);
    table.reportStore().finish(held.fail(NOW, TTL, PROBLEM, Globals.NONE));
    assertThat(table.items()).as("failed").isEqualTo(before);
  }

  @Test
  void failedReportIsNotOverwritten() {
    Report held = table.claimedReport();
    Report failed = held.fail(NOW, TTL, PROBLEM, Globals.NONE);
    table.reportStore().finish(failed);
    table.reportStore().finish(held.markReady(NOW, TTL, Globals.NONE));
    assertThat(table.reportStore().find(held.id())).hasValue(failed);
  }

  @Test
  void deletedReportLeavesTombstoneAndNoSlot() {
    Report ready = table.finishedReport();
    Report tombstone = ready.delete(NOW);
    assertThat(table.reportStore().delete(ready, tombstone, "mark")).isTrue();
    assertThat(table.reportStore().find(ready.id())).hasValue(tombstone);
    assertThat(table.findSlots(ready).readyId()).isNull();
    assertThat(table.findSlots(ready).underwayId()).isNull();
  }

  @Test
  void holderOfDeletedReportChangesNothing() {
    Report held = table.claimedReport();
    table.reportStore().delete(held, held.delete(NOW), "mark");
    List<Map<String, AttributeValue>> before = table.items();
    assertThat(table.reportStore().finish(held.markReady(NOW, TTL, Globals.NONE))).isFalse();
    assertThat(table.reportStore().renewLease(held, NOW.plus(LEASE))).isFalse();
    assertThat(table.reportStore().takeOver(held, held.takeOver(NOW, LEASE))).isFalse();
    assertThat(table.items()).isEqualTo(before);
  }

  @Test
  void deletionFailsWhenReportWasTakenOver() {
    Report before = table.claimedReport();
    Report takenOver = before.takeOver(NOW.plusSeconds(65), LEASE);
    table.reportStore().takeOver(before, takenOver);
    assertThat(table.reportStore().delete(before, before.delete(NOW), "mark")).isFalse();
    assertThat(table.reportStore().find(before.id())).hasValue(takenOver);
    assertThat(table.findSlots(before).underwayId()).isEqualTo(before.id());
  }

  @Test
  void deletionFailsWhenReportWasReleased() {
    Report held = table.claimedReport();
    Report released = held.releaseUntil(SampleReports.queued(NOW), Globals.NONE);
    table.reportStore().save(released);
    assertThat(table.reportStore().delete(held, held.delete(NOW), "mark")).isFalse();
    assertThat(table.reportStore().find(held.id())).hasValue(released);
    assertThat(table.reportStore().delete(released, released.delete(NOW), "mark")).isTrue();
  }

  @Test
  void renewalNeverShortensLease() {
    Report held = table.claimedReport();
    Instant longer = held.lease().end().plusSeconds(60);
    assertThat(table.reportStore().renewLease(held, longer)).isTrue();
    assertThat(table.reportStore().renewLease(held, held.lease().end().plusSeconds(30))).isTrue();
    assertThat(table.reportStore().find(held.id()).orElseThrow().lease().end()).isEqualTo(longer);
    table.reportStore().save(held.releaseUntil(SampleReports.queued(NOW), Globals.NONE));
    assertThat(table.reportStore().renewLease(held, longer)).as("after its release").isFalse();
  }

  @Test
  void itemsExpireInEpochSeconds() {
    Report ready = table.finishedReport();
    String expected = Long.toString(ready.lifetime().expiresAt().getEpochSecond());
    assertThat(table.items())
        .hasSize(2)
        .allSatisfy(
            item -> assertThat(item.get("expiresAt")).isEqualTo(AttributeValue.fromN(expected)));
  }

  @Test
  void reportItemsStaySmall() {
    Report ready = table.finishedReport();
    assertThat(table.reportStore().find(ready.id())).isPresent();
    assertThat(table.items())
        .allSatisfy(item -> assertThat(item.toString()).hasSizeLessThan(3_000));
  }
}
