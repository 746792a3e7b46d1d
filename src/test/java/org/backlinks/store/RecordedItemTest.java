package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.question.Callback;
import org.backlinks.question.Index;
import org.backlinks.question.IndexItem;
import org.backlinks.question.IndexItem.Status;
import org.backlinks.report.CallbackId;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Notice;
import org.backlinks.report.ReportId;
import org.backlinks.report.ShareLink;
import org.backlinks.report.StoredCallback;
import org.backlinks.report.Subscription;
import org.backlinks.snapshot.IndexState;
import org.backlinks.units.Price;
import org.backlinks.units.RemainingUnits;
import org.backlinks.units.Units;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads and writes the items that an earlier version stored beside reports and snapshots. */
class RecordedItemTest {
  private static final IndexState HISTORIC =
      new IndexState("20170904134254-HISTORICAL", "2017-09-04T13:42:54");
  private static final IndexState FRESH = new IndexState(null, "2017-10-01T01:02:03");
  private static final IndexItem COUNTED_ITEM =
      new IndexItem(
          "http://www.example.com/",
          Status.MAY_EXIST,
          9_876_543_210L,
          43_210L,
          64L,
          0L,
          LocalDate.of(2126, 11, 20),
          5_000L);

  private static final ReportId LATER = new ReportId("0123456789abcdef0123456789abcdef");
  private static final ShareLink LINK =
      new ShareLink(LATER, "A".repeat(42) + "B", NOW.plusSeconds(60));
  private static final ReportId EARLIER = new ReportId("fedcba9876543210fedcba9876543210");
  private static final byte[] COMPARISON = {1, 2, 3};
  private static final StoredCallback WAITING =
      new StoredCallback(
          new CallbackId(LATER, 3),
          "0123",
          new Callback.TaskToken("token"),
          new StoredCallback.View("tag", true, "previous"),
          1,
          NOW,
          null,
          NOW.plusSeconds(60));
  private static final StoredCallback SETTLED =
      WAITING
          .settle(new Notice("{}", "upstream-refused", "No."), true, NOW.plusMillis(1))
          .countAttempt(NOW.plusMillis(2), NOW.plusSeconds(120));

  private static LocalDynamoDb dynamo;
  private static int tables;

  private String table;
  private StoreFixture stores;

  /**
   * One recording.
   *
   * @param write repeats the recorded writes
   */
  private record Recording(String name, Consumer<StoreFixture> write) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Recording> recordings() {
    return Stream.of(
        new Recording(
            "idempotency-key-of-ready-report",
            stores -> stores.idempotencyKeyStore().assign(idempotencyClaim())),
        new Recording(
            "subscription",
            stores -> {
              stores.subscriptionStore().save(new Price(5_000, 50_000), NOW);
              stores
                  .subscriptionStore()
                  .save(new RemainingUnits(97_072_651L, 19_462_825L, 1_010L), NOW.plusMillis(1));
            }),
        new Recording(
            "subscription-partly-known",
            stores ->
                stores.subscriptionStore().save(new RemainingUnits(null, 5L, null, null), NOW)),
        new Recording(
            "subscription-with-indexes",
            stores -> {
              stores.subscriptionStore().saveIndex(Index.HISTORIC, HISTORIC, NOW);
              stores.subscriptionStore().saveIndex(Index.FRESH, FRESH, NOW.plusMillis(1));
            }),
        new Recording(
            "subscription-with-index-items",
            stores ->
                stores
                    .subscriptionStore()
                    .save(new RemainingUnits(null, null, null, 999_998L), NOW)),
        new Recording(
            "day-with-index-items",
            stores -> stores.indexItemLedger().book(DailySpend.utcDate(NOW), 2)),
        new Recording(
            "counted-item",
            stores -> stores.countedItemStore().save(Index.HISTORIC, COUNTED_ITEM, NOW)),
        new Recording(
            "comparison",
            stores ->
                stores
                    .comparisonStore()
                    .save(LATER, EARLIER, COMPARISON, NOW, NOW.plusSeconds(60))),
        new Recording(
            "share-link", stores -> stores.shareLinkStore().add(LINK, NOW.plusSeconds(120), NOW)),
        new Recording("callback-waiting", stores -> stores.callbackStore().add(WAITING)),
        new Recording(
            "callback-settled",
            stores -> {
              stores.callbackStore().add(WAITING);
              stores.callbackStore().replace(WAITING, SETTLED);
            }),
        new Recording(
            "retired-command",
            stores -> stores.retiredCommandStore().markRetired("GetBackLinkData", NOW)));
  }

