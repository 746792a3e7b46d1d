package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

class LocalDynamoDbTest {
  private static final String TABLE = "backlinks";
  private static LocalDynamoDb dynamo;

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
  void tableIsCreatedFromTemplate() {
    var table = dynamo.client().describeTable(r -> r.tableName(TABLE)).table();
    assertThat(table.keySchema()).extracting(key -> key.attributeName()).containsExactly("pk");
    assertThat(table.globalSecondaryIndexes())
        .extracting(index -> index.indexName())
        .containsExactly("due");
    assertThat(table.streamSpecification().streamViewTypeAsString()).isEqualTo("KEYS_ONLY");
    var expiry = dynamo.client().describeTimeToLive(r -> r.tableName(TABLE));
    assertThat(expiry.timeToLiveDescription().attributeName()).isEqualTo("expiresAt");
    assertThat(expiry.timeToLiveDescription().timeToLiveStatus())
        .isEqualTo(TimeToLiveStatus.ENABLED);
  }

  @Test
  void failedConditionalWriteReturnsExistingItem() {
    put(dynamo, "claim", "first");
    assertThatExceptionOfType(ConditionalCheckFailedException.class)
        .isThrownBy(() -> put(dynamo, "claim", "second"))
        .satisfies(e -> assertThat(e.item()).containsEntry("writer", text("first")));
  }

  @Test
  void indexContainsOnlyDueItems() {
    put(dynamo, "not due", "x");
    dynamo
        .client()
        .putItem(r ->
            r.tableName(TABLE)
                .item(
                    Map.of(
                        "pk", text("due"),
                        "dueShard", text("7"),
                        "dueAt", AttributeValue.fromN("12"))));
    var dueItems =
        dynamo
            .client()
            .query(r ->
                r.tableName(TABLE)
                    .indexName("due")
                    .keyConditionExpression("dueShard = :s and dueAt < :t")
                    .expressionAttributeValues(
                        Map.of(":s", text("7"), ":t", AttributeValue.fromN("13"))));
    assertThat(dueItems.items()).extracting(item -> item.get("pk").s()).containsExactly("due");
  }

  @Test
  void streamDeliversNewRecordsAndRetriesFailedOnes() throws Exception {
    BlockingQueue<String> events = new LinkedBlockingQueue<>();
    AtomicInteger calls = new AtomicInteger();
    List<String> answers = List.of("{\"batchItemFailures\":[{\"itemIdentifier\":\"?\"}]}", "{}");
    Invoker function =
        event -> {
          events.add(new String(event, StandardCharsets.UTF_8));
          return answers.get(Math.min(calls.getAndIncrement(), 1)).getBytes(StandardCharsets.UTF_8);
        };
    String table = "streamed";
    dynamo.createTable(table);
    try (StreamEventSource stream = StreamEventSource.start(dynamo, table, function)) {
      assertThat(stream).isNotNull();
      dynamo.client().putItem(r -> r.tableName(table).item(Map.of("pk", text("report#1"))));
      dynamo.client().deleteItem(r -> r.tableName(table).key(Map.of("pk", text("report#1"))));
      String first = events.poll(30, TimeUnit.SECONDS);
      assertThat(first)
          .contains("\"eventName\":\"INSERT\"", "\"Keys\":{\"pk\":{\"S\":\"report#1\"}}")
          .doesNotContain("REMOVE");
      assertThat(events.poll(30, TimeUnit.SECONDS)).isEqualTo(first);
    }
  }

  @Test
  void nextDatabaseInMemoryIsEmpty() {
    for (int i = 0; i < 2; i++) {
      try (LocalDynamoDb database = LocalDynamoDb.inMemory()) {
        assertThat(database.client().listTables().tableNames()).isEmpty();
        database.createTable(TABLE);
        assertThat(database.client().scan(r -> r.tableName(TABLE)).items()).isEmpty();
        put(database, "claim", "x");
      }
    }
  }

  @Test
  void itemsSurviveRestartWhenStoredOnDisk(@TempDir Path folder) {
    try (LocalDynamoDb firstRun = LocalDynamoDb.onDisk(folder)) {
      firstRun.createTable(TABLE);
      put(firstRun, "kept", "x");
    }
    try (LocalDynamoDb secondRun = LocalDynamoDb.onDisk(folder)) {
      secondRun.createTable(TABLE);
      assertThat(
              secondRun
                  .client()
                  .getItem(r -> r.tableName(TABLE).key(Map.of("pk", text("kept"))))
                  .item())
          .containsEntry("writer", text("x"));
    }
  }

  private static void put(LocalDynamoDb dynamo, String key, String writer) {
    dynamo
        .client()
        .putItem(r ->
            r.tableName(TABLE)
                .item(Map.of("pk", text(key), "writer", text(writer)))
                .conditionExpression("attribute_not_exists(pk)")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
