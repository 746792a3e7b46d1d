package org.backlinks.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.backlinks.local.DynamoDb;
import org.backlinks.ops.Settings;
import org.backlinks.report.Report;
import org.backlinks.report.Samples;
import org.backlinks.snapshot.Globals;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The read units of a look at the due reports, in a table that holds many others. */
public final class DueAmongMany {
  private static final int DUE = 1_000;
  private static final int STORED = 100_000;
  private static final int BATCH = 25;
  private static final Duration TTL = Duration.ofDays(30);
  private static final Instant NOW = Samples.NOW.plus(Duration.ofHours(1));

  private DueAmongMany() {}

  /** Read units of finding all that is due, before and after the others were stored. */
  public record Cost(double amongThemselves, double amongMany) {}

  /** Stores the reports and looks. */
  public static Cost measure() {
    ReadUnits units = new ReadUnits();
    Settings settings = Settings.from(Map.of());
    try (DynamoDb dynamo = DynamoDb.inMemory();
        DynamoDbClient client = units.clientOf(dynamo)) {
      dynamo.createTable(settings.table());
      Reports reports = new Reports(client, settings);
      store(client, settings.table(), DUE, DueAmongMany::due);
      double few = look(reports, units);
      store(client, settings.table(), STORED - DUE, i -> done());
      return new Cost(few, look(reports, units));
    }
  }

  private static double look(Reports reports, ReadUnits units) {
    int found = reports.due(NOW, STORED).size();
    if (found != DUE) {
      throw new IllegalStateException(found + " are due");
    }
    return units.take();
  }

  private static Report due(int number) {
    Instant next = NOW.minusSeconds(number);
    return Samples.claimed().waiting(Samples.NOW, Samples.queued(next), Globals.NONE);
  }

  private static Report done() {
    return Samples.claimed().ready(NOW, TTL, Globals.NONE);
  }

  private static void store(
      DynamoDbClient client, String table, int count, IntFunction<Report> reports) {
    List<WriteRequest> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var item = ReportItem.write(reports.apply(i)).values();
      writes.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
    }
    IntStream.iterate(0, from -> from < count, from -> from + BATCH)
        .parallel()
        .mapToObj(from -> writes.subList(from, Math.min(count, from + BATCH)))
        .forEach(batch -> client.batchWriteItem(write -> write.requestItems(Map.of(table, batch))));
  }
}
