package org.backlinks.service;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.report.DailySpend;
import org.backlinks.store.StoreFixture;
import org.backlinks.task.ModelChecker;
import org.backlinks.units.Units;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Reservations of one day. */
public class DailySpendCacheInterleavingTest {
  private static final Settings SETTINGS = Settings.from(Map.of("MAJESTIC_API_KEY", "none"));

  private final DailySpendCache cache =
      new DailySpendCache(
          StoreFixture.of(new EmptyDynamoDbClient(), SETTINGS).claimTransactions(),
          SETTINGS,
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  public DailySpendCacheInterleavingTest() {
    cache.update(DailySpend.zero(DailySpend.utcDate(Instant.EPOCH)));
  }

  @Test
  void noReservationIsLost() {
    new ModelChecker(getClass())
        .check(List.of("addReservation", "calls"), List.of("addReservation", "calls"));
  }

  @Operation
  public void addReservation() {
    cache.addReservation(Units.ZERO, Instant.EPOCH);
  }

  @Operation
  public long calls() {
    return cache.today().orElseThrow().calls();
  }
}
