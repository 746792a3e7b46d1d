package org.backlinks.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Several items in one consistent read. */
final class Items {
  private Items() {}

  /**
   * The items of at most 100 keys that are there.
   *
   * @throws NotGivenException when the table does not give them all, however often it is asked
   */
  static Map<String, Item> find(DynamoDbClient dynamo, String table, List<String> keys) {
    Map<String, Item> found = new HashMap<>();
    List<Map<String, AttributeValue>> left = keys.stream().map(Item::key).toList();
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      KeysAndAttributes wanted =
          KeysAndAttributes.builder().keys(left).consistentRead(true).build();
      BatchGetItemResponse answer =
          dynamo.batchGetItem(get -> get.requestItems(Map.of(table, wanted)));
      for (Map<String, AttributeValue> values : answer.responses().getOrDefault(table, List.of())) {
        Item item = Item.read(values);
        found.put(item.required(Item.KEY), item);
      }
      KeysAndAttributes unprocessed = answer.unprocessedKeys().get(table);
      left = unprocessed == null ? List.of() : unprocessed.keys();
      if (!left.isEmpty()) {
        if (attempt == Backoff.ATTEMPTS) {
          throw new NotGivenException(left.size());
        }
        Backoff.pause(attempt);
      }
    }
    return found;
  }

  /** A table that throttles for too long. */
  static final class NotGivenException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NotGivenException(int left) {
      super("the table does not give " + left + " items");
    }
  }
}
