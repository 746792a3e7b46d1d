package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.task.RecordingTaskScheduler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.Update;

class DynamoDbTableTest {
  private static final String ABSENT = "attribute_not_exists(pk)";
  private static final String PRESENT = "attribute_exists(pk)";

  private static LocalDynamoDb dynamo;
  private static int tables;

  private final RecordingTaskScheduler scheduler = new RecordingTaskScheduler();
  private Settings settings;
  private DynamoDbTable table;

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @BeforeEach
  void newTable() {
    settings = Settings.from(Map.of("BACKLINKS_TABLE", "table-" + tables++));
    dynamo.createTable(settings.table().name());
    table = newTable(dynamo.client());
  }

  private DynamoDbTable newTable(DynamoDbClient client) {
    return new DynamoDbTable(
        client, settings, new WriteBackoff(scheduler, new SplittableRandom(1)));
  }

  @Test
  void itemIsFoundByKey() {
    assertThat(table.tryPut(table.put(item("a", "1")).build())).isTrue();
    assertThat(table.find("a").orElseThrow().text("text")).isEqualTo("1");
    assertThat(table.find("b")).isEmpty();
  }

  @Test
  void findAllOmitsMissingItems() {
    table.tryPut(table.put(item("a", "1")).build());
    table.tryPut(table.put(item("c", "3")).build());
    assertThat(table.findAll(List.of("a", "b", "c"))).containsOnlyKeys("a", "c");
    assertThat(table.findAll(List.of())).isEmpty();
  }

  @Test
  void putReturnsWhetherItsConditionHolds() {
    Put put = table.put(item("a", "1")).conditionExpression(ABSENT).build();
    assertThat(table.tryPut(put)).isTrue();
    assertThat(table.tryPut(put)).isFalse();
  }

  @Test
  void putRecognizesItemOfItsEarlierAttempt() {
    Put put = table.put(item("a", "mine")).conditionExpression(ABSENT).build();
    assertThat(table.tryPut(put, found -> false)).isTrue();
    assertThat(table.tryPut(put, found -> "mine".equals(found.text("text")))).isTrue();
    assertThat(table.tryPut(put, found -> "other".equals(found.text("text")))).isFalse();
  }

  @Test
  void updateReturnsWhetherItsConditionHolds() {
    Update update =
        table
            .update("a")
            .updateExpression("SET #text = :text")
            .conditionExpression(PRESENT)
            .expressionAttributeNames(Map.of("#text", "text"))
            .expressionAttributeValues(Map.of(":text", Item.textValue("2")))
            .build();
    assertThat(table.tryUpdate(update)).isFalse();
    assertThat(table.tryUpdate(update, found -> true)).as("without an item").isFalse();
    table.tryPut(table.put(item("a", "1")).build());
    assertThat(table.tryUpdate(update)).isTrue();
    assertThat(table.find("a").orElseThrow().text("text")).isEqualTo("2");
  }

  @Test
  void deleteReturnsWhetherItsConditionHolds() {
    Delete delete = table.delete("a").conditionExpression(PRESENT).build();
    assertThat(table.tryDelete(delete)).isFalse();
    table.tryPut(table.put(item("a", "1")).build());
    assertThat(table.tryDelete(delete)).isTrue();
    assertThat(table.find("a")).isEmpty();
  }

  @Test
  void writeIsRetriedWhenItConflictsWithTransaction() {
    ConflictingClient client = new ConflictingClient(WriteBackoff.MAX_ATTEMPTS - 1);
    assertThat(newTable(client).tryPut(table.put(item("a", "1")).build())).isTrue();
    assertThat(scheduler.sleeps()).hasSize(WriteBackoff.MAX_ATTEMPTS - 1);
  }

  @Test
  void writeFailsWhenItConflictsTooOften() {
    DynamoDbTable busy = newTable(new ConflictingClient(WriteBackoff.MAX_ATTEMPTS));
    Put put = table.put(item("a", "1")).build();
    assertThatExceptionOfType(TransactionConflictException.class)
        .isThrownBy(() -> busy.tryPut(put));
  }

  @Test
  void readIsRepeatedForUnprocessedItems() {
    List<String> keys = IntStream.range(0, 5).mapToObj(Integer::toString).toList();
    keys.forEach(key -> table.tryPut(table.put(item(key, key)).build()));
    DynamoDbTable throttling = newTable(new ThrottlingClient(settings.table().name(), 1));
    assertThat(throttling.findAll(keys)).containsOnlyKeys(keys);
    assertThat(scheduler.sleeps()).hasSize(4);
  }

  @Test
  void readFailsWhenItemsStayUnprocessed() {
    DynamoDbTable throttling = newTable(new ThrottlingClient(settings.table().name(), 0));
    assertThatExceptionOfType(IncompleteReadException.class)
        .isThrownBy(() -> throttling.findAll(List.of("a", "b")))
        .withMessageContaining("2 items");
    assertThat(scheduler.sleeps()).hasSize(WriteBackoff.MAX_ATTEMPTS - 1);
  }

  private static Item item(String key, String text) {
    return new Item(key).text("text", text);
  }

  /** A client that reports conflicts. DynamoDB Local itself never reports one. */
  private static final class ConflictingClient implements DynamoDbClient {
    private int conflictsLeft;

    ConflictingClient(int conflicts) {
      this.conflictsLeft = conflicts;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
      if (conflictsLeft-- > 0) {
        throw TransactionConflictException.builder().message("on purpose").build();
      }
      return PutItemResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }

  /** A client that returns only some of the requested items. */
  private static final class ThrottlingClient implements DynamoDbClient {
    private final String tableName;
    private final int itemsPerRead;

    ThrottlingClient(String tableName, int itemsPerRead) {
      this.tableName = tableName;
      this.itemsPerRead = itemsPerRead;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      List<Map<String, AttributeValue>> keys = request.requestItems().get(tableName).keys();
      List<Map<String, AttributeValue>> unread = keys.subList(itemsPerRead, keys.size());
      KeysAndAttributes unprocessed = KeysAndAttributes.builder().keys(unread).build();
      return BatchGetItemResponse.builder()
          .responses(Map.of(tableName, keys.subList(0, itemsPerRead)))
          .unprocessedKeys(unread.isEmpty() ? Map.of() : Map.of(tableName, unprocessed))
          .build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }
}
