package org.backlinks.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * All items of one kind that are due at an instant, in pages. A page holds the next items of every
 * shard of the index, sorted by due time. The order over all pages is therefore close to the order
 * of the due times.
 *
 * @param <T> the id of an item
 */
public final class DuePages<T> {
  /** The maximum number of items of one shard on one page. */
  private static final int SHARD_PAGE_SIZE = 250;

  private static final String DUE_IN_SHARD =
      "%s = :shard AND %s <= :now".formatted(TableAttributes.DUE_SHARD, TableAttributes.DUE_AT);

  private final DynamoDbClient dynamo;
  private final String table;
  private final Instant now;
  private final Function<String, T> idOfKey;
  private final List<Shard> unreadShards;

  /**
   * @param shards the shards with items of this kind
   * @param idOfKey returns the id of a partition key
   */
  DuePages(
      DynamoDbClient dynamo,
      String table,
      Instant now,
      List<String> shards,
      Function<String, T> idOfKey) {
    this.dynamo = dynamo;
    this.table = table;
    this.now = now;
    this.idOfKey = idOfKey;
    this.unreadShards = new ArrayList<>(shards.stream().map(Shard::new).toList());
  }

  /** A due item and its due time. */
  public record Due<T>(Instant dueAt, T id) {}

  /** Returns whether there may be another page. */
  public boolean hasNext() {
    return !unreadShards.isEmpty();
  }

  /** Returns the next page, which may be empty. */
  public List<Due<T>> next() {
    List<Due<T>> page = new ArrayList<>();
    unreadShards.forEach(shard -> shard.addNextPage(page));
    unreadShards.removeIf(shard -> shard.lastKey.isEmpty());
    page.sort(Comparator.comparing(Due::dueAt));
    return page;
  }

  private final class Shard {
    private final String name;

    /**
     * The key after which the next query continues. Empty before the first and after the last one.
     */
    private Map<String, AttributeValue> lastKey = Map.of();

    Shard(String name) {
      this.name = name;
    }

    void addNextPage(List<Due<T>> page) {
      Map<String, AttributeValue> values =
          Map.of(":shard", Item.textValue(name), ":now", Item.numberValue(now.toEpochMilli()));
      QueryResponse answer =
          dynamo.query(query ->
              query
                  .tableName(table)
                  .indexName(DueIndex.NAME)
                  .keyConditionExpression(DUE_IN_SHARD)
                  .expressionAttributeValues(values)
                  .exclusiveStartKey(lastKey.isEmpty() ? null : lastKey)
                  .limit(SHARD_PAGE_SIZE));
      answer.items().forEach(found -> page.add(toDue(Item.from(found))));
      lastKey = answer.lastEvaluatedKey();
    }

    private Due<T> toDue(Item item) {
      return new Due<>(
          item.millis(TableAttributes.DUE_AT),
          idOfKey.apply(item.requiredText(TableAttributes.KEY)));
    }
  }
}
