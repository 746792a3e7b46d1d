package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.backlinks.config.Settings;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The program's table: consistent reads, and writes of one item under a condition. It repeats a
 * write that conflicts with a transaction on the same item.
 */
@Singleton
final class DynamoDbTable {
  /** DynamoDB's limit. */
  static final int MAX_KEYS_PER_READ = 100;

  private final DynamoDbClient dynamo;
  private final String name;
  private final WriteBackoff backoff;

  DynamoDbTable(DynamoDbClient dynamo, Settings settings, WriteBackoff backoff) {
    this.dynamo = dynamo;
    this.name = settings.table().name();
    this.backoff = backoff;
  }

  /** Returns the current item of a key, or empty. */
  Optional<Item> find(String key) {
    Map<String, AttributeValue> found =
        dynamo.getItem(get -> get.tableName(name).key(Item.key(key)).consistentRead(true)).item();
    return found.isEmpty() ? Optional.empty() : Optional.of(Item.from(found));
  }

  /**
   * Returns the current items of some keys, by key. A key without an item has no entry.
   *
   * @param keys the keys, at most {@link #MAX_KEYS_PER_READ}
   * @throws IncompleteReadException when the table throttles for too long
   */
  Map<String, Item> findAll(List<String> keys) {
    Map<String, Item> found = new HashMap<>();
    List<Map<String, AttributeValue>> remaining = keys.stream().map(Item::key).toList();
    for (int attempt = 1; !remaining.isEmpty(); attempt++) {
      KeysAndAttributes request =
          KeysAndAttributes.builder().keys(remaining).consistentRead(true).build();
      BatchGetItemResponse answer =
          dynamo.batchGetItem(get -> get.requestItems(Map.of(name, request)));
      for (Map<String, AttributeValue> values : answer.responses().getOrDefault(name, List.of())) {
        Item item = Item.from(values);
        found.put(item.requiredText(TableAttributes.KEY), item);
      }
      KeysAndAttributes unprocessed = answer.unprocessedKeys().get(name);
      remaining = unprocessed == null ? List.of() : unprocessed.keys();
      if (!remaining.isEmpty()) {
        if (attempt == WriteBackoff.MAX_ATTEMPTS) {
          throw new IncompleteReadException(remaining.size());
        }
        backoff.pause(attempt);
      }
    }
    return found;
  }

  /** Returns the builder of a put, for {@link #tryPut} or a {@link Transaction}. */
  Put.Builder put(Item item) {
    return Put.builder().tableName(name).item(item.values());
  }

  /** Returns the builder of an update, for {@link #tryUpdate} or a {@link Transaction}. */
  Update.Builder update(String key) {
    return Update.builder().tableName(name).key(Item.key(key));
  }

  /** Returns the builder of a delete, for {@link #tryDelete} or a {@link Transaction}. */
  Delete.Builder delete(String key) {
    return Delete.builder().tableName(name).key(Item.key(key));
  }

  /** Returns the builder of a check of an item that a {@link Transaction} does not change. */
  ConditionCheck.Builder check(String key) {
    return ConditionCheck.builder().tableName(name).key(Item.key(key));
  }

  /** Sends a put. Returns false when its condition does not hold. */
  boolean tryPut(Put put) {
    return tryWrite(() -> dynamo.putItem(toRequest(put).build()));
  }

  /**
   * Sends a put, with a time limit for all attempts of the client. Returns false when its condition
   * does not hold.
   */
  boolean tryPut(Put put, Duration timeout) {
    PutItemRequest.Builder request = toRequest(put);
    request.overrideConfiguration(configuration -> configuration.apiCallTimeout(timeout));
    return tryWrite(() -> dynamo.putItem(request.build()));
  }

  /**
   * Sends a put. Returns false when its condition does not hold.
   *
   * @param isOwnWrite returns whether this same put wrote an item. The client sends a put again
   *     when the answer was lost, and the condition of the second put may fail because the first
   *     put took effect
   */
  boolean tryPut(Put put, Predicate<Item> isOwnWrite) {
    PutItemRequest.Builder request =
        toRequest(put)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    return tryWrite(isOwnWrite, () -> dynamo.putItem(request.build()));
  }

  private static PutItemRequest.Builder toRequest(Put put) {
    return PutItemRequest.builder()
        .tableName(put.tableName())
        .item(put.item())
        .conditionExpression(put.conditionExpression())
        .expressionAttributeNames(put.expressionAttributeNames())
        .expressionAttributeValues(put.expressionAttributeValues());
  }

  /** Sends an update. Returns false when its condition does not hold. */
  boolean tryUpdate(Update update) {
    return tryWrite(() -> dynamo.updateItem(toRequest(update).build()));
  }

  /**
   * Sends an update. Returns false when its condition does not hold.
   *
   * @param isOwnWrite returns whether this same update wrote an item, as for {@link #tryPut(Put,
   *     Predicate)}
   */
  boolean tryUpdate(Update update, Predicate<Item> isOwnWrite) {
    UpdateItemRequest.Builder request =
        toRequest(update)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    return tryWrite(isOwnWrite, () -> dynamo.updateItem(request.build()));
  }

  private static UpdateItemRequest.Builder toRequest(Update update) {
    return UpdateItemRequest.builder()
        .tableName(update.tableName())
        .key(update.key())
        .updateExpression(update.updateExpression())
        .conditionExpression(update.conditionExpression())
        .expressionAttributeNames(update.expressionAttributeNames())
        .expressionAttributeValues(update.expressionAttributeValues());
  }

  /** Sends a delete. Returns false when its condition does not hold. */
  boolean tryDelete(Delete delete) {
    return tryWrite(() ->
        dynamo.deleteItem(request ->
            request
                .tableName(delete.tableName())
                .key(delete.key())
                .conditionExpression(delete.conditionExpression())
                .expressionAttributeNames(delete.expressionAttributeNames())
                .expressionAttributeValues(delete.expressionAttributeValues())));
  }

  private boolean tryWrite(Runnable write) {
    return tryWrite(stored -> false, write);
  }

  private boolean tryWrite(Predicate<Item> isOwnWrite, Runnable write) {
    for (int attempt = 1; ; attempt++) {
      try {
        write.run();
        return true;
      } catch (ConditionalCheckFailedException e) {
        return e.hasItem() && isOwnWrite.test(Item.from(e.item()));
      } catch (TransactionConflictException e) {
        if (attempt == WriteBackoff.MAX_ATTEMPTS) {
          throw e;
        }
        backoff.pause(attempt);
      }
    }
  }
}
