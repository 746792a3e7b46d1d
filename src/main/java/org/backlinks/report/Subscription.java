package org.backlinks.report;

import java.time.Instant;
import org.backlinks.units.Price;
import org.backlinks.units.RemainingUnits;
import org.jspecify.annotations.Nullable;

/**
 * The known facts about the account's plan upstream.
 *
 * @param price the price of a paid call, or null when upstream never reported it
 * @param priceUpdatedAt when upstream reported the price
 * @param remaining the units that are left
 * @param remainingUpdatedAt when upstream was asked how many units are left
 */
public record Subscription(
    @Nullable Price price,
    Instant priceUpdatedAt,
    RemainingUnits remaining,
    Instant remainingUpdatedAt) {
  /** A plan about which nothing is known. */
  public static final Subscription UNKNOWN =
      new Subscription(null, Instant.EPOCH, RemainingUnits.UNKNOWN, Instant.EPOCH);

  /** Returns the price, or the default price when upstream never reported one. */
  public Price priceOrDefault() {
    return price == null ? Price.DEFAULT : price;
  }
}
