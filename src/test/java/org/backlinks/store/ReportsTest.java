package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.Samples.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.backlinks.local.DynamoDb;
import org.backlinks.ops.Settings;
import org.backlinks.question.Question;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.Samples;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ReportsTest {
  private static final Duration TTL = Duration.ofDays(30);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Problem PROBLEM = Problem.of(Problem.Kind.UPSTREAM_REFUSED, "No.");

  private static final String TABLE = "backlinks";

  private static DynamoDb dynamo;
  private static Reports reports;

  @BeforeAll
  static void start() {
    dynamo = DynamoDb.inMemory();
    dynamo.createTable(TABLE);
    reports = new Reports(dynamo.client(), Settings.from(Map.of("BACKLINKS_TABLE", TABLE)));
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @BeforeEach
  void emptyTable() {
    for (Map<String, AttributeValue> item : items()) {
      Map<String, AttributeValue> key = Map.of(Item.KEY, item.get(Item.KEY));
      dynamo.client().deleteItem(delete -> delete.tableName(TABLE).key(key));
    }
  }

  @Test
  void aClaimWritesTheReportAndPutsItUnderWay() {
    Report report = claimed();
    assertThat(reports.find(report.id())).hasValue(report);
    assertThat(slots(report))
        .isEqualTo(new Slots(null, Instant.EPOCH, Instant.EPOCH, report.id(), null));
  }

  @Test
  void whatWasNeverWrittenIsNotThere() {
    Report report = Samples.claimed();
    assertThat(reports.find(report.id())).isEmpty();
    assertThat(slots(report)).isEqualTo(Slots.EMPTY);
  }

  @Test
  void oneOfManyClaimsAtOnceWinsAndTheOthersWriteNothing() throws Exception {
    Question question = Samples.question();
    List<Report> rivals = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      rivals.add(Samples.claimed(question));
    }
    List<Boolean> won = together(rivals.stream().map(rival -> claim(rival, Slots.EMPTY)).toList());
    assertThat(won).containsOnlyOnce(true);
    Report winner = rivals.get(won.indexOf(true));
    assertThat(slots(winner).underway()).isEqualTo(winner.id());
    assertThat(rivals)
        .filteredOn(rival -> reports.find(rival.id()).isPresent())
        .containsOnly(winner);
    assertThat(items()).hasSize(2);
  }

  @Test
  void aLosingClaimWritesNothing() {
    Report first = claimed();
    List<Map<String, AttributeValue>> before = items();
    assertThat(reports.claim(Samples.claimed(first.question()), Slots.EMPTY, null, PATIENCE))
        .isEqualTo(Written.LOST);
    assertThat(items()).isEqualTo(before);
  }

  @Test
  void aClaimThatSawNoReadyReportLosesToOneThatBecameReadyMeanwhile() {
    Report ready = finished();
    assertThat(reports.claim(Samples.claimed(ready.question()), Slots.EMPTY, null, PATIENCE))
        .isEqualTo(Written.LOST);
  }

  @Test
  void aDeadReportUnderWayIsReplaced() {
    Report dead = claimed();
    Report next = Samples.claimed(dead.question());
    assertThat(reports.claim(next, slots(dead), null, PATIENCE)).isEqualTo(Written.DONE);
    assertThat(slots(dead).underway()).isEqualTo(next.id());
  }

  @Test
  void aDeadReportUnderWayIsReplacedByOneOnly() {
    Report dead = claimed();
    Slots seen = slots(dead);
    Report next = Samples.claimed(dead.question());
    assertThat(reports.claim(next, seen, null, PATIENCE)).isEqualTo(Written.DONE);
    assertThat(reports.claim(Samples.claimed(dead.question()), seen, null, PATIENCE))
        .isEqualTo(Written.LOST);
    assertThat(slots(dead).underway()).isEqualTo(next.id());
  }

  @Test
  void aClaimLeavesTheReadyReportInItsSlot() {
    Report ready = finished();
    Report next = Samples.claimed(ready.question());
    assertThat(reports.claim(next, slots(ready), null, PATIENCE)).isEqualTo(Written.DONE);
    assertThat(slots(ready).ready()).isEqualTo(ready.id());
    assertThat(slots(ready).underway()).isEqualTo(next.id());
  }

  @Test
  void aReportIsTakenOverByOneOfManyOnly() throws Exception {
    Report stored = claimed();
    List<Callable<Boolean>> rivals = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Report taken = stored.takenOver(NOW.plusSeconds(65 + i), LEASE);
      rivals.add(() -> reports.replace(stored, taken));
    }
    assertThat(together(rivals)).containsOnlyOnce(true);
    assertThat(reports.find(stored.id()).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void aReportWhoseHolderRenewedIsNotTakenOver() {
    Report stored = claimed();
    Instant longer = NOW.plusSeconds(75);
    assertThat(reports.renew(stored, longer)).isTrue();
    assertThat(reports.replace(stored, stored.takenOver(NOW.plusSeconds(65), LEASE))).isFalse();
    Report kept = reports.find(stored.id()).orElseThrow();
    assertThat(kept.leaseEnd()).isEqualTo(longer);
    assertThat(kept.version()).isEqualTo(1);
  }

  @Test
  void aReportThatBecameReadyMeanwhileIsNotTakenOver() {
    Report stored = claimed();
    Report ready = stored.ready(NOW.plusSeconds(66), TTL, Globals.NONE);
    assertThat(reports.finish(ready)).isTrue();
    assertThat(reports.replace(stored, stored.takenOver(NOW.plusSeconds(66), LEASE))).isFalse();
    assertThat(reports.find(stored.id())).hasValue(ready);
  }

  @Test
  void aReportThatFailedMeanwhileIsNotTakenOver() {
    Report stored = claimed();
    Report failed = stored.failed(NOW.plusSeconds(66), TTL, PROBLEM, Globals.NONE);
    assertThat(reports.finish(failed)).isTrue();
    assertThat(reports.replace(stored, stored.takenOver(NOW.plusSeconds(66), LEASE))).isFalse();
    assertThat(reports.find(stored.id())).hasValue(failed);
  }

  @Test
  void aHolderThatCameBackLateChangesNothing() {
    Report late = claimed();
    assertThat(reports.replace(late, late.takenOver(NOW.plusSeconds(65), LEASE))).isTrue();
    List<Map<String, AttributeValue>> before = items();
    Instant now = NOW.plusSeconds(70);
    assertThat(reports.finish(late.ready(now, TTL, Globals.NONE))).isFalse();
    assertThat(reports.finish(late.failed(now, TTL, PROBLEM, Globals.NONE))).isFalse();
    assertThat(reports.save(late.waiting(now, Samples.queued(now), Globals.NONE))).isFalse();
    assertThat(reports.renew(late, now.plus(LEASE))).isFalse();
    assertThat(items()).isEqualTo(before);
  }

  @Test
  void theNewHolderFinishesUnderItsOwnVersion() {
    Report late = claimed();
    Report taken = late.takenOver(NOW.plusSeconds(65), LEASE);
    assertThat(reports.replace(late, taken)).isTrue();
    assertThat(reports.finish(taken.ready(NOW.plusSeconds(70), TTL, Globals.NONE))).isTrue();
    assertThat(reports.find(late.id()).orElseThrow().state())
        .isEqualTo(new State.Ready(NOW.plusSeconds(70), 2));
    assertThat(slots(late).ready()).isEqualTo(late.id());
  }

  @Test
  void aReadyReportTakesTheReadySlotAndLeavesTheOther() {
    Report ready = finished();
    assertThat(reports.find(ready.id())).hasValue(ready);
    assertThat(slots(ready))
        .isEqualTo(new Slots(ready.id(), NOW.plusSeconds(1), ready.expiresAt(), null, ready));
  }

  @Test
  void aReadyReportThatLacksAPartTakesNoSlot() {
    Report before = finished();
    Report next = Samples.claimed(before.question());
    assertThat(reports.claim(next, slots(before), null, PATIENCE)).isEqualTo(Written.DONE);
    Report lacking = next.lacking("url", "Refused.").ready(NOW, TTL, Globals.NONE);
    assertThat(reports.finish(lacking)).isTrue();
    assertThat(reports.find(next.id())).hasValue(lacking);
    assertThat(slots(before).ready()).isEqualTo(before.id());
    assertThat(slots(before).underway()).isNull();
  }

  @Test
  void aFailureClearsItsOwnSlotOnly() {
    Report ready = finished();
    Report next = Samples.claimed(ready.question());
    reports.claim(next, slots(ready), null, PATIENCE);
    Report failed = next.failed(NOW, TTL, PROBLEM, Globals.NONE);
    assertThat(reports.finish(failed)).isTrue();
    assertThat(slots(ready))
        .isEqualTo(new Slots(ready.id(), NOW.plusSeconds(1), ready.expiresAt(), null, ready));
    assertThat(reports.find(next.id())).hasValue(failed);
  }

  @Test
  void aReportThatWasReplacedUnderWayIsWrittenButTakesNoSlot() {
    Report slow = claimed();
    Report next = Samples.claimed(slow.question());
    reports.claim(next, slots(slow), null, PATIENCE);
    Slots before = slots(slow);
    Report ready = slow.ready(NOW, TTL, Globals.NONE);
    assertThat(reports.finish(ready)).isTrue();
    assertThat(reports.find(slow.id())).hasValue(ready);
    assertThat(slots(slow)).isEqualTo(before);
  }

  @Test
  void aReadyReportNeverChangesAgain() {
    Report held = claimed();
    Report ready = held.ready(NOW, TTL, Globals.NONE);
    reports.finish(ready);
    List<Map<String, AttributeValue>> before = items();
    reports.renew(held, NOW.plus(LEASE));
    assertThat(items()).as("renewed").isEqualTo(before);
    reports.save(held.waiting(NOW, Samples.queued(NOW), Globals.NONE));
    assertThat(items()).as("saved").isEqualTo(before);
    reports.finish(held.failed(NOW, TTL, PROBLEM, Globals.NONE));
    assertThat(items()).as("failed").isEqualTo(before);
  }

  @Test
  void aFailedReportNeverBecomesReady() {
    Report held = claimed();
    Report failed = held.failed(NOW, TTL, PROBLEM, Globals.NONE);
    reports.finish(failed);
    reports.finish(held.ready(NOW, TTL, Globals.NONE));
    assertThat(reports.find(held.id())).hasValue(failed);
  }

  @Test
  void aDeletedReportLeavesATombstoneAndItsSlots() {
    Report ready = finished();
    Report tombstone = ready.deleted(NOW);
    assertThat(reports.delete(ready, tombstone)).isTrue();
    assertThat(reports.find(ready.id())).hasValue(tombstone);
    assertThat(slots(ready).ready()).isNull();
    assertThat(slots(ready).underway()).isNull();
  }

  @Test
  void theSlotOfADeletedReadyReportGivesNoCopyOfIt() {
    Report ready = finished();
    assertThat(slots(ready).copy()).isEqualTo(ready);
    assertThat(reports.delete(ready, ready.deleted(NOW))).isTrue();
    assertThat(slots(ready).copy()).isNull();
  }

  @Test
  void aReportDeletedUnderWayLeavesItsSlot() {
    Report running = claimed();
    assertThat(reports.delete(running, running.deleted(NOW))).isTrue();
    assertThat(slots(running).underway()).isNull();
    assertThat(reports.claim(Samples.claimed(running.question()), slots(running), null, PATIENCE))
        .isEqualTo(Written.DONE);
  }

  @Test
  void deletingLeavesSlotsThatNameAnotherReport() {
    Report old = finished();
    Report next = Samples.claimed(old.question());
    reports.claim(next, slots(old), null, PATIENCE);
    Report newer = next.ready(NOW.plusSeconds(9), TTL, Globals.NONE);
    reports.finish(newer);
    Report third = Samples.claimed(old.question());
    reports.claim(third, slots(old), null, PATIENCE);
    Slots before = slots(old);
    assertThat(reports.delete(old, old.deleted(NOW))).isTrue();
    assertThat(slots(old)).isEqualTo(before);
    assertThat(before.ready()).isEqualTo(newer.id());
    assertThat(before.underway()).isEqualTo(third.id());
  }

  @Test
  void whoWorksOnADeletedReportChangesNothing() {
    Report running = claimed();
    reports.delete(running, running.deleted(NOW));
    List<Map<String, AttributeValue>> before = items();
    assertThat(reports.finish(running.ready(NOW, TTL, Globals.NONE))).isFalse();
    assertThat(reports.renew(running, NOW.plus(LEASE))).isFalse();
    assertThat(reports.replace(running, running.takenOver(NOW, LEASE))).isFalse();
    assertThat(items()).isEqualTo(before);
  }

  @Test
  void aReportThatMovedOnIsNotDeletedByWhatWasReadBefore() {
    Report before = claimed();
    Report taken = before.takenOver(NOW.plusSeconds(65), LEASE);
    reports.replace(before, taken);
    assertThat(reports.delete(before, before.deleted(NOW))).isFalse();
    assertThat(reports.find(before.id())).hasValue(taken);
    assertThat(slots(before).underway()).isEqualTo(before.id());
  }

  @Test
  void aReportThatItsHolderLetGoIsNotDeletedByWhatWasReadWhileItWasHeld() {
    Report held = claimed();
    Report let = held.waiting(NOW, Samples.queued(NOW), Globals.NONE);
    reports.save(let);
    assertThat(reports.delete(held, held.deleted(NOW))).isFalse();
    assertThat(reports.find(held.id())).hasValue(let);
    assertThat(reports.delete(let, let.deleted(NOW))).isTrue();
  }

  @Test
  void whatIsDueComesOldestFirstFromAllShards() {
    List<ReportId> expected = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      Report report = claimed();
      Instant next = NOW.minusSeconds(1_000 - i);
      reports.save(report.waiting(NOW.minusSeconds(2_000), Samples.queued(next), Globals.NONE));
      expected.add(report.id());
    }
    assertThat(expected).extracting(ReportItem::shard).contains("0", "1", "2", "3");
    assertThat(DueIds.of(reports, NOW, 100)).isEqualTo(expected);
    assertThat(DueIds.of(reports, NOW, 3)).isEqualTo(expected.subList(0, 3));
    assertThat(reports.due(NOW, 1))
        .containsExactly(new Reports.Due(NOW.minusSeconds(1_000), expected.getFirst()));
    assertThat(DueIds.of(reports, NOW.minusSeconds(999), 100)).isEqualTo(expected.subList(0, 2));
  }

  @Test
  void aHeldReportIsDueOnlyWhenItsLeaseRanOut() {
    Report held = claimed();
    Instant due = held.due().orElseThrow();
    assertThat(DueIds.of(reports, due.minusMillis(1), 9)).isEmpty();
    assertThat(DueIds.of(reports, due, 9)).containsExactly(held.id());
    reports.renew(held, held.leaseEnd().plusSeconds(15));
    assertThat(DueIds.of(reports, due, 9)).isEmpty();
    assertThat(DueIds.of(reports, due.plusSeconds(15), 9)).containsExactly(held.id());
  }

  @Test
  void theIndexOfDueReportsHoldsPendingOnesOnly() {
    Report pending = claimed();
    finished();
    Report failed = claimed();
    reports.finish(failed.failed(NOW, TTL, PROBLEM, Globals.NONE));
    Report deleted = claimed();
    reports.delete(deleted, deleted.deleted(NOW));
    var index = dynamo.client().scan(scan -> scan.tableName(TABLE).indexName("due")).items();
    assertThat(index)
        .extracting(item -> String.valueOf(item.get("pk")))
        .singleElement()
        .asString()
        .contains(pending.id().text());
    assertThat(DueIds.of(reports, NOW.plus(TTL), 9)).containsExactly(pending.id());
  }

  @Test
  void everythingExpiresInEpochSeconds() {
    Report ready = finished();
    String expected = Long.toString(ready.expiresAt().getEpochSecond());
    assertThat(items())
        .hasSize(2)
        .allSatisfy(
            item -> assertThat(item.get("expiresAt")).isEqualTo(AttributeValue.fromN(expected)));
  }

  @Test
  void theSlotsOfAQuestionLiveAsLongAsWhatTheyName() {
    Report ready = finished();
    Report next = Samples.claimed(ready.question());
    reports.claim(next, slots(ready), null, PATIENCE);
    assertThat(ready.expiresAt()).isAfter(next.expiresAt());
    assertThat(slotItem(ready).get("expiresAt").n())
        .isEqualTo(Long.toString(ready.expiresAt().getEpochSecond()));
  }

  @Test
  void noItemOfAReportHoldsMoreThanItNeeds() {
    Report ready = finished();
    assertThat(reports.find(ready.id())).isPresent();
    assertThat(items()).allSatisfy(item -> assertThat(item.toString()).hasSizeLessThan(3_000));
  }

  private Report claimed() {
    Report report = Samples.claimed();
    assertThat(reports.claim(report, Slots.EMPTY, null, PATIENCE)).isEqualTo(Written.DONE);
    return report;
  }

  private Report finished() {
    Report ready = claimed().ready(NOW.plusSeconds(1), TTL, Globals.NONE);
    assertThat(reports.finish(ready)).isTrue();
    return ready;
  }

  private Callable<Boolean> claim(Report report, Slots seen) {
    return () -> reports.claim(report, seen, null, PATIENCE) == Written.DONE;
  }

  private Slots slots(Report report) {
    return reports.slots(report.question().fingerprint());
  }

  private Map<String, AttributeValue> slotItem(Report report) {
    String key = Slots.key(report.question().fingerprint());
    return dynamo.client().getItem(get -> get.tableName(TABLE).key(Item.key(key))).item();
  }

  private static List<Map<String, AttributeValue>> items() {
    return dynamo.client().scan(scan -> scan.tableName(TABLE)).items();
  }

  private static List<Boolean> together(List<Callable<Boolean>> all) throws Exception {
    CyclicBarrier start = new CyclicBarrier(all.size());
    List<Boolean> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> running = new ArrayList<>();
      for (Callable<Boolean> one : all) {
        running.add(
            threads.submit(() -> {
              start.await();
              return one.call();
            }));
      }
      for (Future<Boolean> one : running) {
        results.add(one.get());
      }
    }
    return results;
  }
}
