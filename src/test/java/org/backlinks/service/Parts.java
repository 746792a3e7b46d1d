package org.backlinks.service;

import java.io.OutputStream;
import java.time.Clock;
import java.util.SplittableRandom;
import org.backlinks.ops.Metrics;
import org.backlinks.ops.Settings;
import org.backlinks.store.Reports;
import org.backlinks.store.Retirements;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Parts of the service put together by hand. */
final class Parts {
  private Parts() {}

  static Commands commands(DynamoDbClient table, Settings settings, Clock clock) {
    Notify notify =
        new Notify(new Reports(table, settings), settings, clock, new SplittableRandom());
    return new Commands(
        new Retirements(table, settings), notify, metrics(settings, clock), settings, clock);
  }

  /** Told to nobody. */
  static Metrics metrics(Settings settings, Clock clock) {
    return new Metrics(clock, settings.table(), OutputStream.nullOutputStream());
  }
}
