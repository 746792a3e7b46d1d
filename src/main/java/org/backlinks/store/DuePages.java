package org.backlinks.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.backlinks.report.ReportId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * All reports that are due at an instant, in pages. A page holds the next reports of every shard of
 * the index, sorted by due time. The order over all pages is therefore close to the order of the
 * due times.
 */
public final class DuePages {
  /** The maximum number of reports of one shard on one page. */
  private static final int SHARD_PAGE_SIZE = 250;

  private static final String DUE_IN_SHARD =
      "%s = :shard AND %s <= :now".formatted(TableAttributes.DUE_SHARD, TableAttributes.DUE_AT);

  private final DynamoDbClient dynamo;
  private final String table;
  private final Instant now;
  private final List<Shard> unreadShards =
      new ArrayList<>(IntStream.range(0, DueIndex.SHARD_COUNT).mapToObj(Shard::new).toList());

  DuePages(DynamoDbClient dynamo, String table, Instant now) {
    this.dynamo = dynamo;
    this.table = table;
    this.now = now;
  }

  /** A due report and its due time. */
  public record DueReport(Instant dueAt, ReportId id) {}

  /** Returns whether there may be another page. */
  public boolean hasNext() {
    return !unreadShards.isEmpty();
  }

  /** Returns the next page, which may be empty. */
  public List<DueReport> next() {
    List<DueReport> page = new ArrayList<>();
    unreadShards.forEach(shard -> shard.addNextPage(page));
    unreadShards.removeIf(shard -> shard.lastKey.isEmpty());
    page.sort(Comparator.comparing(DueReport::dueAt));
    return page;
  }

  private final class Shard {
    private final int number;

    /**
     * The key after which the next query continues. Empty before the first and after the last one.
     */
    private Map<String, AttributeValue> lastKey = Map.of();

    Shard(int number) {
      this.number = number;
    }

    void addNextPage(List<DueReport> page) {
      Map<String, AttributeValue> values =
          Map.of(
              ":shard",
              Item.textValue(Integer.toString(number)),
              ":now",
              Item.numberValue(now.toEpochMilli()));
      QueryResponse answer =
          dynamo.query(query ->
              query
                  .tableName(table)
                  .indexName(DueIndex.NAME)
                  .keyConditionExpression(DUE_IN_SHARD)
                  .expressionAttributeValues(values)
                  .exclusiveStartKey(lastKey.isEmpty() ? null : lastKey)
                  .limit(SHARD_PAGE_SIZE));
      answer.items().forEach(found -> page.add(toDueReport(Item.from(found))));
      lastKey = answer.lastEvaluatedKey();
    }

    private static DueReport toDueReport(Item item) {
      return new DueReport(
          item.millis(TableAttributes.DUE_AT),
          TableKeys.reportId(item.requiredText(TableAttributes.KEY)));
    }
  }
}
