package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeMajestic;
import org.backlinks.report.Subscription;
import org.backlinks.service.ServiceFixture.TestClock;
import org.backlinks.snapshot.Globals;
import org.backlinks.store.StoreFixture;
import org.backlinks.store.SubscriptionStore;
import org.backlinks.units.Price;
import org.backlinks.units.RemainingUnits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionInfoTest {
  private static final String COMMAND = "GetSubscriptionInfo";

  private static LocalDynamoDb dynamo;
  private static FakeMajestic majestic;

  private final TestClock clock = new TestClock();
  private Settings settings;
  private StoreFixture stores;
  private SubscriptionStore store;
  private SubscriptionInfo info;

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
    majestic = FakeMajestic.start();
  }

  @AfterAll
  static void stop() {
    majestic.close();
    dynamo.close();
  }

  @BeforeEach
  void createTable(TestInfo test) {
    String table = "subscription-" + test.getTestMethod().orElseThrow().getName().hashCode();
    dynamo.createTable(table);
    settings =
        Settings.from(
            Map.of(
                "BACKLINKS_TABLE", table,
                "MAJESTIC_URL", majestic.uri().toString(),
                "MAJESTIC_API_KEY", majestic.key()));
    stores = StoreFixture.of(dynamo.client(), settings);
    store = stores.subscriptionStore();
    info = newProcess();
    majestic.resetCalls();
  }

  @AfterEach
  void clearBehaviours() {
    majestic.clearBehaviours();
  }

  @Test
  void priceIsFetchedOnceForAllProcesses() {
    assertThat(info.price()).isEqualTo(new Price(5_000, 50_000));
    assertThat(info.price()).isEqualTo(newProcess().price());
    assertThat(majestic.calls(COMMAND)).hasSize(1);
    assertThat(store.find().price()).isEqualTo(new Price(5_000, 50_000));
    assertThat(store.find().remaining().analysis()).isEqualTo(majestic.analysisUnitsLeft());
  }

  @Test
  void priceIsFetchedAgainWhenStoredPriceIsTooOld() {
    info.price();
    clock.advance(SubscriptionInfo.STORED_PRICE_LIFETIME.minusMinutes(1));
    info.price();
    assertThat(majestic.calls(COMMAND)).hasSize(1);
    clock.advance(SubscriptionInfo.CACHE_TIME);
    info.price();
    assertThat(majestic.calls(COMMAND)).hasSize(2);
  }

  @Test
  void defaultPriceIsUsedForOneMinuteWhenUpstreamFails() {
    majestic.scriptNextOf(COMMAND, new Behaviour.ErrorCode("Odd", "try later"));
    assertThat(info.price()).isEqualTo(Price.DEFAULT);
    assertThat(info.subscription().price()).isNull();
    assertThat(majestic.calls(COMMAND)).hasSize(1);
    clock.advance(SubscriptionInfo.RETRY_INTERVAL);
    assertThat(info.subscription().price()).isEqualTo(Price.DEFAULT);
    assertThat(majestic.calls(COMMAND)).hasSize(2);
  }

  @Test
  void defaultPriceIsUsedWhenUpstreamIsTooSlow() {
    assertThat(info.price(Duration.ZERO)).isEqualTo(Price.DEFAULT);
    assertThat(store.find().price()).isNull();
  }

  @Test
  void unknownPartsOfPriceAreDefaults() {
    scriptSubscription("\"StandardReportBacklinksShown\": 700");
    assertThat(info.price()).isEqualTo(new Price(Price.DEFAULT.analysisPerList(), 700));
  }

  @ParameterizedTest
  @CsvSource({"1000000001, 0", "0, 0", "-1, -1", "-5000, 1000000000001", "0, 50000", "5000, -1"})
  void impossiblePricesAreDefaults(long cost, long rows) {
    scriptSubscription(
        "\"MaxGetTopBackLinksAnalysisResUnitsCost\": %d, \"StandardReportBacklinksShown\": %d"
            .formatted(cost, rows));
    assertThat(info.price()).isEqualTo(Price.DEFAULT);
    assertThat(info.subscription().priceOrDefault()).isEqualTo(Price.DEFAULT);
  }

  @Test
  void impossiblePriceOfEarlierVersionIsFetchedAgain() {
    store.save(new Price(0, 50_000), clock.instant());
    assertThat(info.price()).isEqualTo(new Price(5_000, 50_000));
    assertThat(majestic.calls(COMMAND)).hasSize(1);
    assertThat(store.find().price()).isEqualTo(new Price(5_000, 50_000));
  }

  @Test
  void refreshStoresRemainingUnits() {
    store.save(new RemainingUnits(1L, 1L, 7L), clock.instant().minus(Duration.ofMinutes(2)));
    assertThat(info.refreshRemaining()).isTrue();
    assertThat(store.find().remaining())
        .isEqualTo(
            new RemainingUnits(
                majestic.analysisUnitsLeft(),
                majestic.retrievalUnitsLeft(),
                7L,
                majestic.indexItemUnitsLeft()));
  }

  @Test
  void refreshCallsUpstreamAtMostOnceAMinute() {
    majestic.scriptNextOf(COMMAND, new Behaviour.ErrorCode("Odd", "try later"));
    assertThat(info.refreshRemaining()).isFalse();
    assertThat(info.refreshRemaining()).isFalse();
    assertThat(majestic.calls(COMMAND)).hasSize(1);
    clock.advance(SubscriptionInfo.RETRY_INTERVAL);
    assertThat(info.refreshRemaining()).isTrue();
    assertThat(newProcess().refreshRemaining()).isFalse();
    assertThat(majestic.calls(COMMAND)).hasSize(2);
  }

  @Test
  void refreshReturnsFalseWhenAnswerHasNoRemainingUnits() {
    scriptSubscription("\"StandardReportBacklinksShown\": 700");
    assertThat(info.refreshRemaining()).isFalse();
    assertThat(store.find().remaining()).isEqualTo(RemainingUnits.UNKNOWN);
  }

  @Test
  void recordedUnitsAreStoredInBackground() {
    Instant askedAt = clock.instant();
    info.recordRemaining(
        new Globals(Map.of("RemainingAnalysisResUnits", "41", "RemainingStandardReports", "3")),
        askedAt);
    Instant deadline = Instant.now().plusSeconds(20);
    while (store.find().equals(Subscription.UNKNOWN) && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
    assertThat(store.find().remaining()).isEqualTo(new RemainingUnits(41L, null, 3L));
  }

  private static void scriptSubscription(String globals) {
    majestic.scriptNextOf(
        COMMAND,
        new Behaviour.FixedResponse(
            200,
            "application/json",
            "{\"Code\": \"OK\", %s, \"DataTables\": {}}".formatted(globals),
            Map.of()));
  }

  private SubscriptionInfo newProcess() {
    return ServiceParts.subscriptionInfo(stores, settings, clock);
  }
}
