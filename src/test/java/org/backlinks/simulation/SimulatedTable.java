package org.backlinks.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.simulation.TableCondition.Arguments;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The items of a table with one partition key, and DynamoDB's rules for reading and writing them.
 * Each operation takes effect at one moment. A differential test compares it with DynamoDB Local.
 */
final class SimulatedTable {
  static final int MAX_ITEM_BYTES = 400 * 1024;
  static final int MAX_TRANSACTION_ITEMS = 100;
  private static final String KEY = "pk";

  private final Map<String, Map<String, AttributeValue>> items = new HashMap<>();
  private final Map<String, List<TransactWriteItem>> tokens = new HashMap<>();
  private final WriteListener listener;
  private final ConditionParser conditions;

  /**
   * A write that took effect.
   *
   * @param before the item before the write; empty when it did not exist
   * @param after the item after the write; empty when it was deleted
   * @param isUpdate whether the write changed some attributes and left the others as they were
   */
  record Change(
      String key,
      Map<String, AttributeValue> before,
      Map<String, AttributeValue> after,
      boolean isUpdate) {}

  /** Learns of writes. */
  interface WriteListener {
    /** Called after writes took effect together. */
    void committed(List<Change> changes);
  }

  /** Returns the condition of an expression; a mutant of the program has others. */
  interface ConditionParser {
    TableCondition parse(@Nullable String expression);
  }

  SimulatedTable(WriteListener listener, ConditionParser conditions) {
    this.listener = listener;
    this.conditions = conditions;
  }

  /** Returns an item, which is empty when it does not exist. */
  Map<String, AttributeValue> get(String key) {
    return items.getOrDefault(key, Map.of());
  }

  /** Returns all items by their keys. */
  Map<String, Map<String, AttributeValue>> items() {
    return items;
  }

  /** Removes an item as the table's time to live does. */
  void expire(String key) {
    commit(List.of(new Change(key, get(key), Map.of(), false)));
  }

  /**
   * Writes one item, or checks it.
   *
   * @throws ConditionalCheckFailedException when its condition does not hold
   */
  void writeAlone(TransactWriteItem write, boolean returnsOldItem) {
    PlannedWrite planned = plan(write);
    if (!planned.isAllowed()) {
      throw ConditionalCheckFailedException.builder()
          .message("The conditional request failed")
          .item(returnsOldItem && !planned.before().isEmpty() ? planned.before() : null)
          .build();
    }
    commit(List.of(planned.toChange()));
  }

  /**
   * Writes several items, all or nothing. The same request with the same token is executed once.
   *
   * @throws TransactionCanceledException when a condition does not hold
   */
  void writeTransaction(TransactWriteItemsRequest request) {
    List<TransactWriteItem> known = tokens.get(request.clientRequestToken());
    if (known != null) {
      if (!known.equals(request.transactItems())) {
        throw error(
            "IdempotentParameterMismatchException", "the token was used with other writes", 400);
      }
      return;
    }
    List<PlannedWrite> planned = request.transactItems().stream().map(this::plan).toList();
    checkLimits(planned);
    if (!planned.stream().allMatch(PlannedWrite::isAllowed)) {
      throw TransactionCanceledException.builder()
          .message("Transaction cancelled")
          .cancellationReasons(planned.stream().map(PlannedWrite::reason).toList())
          .build();
    }
    commit(planned.stream().map(PlannedWrite::toChange).toList());
    tokens.put(request.clientRequestToken(), request.transactItems());
  }

  /** Returns whether a transaction with the same token has taken effect. */
  boolean wasExecuted(TransactWriteItemsRequest request) {
    return tokens.containsKey(request.clientRequestToken());
  }

  private static void checkLimits(List<PlannedWrite> planned) {
    Set<String> keys = new HashSet<>();
    planned.forEach(write -> keys.add(write.key()));
    if (planned.size() > MAX_TRANSACTION_ITEMS || keys.size() < planned.size()) {
      throw validation("Transaction request cannot include multiple operations on one item");
    }
  }

  private void commit(List<Change> changes) {
    for (Change change : changes) {
      if (change.after().isEmpty()) {
        items.remove(change.key());
      } else {
        items.put(change.key(), change.after());
      }
    }
    listener.committed(changes);
  }

  /**
   * What a write would do.
   *
   * @param after the item after the write; empty when it is deleted or still absent
   */
  private record PlannedWrite(
      String key,
      Map<String, AttributeValue> before,
      Map<String, AttributeValue> after,
      boolean isUpdate,
      boolean isAllowed) {
    Change toChange() {
      return new Change(key, before, after, isUpdate);
    }

    CancellationReason reason() {
      return CancellationReason.builder()
          .code(isAllowed ? "None" : "ConditionalCheckFailed")
          .build();
    }
  }

