package org.backlinks.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of our plan upstream.
 *
 * @param price what upstream asks, or null when it never said
 * @param pricedAt when it said that
 * @param remaining what is left
 */
public record Account(@Nullable Price price, Instant pricedAt, Remaining remaining) {
  /** Nothing known. */
  public static final Account UNKNOWN = new Account(null, Instant.EPOCH, Remaining.UNKNOWN);

  /** What upstream asks, or the usual. */
  public Price priceOrUsual() {
    return price == null ? Price.USUAL : price;
  }
}
