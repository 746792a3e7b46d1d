package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.question.Callback;
import org.backlinks.report.CallbackId;
import org.backlinks.report.Notice;
import org.backlinks.report.ReportId;
import org.backlinks.report.StoredCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A worker of an earlier version works beside callbacks, which it does not know. The recordings
 * have its writes. It recognizes its items by the texts of this test.
 */
class EarlierVersionTest {
  private static final String REPORT_KEYS = "report#";
  private static final List<String> REPORT_SHARDS = List.of("0", "1", "2", "3");

  private static LocalDynamoDb dynamo;
  private static int tables;

  private String table;
  private StoreFixture stores;

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
    table = "earlier-" + tables++;
    dynamo.createTable(table);
    stores = StoreFixture.of(dynamo.client(), Settings.from(Map.of("BACKLINKS_TABLE", table)));
  }

  /** Returns the event and the callbacks of a report: pending, settled and closed. */
  private static List<StoredCallback> callbacksOf(ReportId report) {
    List<StoredCallback> pending =
        IntStream.of(CallbackId.EVENT, 0, 1, 2)
            .mapToObj(number ->
                new StoredCallback(
                    new CallbackId(report, number),
                    "hash-" + number,
                    number == CallbackId.EVENT ? null : new Callback.TaskToken("token-" + number),
                    new StoredCallback.View(null, false, null),
                    1,
                    NOW,
                    null,
                    NOW.plus(Duration.ofDays(46))))
            .toList();
    return List.of(
        pending.get(0),
        pending.get(1),
        pending.get(2).settle(Notice.ofReady("{}"), true, NOW),
        pending.get(3).close());
  }

  private static List<ReportId> recordedReports(String recording) throws IOException {
    return RecordedTable.read(recording).stream()
        .map(item -> item.get("pk").s())
        .filter(key -> key.startsWith(REPORT_KEYS))
        .map(key -> new ReportId(key.substring(REPORT_KEYS.length())))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("org.backlinks.store.ReportRecordings#allReports")
  void writesOfEarlierVersionLeaveCallbacksAsTheyAre(ReportRecordings.Recording recording)
      throws IOException {
    List<ReportId> reports = recordedReports(recording.name());
    assertThat(reports).isNotEmpty();
    for (ReportId report : reports) {
      callbacksOf(report).forEach(stores.callbackStore()::add);
    }
    recording.write().apply(stores);
    for (ReportId report : reports) {
      assertThat(stores.callbackStore().findAll(report)).isEqualTo(callbacksOf(report));
    }
  }

  @ParameterizedTest
  @MethodSource("org.backlinks.store.ReportRecordings#allReports")
  void earlierVersionFindsReportsAndNoCallbacks(ReportRecordings.Recording recording)
      throws IOException {
    recording.write().apply(stores);
    List<String> without = dueKeys();
    for (ReportId report : recordedReports(recording.name())) {
      for (StoredCallback callback : callbacksOf(report)) {
        stores.callbackStore().add(callback);
        String key = CallbackItemCodec.encode(callback).values().get("pk").s();
        assertThat(key).doesNotStartWith(REPORT_KEYS);
      }
    }
    assertThat(dueKeys()).isEqualTo(without).allMatch(key -> key.startsWith(REPORT_KEYS));
    assertThat(stores.dueIndex().findDueCallbacks(NOW).next())
        .hasSize(3 * recordedReports(recording.name()).size());
  }

  /** Returns the keys of all items in the partitions that the earlier version reads. */
  private List<String> dueKeys() {
    List<String> keys = new ArrayList<>();
    for (String shard : REPORT_SHARDS) {
      dynamo
          .client()
          .queryPaginator(query ->
              query
                  .tableName(table)
                  .indexName("due")
                  .keyConditionExpression("dueShard = :shard")
                  .expressionAttributeValues(Map.of(":shard", AttributeValue.fromS(shard))))
          .items()
          .forEach(item -> keys.add(item.get("pk").s()));
    }
    return keys;
  }
}
