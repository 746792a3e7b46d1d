package org.backlinks.store;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backlinks.report.ReportId;

/**
 * Stores the comparisons of reports with earlier ones, as bytes. Only a few comparisons of each
 * report are stored.
 */
@Singleton
public final class ComparisonStore {
  /** The maximum number of comparisons that are stored for a report. */
  public static final int MAX_COMPARISONS = 20;

  private final DynamoDbTable table;
  private final LargeValueStore values;

  ComparisonStore(DynamoDbTable table, LargeValueStore values) {
    this.table = table;
    this.values = values;
  }

  /**
   * Returns the stored comparison of a report with an earlier one, or empty.
   *
   * @throws IOException when an item of it is missing
   */
  public Optional<byte[]> find(ReportId id, ReportId since) throws IOException {
    String key = TableKeys.comparison(id, since);
    return Optional.ofNullable(values.findAll(List.of(key)).get(key));
  }

  /**
   * Stores a comparison, unless it is stored already.
   *
   * @param expiresAt when the comparison is deleted
   * @param reportExpiresAt when the later report expires
   * @return false when the report has the maximum number of comparisons
   */
  public boolean save(
      ReportId id, ReportId since, byte[] comparison, Instant expiresAt, Instant reportExpiresAt) {
    if (!count(id, reportExpiresAt)) {
      return false;
    }
    values.putIfAbsent(TableKeys.comparison(id, since), comparison, expiresAt);
    return true;
  }

  /**
   * Counts one more comparison, if there is room for it. A comparison that two processes store at
   * the same time, or that a process does not store any more, counts too: then fewer are stored.
   */
  private boolean count(ReportId id, Instant reportExpiresAt) {
    String name = TableAttributes.COMPARISONS;
    return table.tryUpdate(
        table
            .update(TableKeys.comparisons(id))
            .updateExpression(
                "SET %s = :expiry ADD %s :one".formatted(TableAttributes.EXPIRES_AT, name))
            .conditionExpression("attribute_not_exists(%s) OR %s < :max".formatted(name, name))
            .expressionAttributeValues(
                Map.of(
                    ":one", Item.numberValue(1),
                    ":max", Item.numberValue(MAX_COMPARISONS),
                    ":expiry", Item.numberValue(reportExpiresAt.getEpochSecond())))
            .build());
  }
}
