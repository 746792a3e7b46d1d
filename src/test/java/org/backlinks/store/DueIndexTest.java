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
import org.backlinks.local.DynamoDb;
import org.backlinks.ops.Settings;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.Samples;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * A look at the due reports costs by how many are due, not by how many are stored: {@code
 * -DdueIndex.stored=10000} fills the table sooner.
 */
class DueIndexTest {
  private static final int DUE = 1_000;
  private static final int STORED = Integer.getInteger("dueIndex.stored", 100_000);
  private static final int WAITING = 1_000;
  private static final int BATCH = 25;
  private static final int PAGE = 100;
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration TTL = Duration.ofDays(30);
  private static final Instant NOW = Samples.NOW.plus(Duration.ofHours(1));
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));

  private final ReadUnits units = new ReadUnits();
  private final List<ReportId> oldestFirst = new ArrayList<>();

  @Test
  void whatIsDueCostsTheSameAmongManyMoreReports() {
    Settings settings = Settings.from(Map.of());
    try (DynamoDb dynamo = DynamoDb.inMemory();
        DynamoDbClient client = units.clientOf(dynamo)) {
      dynamo.createTable(settings.table());
      Reports reports = new Reports(client, settings);
      store(client, settings.table(), DUE, this::due);
      Cost few = cost(reports, NOW, DUE);
      long began = System.nanoTime();
      store(client, settings.table(), STORED - DUE, DueIndexTest::notDue);
      System.out.printf(
          "stored in %d ms%n", Duration.ofNanos(System.nanoTime() - began).toMillis());
      Cost many = cost(reports, LATER, STORED);

      assertThat(many.none()).isEqualTo(few.none());
      assertThat(many.tenth()).isCloseTo(few.tenth(), withPercentage(3));
      assertThat(many.all()).isCloseTo(few.all(), withPercentage(3));
      assertThat(many.tick()).isCloseTo(few.tick(), withPercentage(3));
      assertThat(many.all()).as("ten times as many due").isGreaterThan(2 * many.tenth());
    }
  }

  /**
   * Read units of looking at the due reports.
   *
   * @param none when none is due
   * @param tenth when a tenth is due
   * @param all when all are due
   * @param tick when all are due and taken over, page by page
   */
  private record Cost(double none, double tenth, double all, double tick) {}

  private Cost cost(Reports reports, Instant now, int stored) {
    Instant oldest = reports.find(oldestFirst.getFirst()).flatMap(Report::due).orElseThrow();
    ReportId tenth = oldestFirst.get(DUE / 10 - 1);
    Instant tenthDue = reports.find(tenth).flatMap(Report::due).orElseThrow();
    assertThat(DueIds.of(reports, oldest.minusMillis(1), DUE)).isEmpty();
    double none = units.take();
    assertThat(DueIds.of(reports, tenthDue, DUE)).isEqualTo(oldestFirst.subList(0, DUE / 10));
    double some = units.take();
    assertThat(DueIds.of(reports, now, STORED)).isEqualTo(oldestFirst);
    double all = units.take();
    assertThat(takeOver(reports, now)).isEqualTo(oldestFirst);
    Cost cost = new Cost(none, some, all, units.take());
    System.out.printf("read units with %d due among %d stored: %s%n", DUE, stored, cost);
    return cost;
  }

  /** Takes over what is due, a millisecond apart so that the order stays, and says what it was. */
  private static List<ReportId> takeOver(Reports reports, Instant now) {
    List<ReportId> taken = new ArrayList<>();
    for (List<ReportId> page = DueIds.of(reports, now, PAGE);
        !page.isEmpty();
        page = DueIds.of(reports, now, PAGE)) {
      for (ReportId id : page) {
        Report report = reports.find(id).orElseThrow();
        Instant moment = now.plusMillis(taken.size());
        assertThat(reports.replace(report, report.takenOver(moment, LEASE))).isTrue();
        taken.add(id);
      }
    }
    return taken;
  }

  /** Due a second after the one before. */
  private Report due(int number) {
    Instant next = NOW.minusSeconds(DUE - number);
    Report report = waiting(next);
    oldestFirst.add(report.id());
    return report;
  }

  /** Done in one of three ways, or waiting until after the last look. */
  private static Report notDue(int number) {
    Report report = Samples.claimed();
    if (number < WAITING) {
      return waiting(LATER.plusSeconds(number + 1));
    }
    return switch (number % 10) {
      case 0 -> report.deleted(NOW);
      case 1 -> report.failed(NOW, TTL, Problem.of(Problem.Kind.INTERNAL, "no"), Globals.NONE);
      default -> report.ready(NOW, TTL, Globals.NONE);
    };
  }

  private static Report waiting(Instant next) {
    return Samples.claimed().waiting(Samples.NOW, Samples.queued(next), Globals.NONE);
  }

  private static void store(
      DynamoDbClient client, String table, int count, IntFunction<Report> reports) {
    List<WriteRequest> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var item = ReportItem.write(reports.apply(i)).values();
      writes.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
    }
    Collections.shuffle(writes, new Random(1));
    int batches = (count + BATCH - 1) / BATCH;
    IntStream.range(0, batches)
        .parallel()
        .mapToObj(i -> writes.subList(i * BATCH, Math.min(count, (i + 1) * BATCH)))
        .forEach(batch -> {
          var left = client.batchWriteItem(write -> write.requestItems(Map.of(table, batch)));
          assertThat(left.unprocessedItems()).isEmpty();
        });
  }
}