  private static IdempotencyClaim idempotencyClaim() {
    return RecordedReports.idempotencyClaim(RecordedReports.called(30));
  }

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
    table = "recorded-" + tables++;
    dynamo.createTable(table);
    stores = StoreFixture.of(dynamo.client(), Settings.from(Map.of("BACKLINKS_TABLE", table)));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void writtenItemsEqualRecordedItems(Recording recording) throws IOException {
    recording.write.accept(stores);
    assertThat(RecordedTable.dump(dynamo.client(), table, UnaryOperator.identity()))
        .isEqualTo(RecordedTable.read(recording.name));
  }

  @Test
  void recordedIdempotencyKeyIsRead() throws IOException {
    RecordedTable.load("idempotency-key-of-ready-report", dynamo.client(), table);
    IdempotencyClaim claim = idempotencyClaim();
    assertThat(stores.idempotencyKeyStore().find(claim.key(), NOW)).hasValue(claim.newRecord());
  }

  @Test
  void recordedSubscriptionIsRead() throws IOException {
    RecordedTable.load("subscription", dynamo.client(), table);
    assertThat(stores.subscriptionStore().find())
        .isEqualTo(
            new Subscription(
                new Price(5_000, 50_000),
                NOW,
                new RemainingUnits(97_072_651L, 19_462_825L, 1_010L),
                NOW.plusMillis(1)));
  }

  @Test
  void recordedSubscriptionIsReadWhenPartlyKnown() throws IOException {
    RecordedTable.load("subscription-partly-known", dynamo.client(), table);
    Subscription found = stores.subscriptionStore().find();
    assertThat(found.price()).isNull();
    assertThat(found.remaining()).isEqualTo(new RemainingUnits(null, 5L, null, null));
  }

  @Test
  void recordedIndexesAreRead() throws IOException {
    RecordedTable.load("subscription-with-indexes", dynamo.client(), table);
    SubscriptionStore store = stores.subscriptionStore();
    assertThat(store.findIndex(Index.HISTORIC))
        .contains(new SubscriptionStore.StoredIndexState(HISTORIC, NOW));
    assertThat(store.findIndex(Index.FRESH))
        .contains(new SubscriptionStore.StoredIndexState(FRESH, NOW.plusMillis(1)));
  }

  @Test
  void recordedIndexItemUnitsAreRead() throws IOException {
    RecordedTable.load("subscription-with-index-items", dynamo.client(), table);
    RecordedTable.load("day-with-index-items", dynamo.client(), table);
    assertThat(stores.subscriptionStore().find().remaining())
        .isEqualTo(new RemainingUnits(null, null, null, 999_998L));
    LocalDate day = DailySpend.utcDate(NOW);
    assertThat(stores.ledger().days(List.of(day)))
        .containsExactly(new DailySpend(day, Units.ZERO, 0, 2));
  }

  @Test
  void recordedCountedItemIsRead() throws IOException {
    RecordedTable.load("counted-item", dynamo.client(), table);
    assertThat(stores.countedItemStore().find(Index.HISTORIC, List.of(COUNTED_ITEM.item()), NOW))
        .containsExactly(COUNTED_ITEM);
  }

  @Test
  void recordedComparisonIsRead() throws IOException {
    RecordedTable.load("comparison", dynamo.client(), table);
    assertThat(stores.comparisonStore().find(LATER, EARLIER)).hasValue(COMPARISON);
  }

  @Test
  void recordedLinkIsRead() throws IOException {
    RecordedTable.load("share-link", dynamo.client(), table);
    assertThat(stores.shareLinkStore().find(LINK.token(), NOW)).hasValue(LATER);
  }

  @Test
  void recordedCallbacksAreRead() throws IOException {
    RecordedTable.load("callback-waiting", dynamo.client(), table);
    assertThat(stores.callbackStore().find(WAITING.id())).contains(WAITING);
    RecordedTable.load("callback-settled", dynamo.client(), table);
    assertThat(stores.callbackStore().findAll(LATER)).containsExactly(SETTLED);
  }

  @Test
  void recordedRetiredCommandIsRead() throws IOException {
    RecordedTable.load("retired-command", dynamo.client(), table);
    RetiredCommandStore commands = stores.retiredCommandStore();
    assertThat(commands.isRetired("GetBackLinkData", NOW.plus(Duration.ofHours(23)))).isTrue();
    assertThat(commands.isRetired("GetBackLinkData", NOW.plus(Duration.ofHours(24)))).isFalse();
  }
}
