package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.backlinks.config.Settings;
import org.backlinks.report.CallbackId;
import org.backlinks.report.ReportId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The index of pending reports and callbacks by their due times. It is sparse: what is done has no
 * entry. The cost of a read depends on the number of due items, and not on the number of stored
 * ones.
 */
@Singleton
public final class DueIndex {
  static final String NAME = "due";

  /** The number of partitions. Several of them spread the writes. */
  static final int SHARD_COUNT = 4;

  private static final String CALLBACK_SHARD_PREFIX = "callback-";

  private final DynamoDbClient dynamo;
  private final String table;

  DueIndex(DynamoDbClient dynamo, Settings settings) {
    this.dynamo = dynamo;
    this.table = settings.table().name();
  }

  /** Returns the partition of a report. */
  static String shard(ReportId id) {
    return Integer.toString(shardNumber(id));
  }

  /** Returns the partition of a callback. Earlier versions of the program do not read it. */
  static String shard(CallbackId id) {
    return CALLBACK_SHARD_PREFIX + shardNumber(id.owner());
  }

  private static int shardNumber(ReportId id) {
    return Character.digit(id.text().charAt(0), 16) % SHARD_COUNT;
  }

  /**
   * Returns the reports that are due at an instant, in pages, approximately in the order of their
   * due times.
   */
  public DuePages<ReportId> findDue(Instant now) {
    return new DuePages<>(dynamo, table, now, shards(""), TableKeys::reportId);
  }

  /** Returns the callbacks that are due at an instant, in the same way. */
  public DuePages<CallbackId> findDueCallbacks(Instant now) {
    return new DuePages<>(dynamo, table, now, shards(CALLBACK_SHARD_PREFIX), TableKeys::callbackId);
  }

  private static List<String> shards(String prefix) {
    return IntStream.range(0, SHARD_COUNT).mapToObj(number -> prefix + number).toList();
  }
}
