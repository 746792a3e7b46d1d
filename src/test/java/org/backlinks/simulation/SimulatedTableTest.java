package org.backlinks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.backlinks.local.LocalDynamoDb;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Sends the same random requests to the simulated table and to DynamoDB Local. */
class SimulatedTableTest {
  private static final int OPERATIONS = Integer.getInteger("simulation.tableOperations", 4_000);
  private static final String TABLE = "differential";
  private static final List<String> KEYS = List.of("a", "b", "c", "d");
  private static final List<String> CONDITIONS =
      List.of(
          "attribute_exists(pk)",
          "attribute_not_exists(pk)",
          "attribute_not_exists(#n) OR #n <= :n",
          "#n = :n AND attribute_exists(due)",
          "#n > :n AND #n < :m",
          "(attribute_not_exists(#n) OR #n <= :m) AND NOT s = :s",
          "s IN (:s, :t)",
          "s <> :s AND #n >= :n");
  private static final List<String> UPDATES =
      List.of(
          "SET s = :s, #n = :n",
          "ADD #n :n",
          "REMOVE s, due",
          "SET due = :m REMOVE s",
          "SET s = :t ADD #n :n");

  private static LocalDynamoDb dynamo;
  private final SplittableRandom random = new SplittableRandom(20_261_129);
  private final SimulatedTable table = new SimulatedTable(changes -> {}, TableCondition::parse);

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
    dynamo.createTable(TABLE);
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void simulatedTableAnswersAsDynamoDbDoes() {
    DynamoDbClient real = dynamo.client();
    DynamoDbClient simulated =
        new SimulatedDynamoDbClient(table, new LaggingIndex(), TableNetwork.direct());
    for (int i = 0; i < OPERATIONS; i++) {
      Operation operation = randomOperation();
      assertThat(outcome(() -> operation.send(simulated)))
          .as("operation %d", i)
          .isEqualTo(outcome(() -> operation.send(real)));
    }
  }

  /** A request that both tables get. */
  private interface Operation {
    String send(DynamoDbClient client);
  }

  private Operation randomOperation() {
    return switch (random.nextInt(6)) {
      case 0 -> read(pick(KEYS));
      case 1, 2, 3 -> singleWrite(randomWrite(pick(KEYS)));
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
    List<TransactWriteItem> writes = new ArrayList<>();
    for (int count = random.nextInt(1, KEYS.size()); count > 0; count--) {
      writes.add(randomWrite(keys.remove(random.nextInt(keys.size()))));
    }
    return transaction(writes);
  }

  private Operation transaction(List<TransactWriteItem> writes) {
    String token = "token-" + random.nextInt(1_000_000);
    return client -> {
      client.transactWriteItems(with -> with.transactItems(writes).clientRequestToken(token));
      return "written";
    };
  }

  private TransactWriteItem randomWrite(String keyText) {
    Expressions expressions = new Expressions(pick(CONDITIONS), null);
    TransactWriteItem.Builder write = TransactWriteItem.builder();
    Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS(keyText));
    return switch (random.nextInt(4)) {
      case 0 ->
          write
              .put(
                  Put.builder()
                      .tableName(TABLE)
                      .item(randomItem(key))
                      .conditionExpression(expressions.condition())
                      .expressionAttributeNames(expressions.names())
                      .expressionAttributeValues(randomValues(expressions))
                      .build())
              .build();
      case 1 -> {
        Expressions both = new Expressions(expressions.condition(), pick(UPDATES));
        yield write
            .update(
                Update.builder()
                    .tableName(TABLE)
                    .key(key)
                    .updateExpression(both.update())
                    .conditionExpression(both.condition())
                    .expressionAttributeNames(both.names())
                    .expressionAttributeValues(randomValues(both))
                    .build())
            .build();
      }
      case 2 ->
          write
              .delete(
                  Delete.builder()
                      .tableName(TABLE)
                      .key(key)
                      .conditionExpression(expressions.condition())
                      .expressionAttributeNames(expressions.names())
                      .expressionAttributeValues(randomValues(expressions))
                      .build())
              .build();
      default ->
          write
              .conditionCheck(
                  ConditionCheck.builder()
                      .tableName(TABLE)
                      .key(key)
                      .conditionExpression(expressions.condition())
                      .expressionAttributeNames(expressions.names())
                      .expressionAttributeValues(randomValues(expressions))
                      .build())
              .build();
    };
  }

  /** The expressions of one write. A request must define exactly the tokens that they use. */
  private record Expressions(String condition, @Nullable String update) {
    /** Returns the definitions of the names, or null, because DynamoDB rejects empty maps. */
    @Nullable Map<String, String> names() {
      return uses("#n") ? Map.of("#n", "number") : null;
    }

    boolean uses(String token) {
      return (condition + " " + update).contains(token);
    }
  }

  private @Nullable Map<String, AttributeValue> randomValues(Expressions expressions) {
    Map<String, AttributeValue> values = new TreeMap<>();
    for (String name : List.of(":n", ":m")) {
      values.put(name, AttributeValue.fromN(Integer.toString(random.nextInt(-2, 4))));
    }
    for (String name : List.of(":s", ":t")) {
      values.put(name, AttributeValue.fromS("text-" + random.nextInt(3)));
    }
    values.keySet().removeIf(name -> !expressions.uses(name));
    return values.isEmpty() ? null : values;
  }

  private Map<String, AttributeValue> randomItem(Map<String, AttributeValue> key) {
    Map<String, AttributeValue> item = new TreeMap<>(key);
    item.put("number", AttributeValue.fromN(Integer.toString(random.nextInt(-2, 4))));
    if (random.nextBoolean()) {
      item.put("s", AttributeValue.fromS("text-" + random.nextInt(3)));
    }
    if (random.nextBoolean()) {
      item.put("due", AttributeValue.fromN("1"));
    }
    return item;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static String outcome(Supplier<String> request) {
    try {
      return request.get();
    } catch (ConditionalCheckFailedException e) {
      return "condition failed, found " + (e.hasItem() ? new TreeMap<>(e.item()) : "nothing");
    } catch (TransactionCanceledException e) {
      return "cancelled: "
          + e.cancellationReasons().stream().map(CancellationReason::code).toList();
    } catch (DynamoDbException e) {
      return e.awsErrorDetails().errorCode();
    }
  }
}