  private PlannedWrite plan(TransactWriteItem write) {
    if (write.put() != null) {
      Put put = write.put();
      if (size(put.item()) > MAX_ITEM_BYTES) {
        throw validation("Item size has exceeded the maximum allowed size");
      }
      return plan(
          text(put.item(), KEY),
          put.item(),
          false,
          put.conditionExpression(),
          new Arguments(put.expressionAttributeNames(), put.expressionAttributeValues()));
    }
    if (write.update() != null) {
      Update update = write.update();
      Arguments arguments =
          new Arguments(update.expressionAttributeNames(), update.expressionAttributeValues());
      Map<String, AttributeValue> base = new HashMap<>(get(text(update.key(), KEY)));
      base.putAll(update.key());
      return plan(
          text(update.key(), KEY),
          TableUpdate.parse(update.updateExpression()).apply(base, arguments),
          true,
          update.conditionExpression(),
          arguments);
    }
    if (write.delete() != null) {
      Delete delete = write.delete();
      return plan(
          text(delete.key(), KEY),
          Map.of(),
          false,
          delete.conditionExpression(),
          new Arguments(delete.expressionAttributeNames(), delete.expressionAttributeValues()));
    }
    ConditionCheck check = write.conditionCheck();
    String key = text(check.key(), KEY);
    return plan(
        key,
        get(key),
        false,
        check.conditionExpression(),
        new Arguments(check.expressionAttributeNames(), check.expressionAttributeValues()));
  }

  private PlannedWrite plan(
      String key,
      Map<String, AttributeValue> after,
      boolean isUpdate,
      @Nullable String condition,
      Arguments arguments) {
    Map<String, AttributeValue> before = get(key);
    return new PlannedWrite(
        key, before, after, isUpdate, conditions.parse(condition).holds(before, arguments));
  }

  /** Returns whether a failed write shall tell the item that it met. */
  static boolean returnsOldItem(@Nullable ReturnValuesOnConditionCheckFailure wanted) {
    return wanted == ReturnValuesOnConditionCheckFailure.ALL_OLD;
  }

  /**
   * Queries an index whose keys are two attributes and the table's key. It contains only keys.
   *
   * @param indexed the items as the index has them, which may be older than the table
   * @param partitionName the attribute of the index's partition
   * @param sortName the attribute by which a partition is sorted
   */
  static QueryResponse query(
      QueryRequest request,
      Map<String, Map<String, AttributeValue>> indexed,
      String partitionName,
      String sortName) {
    TableCondition condition = TableCondition.parse(request.keyConditionExpression());
    Arguments arguments =
        new Arguments(request.expressionAttributeNames(), request.expressionAttributeValues());
    Comparator<Map<String, AttributeValue>> order =
        Comparator.<Map<String, AttributeValue>>comparingLong(
                item -> Long.parseLong(number(item, sortName)))
            .thenComparing(item -> text(item, KEY));
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    indexed.values().stream()
        .filter(item -> item.containsKey(partitionName) && item.containsKey(sortName))
        .filter(item -> condition.holds(item, arguments))
        .sorted(order)
        .filter(item ->
            !request.hasExclusiveStartKey() || order.compare(item, request.exclusiveStartKey()) > 0)
        .limit(request.limit())
        .forEach(item -> {
          Map<String, AttributeValue> keys = new LinkedHashMap<>();
          for (String name : List.of(KEY, partitionName, sortName)) {
            keys.put(name, value(item, name));
          }
          found.add(keys);
        });
    QueryResponse.Builder response = QueryResponse.builder().items(found).count(found.size());
    if (found.size() == request.limit()) {
      response.lastEvaluatedKey(found.getLast());
    }
    return response.build();
  }

  static DynamoDbException validation(String message) {
    return error("ValidationException", message, 400);
  }

  static DynamoDbException error(String code, String message, int status) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .message(message)
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build();
  }

  private static AttributeValue value(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw validation("the attribute " + name + " is missing");
    }
    return value;
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return value(item, name).s();
  }

  private static String number(Map<String, AttributeValue> item, String name) {
    return value(item, name).n();
  }

  private static int size(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .mapToInt(entry -> entry.getKey().length() + size(entry.getValue()))
        .sum();
  }

  private static int size(AttributeValue value) {
    if (value.s() != null) {
      return value.s().getBytes(StandardCharsets.UTF_8).length;
    }
    if (value.b() != null) {
      return value.b().asByteArrayUnsafe().length;
    }
    if (value.hasM()) {
      return 3 + size(value.m()) + value.m().size();
    }
    if (value.hasL()) {
      return 3 + value.l().stream().mapToInt(one -> 1 + size(one)).sum();
    }
    return value.n() == null ? 1 : value.n().length() / 2 + 2;
  }
}
