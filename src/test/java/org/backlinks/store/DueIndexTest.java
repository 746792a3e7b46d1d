package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Checks that the cost of a read of the due reports depends on the number of due reports and not on
 * the number of stored reports. With {@code -DdueIndex.stored=10000} the test stores fewer reports
 * and takes less time.
 */
class DueIndexTest {
  private static final int DUE_REPORTS = 1_000;
  private static final int STORED_REPORTS = Integer.getInteger("dueIndex.stored", 20_000);
  private static final int WAITING_REPORTS = 1_000;
  private static final int BATCH_SIZE = 25;
  private static final int PAGE_SIZE = 100;
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration TTL = Duration.ofDays(30);
  private static final Instant NOW = SampleReports.NOW.plus(Duration.ofHours(1));
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));

  private final ReadUnitCounter units = new ReadUnitCounter();
  private final List<ReportId> oldestFirst = new ArrayList<>();

  @Test
  void readCostIsEqualWhenManyOtherReportsAreStored() {
    Settings settings = Settings.from(Map.of());
    try (LocalDynamoDb dynamo = LocalDynamoDb.inMemory();
        DynamoDbClient client = units.newClient(dynamo)) {
      dynamo.createTable(settings.table().name());
      StoreFixture stores = StoreFixture.of(client, settings);
      store(client, settings.table().name(), DUE_REPORTS, this::dueReport);
      ReadCost few = measureCost(stores, NOW, DUE_REPORTS);
      long start = System.nanoTime();
      store(
          client,
          settings.table().name(),
          STORED_REPORTS - DUE_REPORTS,
          DueIndexTest::notDueReport);
      System.out.printf(
          "stored in %d ms%n", Duration.ofNanos(System.nanoTime() - start).toMillis());
      ReadCost many = measureCost(stores, LATER, STORED_REPORTS);

      assertThat(many.noneDue()).isEqualTo(few.noneDue());
      assertThat(many.tenthDue()).isCloseTo(few.tenthDue(), withPercentage(3));
      assertThat(many.allDue()).isCloseTo(few.allDue(), withPercentage(3));
      assertThat(many.allTakenOver()).isCloseTo(few.allTakenOver(), withPercentage(3));
      assertThat(many.allDue())
          .as("ten times as many due reports")
          .isGreaterThan(2 * many.tenthDue());
    }
  }

  /**
   * The read units of one read of the due reports.
   *
   * @param noneDue when no report is due
   * @param tenthDue when a tenth of the waiting reports is due
   * @param allDue when all waiting reports are due
   * @param allTakenOver when all are due, and each page is taken over before the next read
   */
  private record ReadCost(double noneDue, double tenthDue, double allDue, double allTakenOver) {}

  private ReadCost measureCost(StoreFixture stores, Instant now, int stored) {
    Instant oldest =
        stores.reportStore().find(oldestFirst.getFirst()).flatMap(Report::dueAt).orElseThrow();
    ReportId tenth = oldestFirst.get(DUE_REPORTS / 10 - 1);
    Instant tenthDue = stores.reportStore().find(tenth).flatMap(Report::dueAt).orElseThrow();
    assertThat(DueReportReader.readIds(stores.dueIndex(), oldest.minusMillis(1), DUE_REPORTS))
        .isEmpty();
    double noneCost = units.takeConsumed();
    assertThat(DueReportReader.readIds(stores.dueIndex(), tenthDue, DUE_REPORTS))
        .isEqualTo(oldestFirst.subList(0, DUE_REPORTS / 10));
    double tenthCost = units.takeConsumed();
    assertThat(DueReportReader.readIds(stores.dueIndex(), now, STORED_REPORTS))
        .isEqualTo(oldestFirst);
    double allCost = units.takeConsumed();
    assertThat(takeOverAll(stores, now)).isEqualTo(oldestFirst);
    ReadCost cost = new ReadCost(noneCost, tenthCost, allCost, units.takeConsumed());
    System.out.printf("read units with %d due among %d stored: %s%n", DUE_REPORTS, stored, cost);
    return cost;
  }

  /**
   * Takes over all due reports and returns their ids. Each take-over is a millisecond later than
   * the one before, so that the order stays.
   */
  private static List<ReportId> takeOverAll(StoreFixture stores, Instant now) {
    List<ReportId> takenOver = new ArrayList<>();
    for (List<ReportId> page = DueReportReader.readIds(stores.dueIndex(), now, PAGE_SIZE);
        !page.isEmpty();
        page = DueReportReader.readIds(stores.dueIndex(), now, PAGE_SIZE)) {
      for (ReportId id : page) {
        Report report = stores.reportStore().find(id).orElseThrow();
        Instant moment = now.plusMillis(takenOver.size());
        assertThat(stores.reportStore().takeOver(report, report.takeOver(moment, LEASE))).isTrue();
        takenOver.add(id);
      }
    }
    return takenOver;
  }

  /** Returns a report that is due a second after the previous report. */
  private Report dueReport(int number) {
    Instant next = NOW.minusSeconds(DUE_REPORTS - number);
    Report report = waitingReport(next);
    oldestFirst.add(report.id());
    return report;
  }

  /** Returns a report that is done, or that is due only after the last read. */
  private static Report notDueReport(int number) {
    Report report = SampleReports.claimed();
    if (number < WAITING_REPORTS) {
      return waitingReport(LATER.plusSeconds(number + 1));
    }
    return switch (number % 10) {
      case 0 -> report.delete(NOW);
      case 1 -> report.fail(NOW, TTL, Problem.of(Problem.Kind.INTERNAL, "no"), Globals.NONE);
      default -> report.markReady(NOW, TTL, Globals.NONE);
    };
  }

  private static Report waitingReport(Instant next) {
    return SampleReports.claimed().releaseUntil(SampleReports.queued(next), Globals.NONE);
  }

  private static void store(
      DynamoDbClient client, String table, int count, IntFunction<Report> reports) {
    List<WriteRequest> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var item = ReportItemCodec.encode(reports.apply(i)).values();
      writes.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
    }
    Collections.shuffle(writes, new Random(1));
    int batches = (count + BATCH_SIZE - 1) / BATCH_SIZE;
    IntStream.range(0, batches)
        .parallel()
        .mapToObj(i -> writes.subList(i * BATCH_SIZE, Math.min(count, (i + 1) * BATCH_SIZE)))
        .forEach(batch -> {
          var response = client.batchWriteItem(write -> write.requestItems(Map.of(table, batch)));
          assertThat(response.unprocessedItems()).isEmpty();
        });
  }
}
