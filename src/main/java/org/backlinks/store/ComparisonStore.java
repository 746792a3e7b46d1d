package org.backlinks.store;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backlinks.report.ReportId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
   * @return false when the report has the maximum number of other comparisons
   */
  public boolean save(
      ReportId id, ReportId since, byte[] comparison, Instant expiresAt, Instant reportExpiresAt) {
    if (!reservePlace(id, since, reportExpiresAt)) {
      return false;
    }
    values.putIfAbsent(TableKeys.comparison(id, since), comparison, expiresAt);
    return true;
  }

  private boolean reservePlace(ReportId id, ReportId since, Instant reportExpiresAt) {
    String key = TableKeys.comparisons(id);
    String name = TableAttributes.COMPARED_WITH;
    return table.tryUpdate(
            table
                .update(key)
                .updateExpression(
                    "SET %s = list_append(if_not_exists(%s, :none), :added), %s = :expiry"
                        .formatted(name, name, TableAttributes.EXPIRES_AT))
                .conditionExpression(
                    "attribute_not_exists(%s) OR (size(%s) < :max AND NOT contains(%s, :since))"
                        .formatted(name, name, name))
                .expressionAttributeValues(
                    Map.of(
                        ":none", AttributeValue.fromL(List.of()),
                        ":added", AttributeValue.fromL(List.of(Item.textValue(since.text()))),
                        ":since", Item.textValue(since.text()),
                        ":max", Item.numberValue(MAX_COMPARISONS),
                        ":expiry", Item.numberValue(reportExpiresAt.getEpochSecond())))
                .build())
        || hasPlace(key, since);
  }

  /**
   * Returns whether an earlier process reserved the place. It may have stopped before its write.
   */
  private boolean hasPlace(String key, ReportId since) {
    return table
        .find(key)
        .filter(item -> item.textList(TableAttributes.COMPARED_WITH).contains(since.text()))
        .isPresent();
  }
}
