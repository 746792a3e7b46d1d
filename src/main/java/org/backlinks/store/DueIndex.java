package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import org.backlinks.config.Settings;
import org.backlinks.report.ReportId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The index of pending reports by their due times. It is sparse: a report that is done has no
 * entry. The cost of a read depends on the number of due reports, and not on the number of stored
 * reports.
 */
@Singleton
public final class DueIndex {
  static final String NAME = "due";

  /** The number of partitions. Several of them spread the writes. */
  static final int SHARD_COUNT = 4;

  private final DynamoDbClient dynamo;
  private final String table;

  DueIndex(DynamoDbClient dynamo, Settings settings) {
    this.dynamo = dynamo;
    this.table = settings.table().name();
  }

  /** Returns the partition of a report. */
  static String shard(ReportId id) {
    return Integer.toString(Character.digit(id.text().charAt(0), 16) % SHARD_COUNT);
  }

  /**
   * Returns the reports that are due at an instant, in pages, approximately in the order of their
   * due times.
   */
  public DuePages findDue(Instant now) {
    return new DuePages(dynamo, table, now);
  }
}
