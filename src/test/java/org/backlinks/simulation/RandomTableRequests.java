package org.backlinks.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Random requests to a table, of the kinds that the program sends. */
final class RandomTableRequests {
  static final String TABLE = "differential";

  /** How many earlier transactions may be sent again. DynamoDB knows their tokens for minutes. */
  private static final int MAX_REPEATED = 8;

  private static final List<String> KEYS = List.of("a", "b", "c", "d");
  private final SplittableRandom random;
  private final RandomTableWrites writes;
  private final List<SentTransaction> sent = new ArrayList<>();
  private int tokenCount;

  private record SentTransaction(String token, List<TransactWriteItem> writes) {}

  RandomTableRequests(long seed) {
    this.random = new SplittableRandom(seed);
    this.writes = new RandomTableWrites(random, TABLE);
  }

  /** A request that both tables get. */
  interface Operation {
    String send(DynamoDbClient client);
  }

  /** Returns the next request. */
  Operation next() {
    return switch (random.nextInt(10)) {
      case 0 -> read(pick(KEYS));
      case 1 -> readBatch();
      case 2 -> query(random.nextInt(-2, 4), random.nextInt(1, 4));
      case 3, 4, 5, 6 -> singleWrite(writes.next(pick(KEYS)));
      case 7 -> repeatTransaction();
      default -> randomTransaction();
    };
  }

  private static Operation read(String key) {
    return client ->
        new TreeMap<>(
                client
                    .getItem(get ->
                        get.tableName(TABLE)
                            .key(Map.of("pk", AttributeValue.fromS(key)))
                            .consistentRead(true))
                    .item())
            .toString();
  }

  private Operation readBatch() {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    for (int count = random.nextInt(1, KEYS.size() + 1); count > 0; count--) {
      keys.add(Map.of("pk", AttributeValue.fromS(pick(KEYS))));
    }
    return client -> {
      KeysAndAttributes asked = KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
      return client
          .batchGetItem(get -> get.requestItems(Map.of(TABLE, asked)))
          .responses()
          .get(TABLE)
          .stream()
          .map(item -> new TreeMap<>(item).toString())
          .sorted()
          .toList()
          .toString();
    };
  }

  /**
   * Reads a partition of the index in pages. DynamoDB orders items of the same time as it likes.
   */
  private Operation query(int maxTime, int pageSize) {
    Map<String, AttributeValue> values =
        Map.of(
            ":shard", AttributeValue.fromS("text-" + random.nextInt(3)),
            ":now", AttributeValue.fromN(Integer.toString(maxTime)));
    return client -> {
      List<String> times = new ArrayList<>();
      Set<String> items = new TreeSet<>();
      client
          .queryPaginator(query ->
              query
                  .tableName(TABLE)
                  .indexName("due")
                  .keyConditionExpression("dueShard = :shard AND dueAt <= :now")
                  .expressionAttributeValues(values)
                  .limit(pageSize))
          .items()
          .forEach(item -> {
            times.add(item.get("dueAt").n());
            items.add(new TreeMap<>(item).toString());
          });
      return times + " " + items;
    };
  }

  private Operation singleWrite(TransactWriteItem write) {
    if (write.conditionCheck() != null) {
      return transaction(List.of(write));
    }
    boolean returnsOld = random.nextBoolean();
    ReturnValuesOnConditionCheckFailure onFailure =
        returnsOld
            ? ReturnValuesOnConditionCheckFailure.ALL_OLD
            : ReturnValuesOnConditionCheckFailure.NONE;
    return client -> {
      if (write.put() != null) {
        Put put = write.put();
        client.putItem(with ->
            with.tableName(TABLE)
                .item(put.item())
                .conditionExpression(put.conditionExpression())
                .expressionAttributeNames(put.expressionAttributeNames())
                .expressionAttributeValues(put.expressionAttributeValues())
                .returnValuesOnConditionCheckFailure(onFailure));
      } else if (write.update() != null) {
        Update update = write.update();
        client.updateItem(with ->
            with.tableName(TABLE)
                .key(update.key())
                .updateExpression(update.updateExpression())
                .conditionExpression(update.conditionExpression())
                .expressionAttributeNames(update.expressionAttributeNames())
                .expressionAttributeValues(update.expressionAttributeValues())
                .returnValuesOnConditionCheckFailure(onFailure));
      } else if (write.delete() != null) {
        Delete delete = write.delete();
        client.deleteItem(with ->
            with.tableName(TABLE)
                .key(delete.key())
                .conditionExpression(delete.conditionExpression())
                .expressionAttributeNames(delete.expressionAttributeNames())
                .expressionAttributeValues(delete.expressionAttributeValues()));
      }
      return "written";
    };
  }

  private Operation randomTransaction() {
    // DynamoDB rejects a transaction that names an item twice
    List<String> keys = new ArrayList<>(KEYS);
    List<TransactWriteItem> chosen = new ArrayList<>();
    for (int count = random.nextInt(1, KEYS.size()); count > 0; count--) {
      chosen.add(writes.next(keys.remove(random.nextInt(keys.size()))));
    }
    return transaction(chosen);
  }

  /** Sends the token of an earlier transaction again, with the same writes or with others. */
  private Operation repeatTransaction() {
    if (sent.isEmpty()) {
      return randomTransaction();
    }
    SentTransaction earlier = sent.get(random.nextInt(sent.size()));
    List<TransactWriteItem> chosen =
        random.nextBoolean() ? earlier.writes() : List.of(writes.next(pick(KEYS)));
    return transaction(new SentTransaction(earlier.token(), chosen));
  }

  private Operation transaction(List<TransactWriteItem> chosen) {
    SentTransaction transaction = new SentTransaction("token-" + tokenCount++, chosen);
    sent.addLast(transaction);
    if (sent.size() > MAX_REPEATED) {
      sent.removeFirst();
    }
    return transaction(transaction);
  }

  private static Operation transaction(SentTransaction transaction) {
    return client -> {
      client.transactWriteItems(
          with -> with.transactItems(transaction.writes()).clientRequestToken(transaction.token()));
      return "written";
    };
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
