package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backlinks.report.SampleReports.NOW;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.report.ReportId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ComparisonStoreTest {
  private static final Settings SETTINGS = Settings.from(Map.of());
  private static final Instant LATER = NOW.plusSeconds(3_600);
  private static final SplittableRandom RANDOM = new SplittableRandom(12);

  private static LocalDynamoDb dynamo;
  private static ComparisonStore store;

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
    dynamo.createTable(SETTINGS.table().name());
    store = StoreFixture.of(dynamo.client(), SETTINGS).comparisonStore();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void comparisonIsFoundUnderBothReports() throws IOException {
    ReportId id = newId();
    ReportId since = newId();
    assertThat(store.find(id, since)).isEmpty();
    assertThat(store.save(id, since, new byte[] {4, 2}, NOW, LATER)).isTrue();
    assertThat(store.find(id, since)).hasValue(new byte[] {4, 2});
    assertThat(store.find(since, id)).isEmpty();
    assertThat(expiry(TableKeys.comparison(id, since))).isEqualTo(NOW.getEpochSecond());
    assertThat(expiry(TableKeys.comparisons(id))).isEqualTo(LATER.getEpochSecond());
  }

  @Test
  void comparisonIsWrittenOnce() throws IOException {
    ReportId id = newId();
    ReportId since = newId();
    store.save(id, since, new byte[] {1}, NOW, LATER);
    assertThat(store.save(id, since, new byte[] {2}, NOW, LATER)).isTrue();
    assertThat(store.find(id, since)).hasValue(new byte[] {1});
  }

  @Test
  void onlyTwentyComparisonsOfReportAreStored() throws IOException {
    ReportId id = newId();
    for (int i = 0; i < ComparisonStore.MAX_COMPARISONS; i++) {
      assertThat(store.save(id, newId(), new byte[] {1}, NOW, LATER)).isTrue();
    }
    ReportId last = newId();
    assertThat(store.save(id, last, new byte[] {1}, NOW, LATER)).isFalse();
    assertThat(store.find(id, last)).isEmpty();
  }

  @Test
  void largeComparisonHasSeveralItems() throws IOException {
    ReportId id = newId();
    ReportId since = newId();
    byte[] large = new byte[800_000];
    RANDOM.nextBytes(large);
    store.save(id, since, large, NOW, LATER);
    assertThat(store.find(id, since)).hasValue(large);

    String second = TableKeys.continuation(TableKeys.comparison(id, since), 1);
    dynamo
        .client()
        .deleteItem(delete -> delete.tableName(SETTINGS.table().name()).key(Item.key(second)));
    assertThatThrownBy(() -> store.find(id, since)).isInstanceOf(IOException.class);
  }

  private static long expiry(String key) {
    Map<String, AttributeValue> item =
        dynamo
            .client()
            .getItem(get -> get.tableName(SETTINGS.table().name()).key(Item.key(key)))
            .item();
    return Long.parseLong(item.get(TableAttributes.EXPIRES_AT).n());
  }

  private static ReportId newId() {
    return ReportId.random(RANDOM);
  }
}
