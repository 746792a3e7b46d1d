package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.question.Index;
import org.backlinks.report.Subscription;
import org.backlinks.snapshot.IndexState;
import org.backlinks.store.SubscriptionStore.StoredIndexState;
import org.backlinks.units.Price;
import org.backlinks.units.RemainingUnits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriptionStoreTest {
  private static LocalDynamoDb dynamo;
  private static int tables;

  private SubscriptionStore store;

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
    String table = "subscription-" + tables++;
    dynamo.createTable(table);
    Settings settings = Settings.from(Map.of("BACKLINKS_TABLE", table));
    store = StoreFixture.of(dynamo.client(), settings).subscriptionStore();
  }

  @Test
  void newestRemainingUnitsAreKept() {
    store.save(new RemainingUnits(7L, null, 3L), NOW);
    store.save(new RemainingUnits(9L, 4L, null), NOW.minusMillis(1));
    assertThat(store.find().remaining()).isEqualTo(new RemainingUnits(7L, null, 3L));
    store.save(new RemainingUnits(6L, 2L, null), NOW.plusMillis(1));
    assertThat(store.find().remaining()).isEqualTo(new RemainingUnits(6L, 2L, 3L));
  }

  @Test
  void newestPriceIsKept() {
    store.save(new Price(5_000, 50_000), NOW);
    store.save(new Price(4_000, 40_000), NOW.minusMillis(1));
    assertThat(store.find().price()).isEqualTo(new Price(5_000, 50_000));
    store.save(new Price(3_000, 30_000), NOW.plusMillis(1));
    assertThat(store.find().price()).isEqualTo(new Price(3_000, 30_000));
  }

  @Test
  void impossiblePriceOfEarlierVersionIsUnknown() {
    for (Price impossible :
        List.of(new Price(0, 50_000), new Price(-5_000, 50_000), new Price(5_000, 0))) {
      store.save(impossible, NOW);
      assertThat(store.find().price()).as("%s", impossible).isNull();
      assertThat(store.find().priceOrDefault()).isEqualTo(Price.DEFAULT);
    }
  }

  @Test
  void priceAndRemainingUnitsHaveSeparateTimes() {
    store.save(new Price(5_000, 50_000), NOW);
    store.save(new RemainingUnits(7L, null, null), NOW.minusMillis(1));
    assertThat(store.find())
        .isEqualTo(
            new Subscription(
                new Price(5_000, 50_000),
                NOW,
                new RemainingUnits(7L, null, null),
                NOW.minusMillis(1)));
  }

  @Test
  void newestStateOfEachIndexIsKept() {
    IndexState first = new IndexState("1-HISTORICAL", "2017-09-04T13:42:54");
    IndexState second = new IndexState(null, "2017-10-04T13:42:54");
    store.saveIndex(Index.HISTORIC, first, NOW);
    store.saveIndex(Index.HISTORIC, second, NOW.minusMillis(1));
    assertThat(store.findIndex(Index.HISTORIC)).contains(new StoredIndexState(first, NOW));
    store.saveIndex(Index.HISTORIC, second, NOW.plusMillis(1));
    store.saveIndex(Index.FRESH, first, NOW);
    assertThat(store.findIndex(Index.HISTORIC))
        .contains(new StoredIndexState(second, NOW.plusMillis(1)));
    assertThat(store.findIndex(Index.FRESH)).contains(new StoredIndexState(first, NOW));
    assertThat(store.find()).isEqualTo(Subscription.UNKNOWN);
  }

  @Test
  void stateOfIndexIsUnknownWhenOnlyPriceIsStored() {
    assertThat(store.findIndex(Index.FRESH)).isEmpty();
    store.save(new Price(5_000, 50_000), NOW);
    assertThat(store.findIndex(Index.FRESH)).isEmpty();
  }

  @Test
  void subscriptionIsUnknownWhenNothingIsStored() {
    store.save(new RemainingUnits(null, null, null), NOW);
    assertThat(store.find()).isEqualTo(Subscription.UNKNOWN);
  }
}
