package org.backlinks.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.store.StoreFixture;
import org.backlinks.store.SubscriptionStore;
import org.backlinks.task.InlineTaskScheduler;
import org.backlinks.task.ModelChecker;
import org.backlinks.units.Price;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

class SubscriptionInfoInterleavingTest {
  private static final Settings SETTINGS = Settings.from(Map.of("MAJESTIC_API_KEY", "none"));
  private static final Price FETCHED = new Price(Price.DEFAULT.analysisPerList(), 700);

  @Test
  void fetchedPriceIsKeptWhenAnotherCallFails() {
    check(Prices.class, "price");
  }

  @Test
  void upstreamIsAskedOnceForRemainingUnits() {
    check(Refreshes.class, "refresh");
  }

  private static void check(Class<?> operations, String operation) {
    new ModelChecker(operations)
        .withoutSwitchesIn(SubscriptionStore.class, SubscriptionFetcher.class)
        .check(List.of(operation), List.of(operation));
  }

  private static SubscriptionInfo newInfo(ScriptedUpstream upstream) {
    SubscriptionStore store =
        StoreFixture.of(new EmptyDynamoDbClient(), SETTINGS).subscriptionStore();
    Clock clock = Clock.fixed(Instant.EPOCH.plus(Duration.ofDays(1)), ZoneOffset.UTC);
    return new SubscriptionInfo(
        new SubscriptionFetcher(
            upstream.newClient(), ServiceParts.currentIndexes(store, SETTINGS, clock)),
        store,
        new InlineTaskScheduler(),
        clock);
  }

  private static String body(String code) {
    return "{\"Code\": \"%s\", \"StandardReportBacklinksShown\": %d, \"DataTables\": {}}"
        .formatted(code, FETCHED.maxRows());
  }

  /** Two lookups of the price. Upstream refuses the first call. */
  public static class Prices {
    private final ScriptedUpstream upstream = new ScriptedUpstream(body("Odd"), body("OK"));
    private final SubscriptionInfo info = newInfo(upstream);

    @Operation
    public void price() {
      info.price();
    }

    @Validate
    public void checkPrice() {
      if (upstream.callCount() == 2 && !info.price().equals(FETCHED)) {
        throw new IllegalStateException("the cached price is " + info.price());
      }
    }
  }

  /** Two refreshes within one minute. */
  public static class Refreshes {
    private final ScriptedUpstream upstream = new ScriptedUpstream(body("OK"), body("OK"));
    private final SubscriptionInfo info = newInfo(upstream);

    @Operation
    public void refresh() {
      info.refreshRemaining();
    }

    @Validate
    public void checkCalls() {
      if (upstream.callCount() != 1) {
        throw new IllegalStateException(upstream.callCount() + " calls were made");
      }
    }
  }
}
