package org.backlinks.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.Globals;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Measures the read units of one read of the due reports in a table with many other reports. */
public final class DueIndexReadUnits {
  private static final int DUE_REPORTS = 1_000;
  private static final int STORED_REPORTS = 100_000;
  private static final int BATCH_SIZE = 25;
  private static final Duration TTL = Duration.ofDays(30);
  private static final Instant NOW = SampleReports.NOW.plus(Duration.ofHours(1));

  private DueIndexReadUnits() {}

  /** The read units of a read of all due reports, before and after the others were stored. */
  public record Cost(double unitsAlone, double unitsAmongMany) {}

  /** Stores the reports and reads those that are due. */
  public static Cost measure() {
    ReadUnitCounter units = new ReadUnitCounter();
    Settings settings = Settings.from(Map.of());
    try (LocalDynamoDb dynamo = LocalDynamoDb.inMemory();
        DynamoDbClient client = units.newClient(dynamo)) {
      dynamo.createTable(settings.table().name());
      DueIndex dueIndex = StoreFixture.of(client, settings).dueIndex();
      store(client, settings.table().name(), DUE_REPORTS, DueIndexReadUnits::due);
      double unitsAlone = readDue(dueIndex, units);
      store(client, settings.table().name(), STORED_REPORTS - DUE_REPORTS, i -> notDue());
      return new Cost(unitsAlone, readDue(dueIndex, units));
    }
  }

  private static double readDue(DueIndex dueIndex, ReadUnitCounter units) {
    int found = DueReportReader.readIds(dueIndex, NOW, STORED_REPORTS).size();
    if (found != DUE_REPORTS) {
      throw new IllegalStateException(found + " reports are due");
    }
    return units.takeConsumed();
  }

  private static Report due(int number) {
    Instant next = NOW.minusSeconds(number);
    return SampleReports.claimed().releaseUntil(SampleReports.queued(next), Globals.NONE);
  }

  private static Report notDue() {
    return SampleReports.claimed().markReady(NOW, TTL, Globals.NONE);
  }

  private static void store(
      DynamoDbClient client, String table, int count, IntFunction<Report> reports) {
    List<WriteRequest> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var item = ReportItemCodec.encode(reports.apply(i)).values();
      writes.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
    }
    IntStream.iterate(0, start -> start < count, start -> start + BATCH_SIZE)
        .parallel()
        .mapToObj(start -> writes.subList(start, Math.min(count, start + BATCH_SIZE)))
        .forEach(batch -> client.batchWriteItem(write -> write.requestItems(Map.of(table, batch))));
  }
}
