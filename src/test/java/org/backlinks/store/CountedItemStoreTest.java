package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.question.Index;
import org.backlinks.question.IndexItem;
import org.backlinks.question.IndexItem.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CountedItemStoreTest {
  private static final Settings SETTINGS = Settings.from(Map.of());

  private static LocalDynamoDb dynamo;
  private static CountedItemStore store;

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
    dynamo.createTable(SETTINGS.table().name());
    store = StoreFixture.of(dynamo.client(), SETTINGS).countedItemStore();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void itemIsFoundForOneHour() {
    IndexItem item = item("http://hour.example/", 12L);
    store.save(Index.HISTORIC, item, NOW);
    Instant end = NOW.plus(CountedItemStore.LIFETIME);
    assertThat(find(Index.HISTORIC, item.item(), NOW)).containsExactly(item);
    assertThat(find(Index.HISTORIC, item.item(), end.minusSeconds(1))).containsExactly(item);
    assertThat(find(Index.HISTORIC, item.item(), end)).isEmpty();
  }

  @Test
  void itemIsFoundOnlyUnderItsTextAndIndex() {
    store.save(Index.FRESH, item("text.example", 1L), NOW);
    assertThat(find(Index.HISTORIC, "text.example", NOW)).isEmpty();
    assertThat(find(Index.FRESH, "Text.example", NOW)).isEmpty();
    assertThat(find(Index.FRESH, "text.example", NOW)).hasSize(1);
  }

  @Test
  void unknownValuesStayUnknown() {
    store.save(Index.FRESH, IndexItem.unknown("unknown.example"), NOW);
    assertThat(find(Index.FRESH, "unknown.example", NOW))
        .containsExactly(IndexItem.unknown("unknown.example"));
  }

  @Test
  void laterCountReplacesEarlierOne() {
    store.save(Index.FRESH, item("again.example", 1L), NOW);
    store.save(Index.FRESH, item("again.example", 2L), NOW.plusSeconds(3_600));
    assertThat(find(Index.FRESH, "again.example", NOW.plusSeconds(3_600)))
        .containsExactly(item("again.example", 2L));
  }

  @Test
  void storedItemsAreReturnedInOrderOfQuestion() {
    store.save(Index.FRESH, item("a.order.example", 1L), NOW);
    store.save(Index.FRESH, item("b.order.example", 2L), NOW);
    List<String> items = List.of("b.order.example", "missing.example", "a.order.example");
    assertThat(store.find(Index.FRESH, items, NOW))
        .extracting(IndexItem::item)
        .containsExactly("b.order.example", "a.order.example");
  }

  private static List<IndexItem> find(Index index, String item, Instant now) {
    return store.find(index, List.of(item), now);
  }

  private static IndexItem item(String text, long links) {
    return new IndexItem(
        text, Status.FOUND, links, 3L, 0L, 100L, LocalDate.of(2026, 11, 22), 5_000L);
  }
}
