package org.backlinks.majestic.http;

import java.io.IOException;
import java.time.Duration;

/**
 * Thrown when the other side sends nothing, or not everything, in time. The message says which
 * case.
 */
public final class ReadTimeoutException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The limit that was reached. */
  public enum Limit {
    /** The longest time between two pieces of data. Nothing arrived in this time. */
    GAP,
    /** The longest time for all data. Data may have arrived until the end of this time. */
    TOTAL
  }

  private final Limit limit;

  /**
   * Makes an exception.
   *
   * @param maxTime the time that the limit allows
   */
  public ReadTimeoutException(Limit limit, Duration maxTime) {
    super(describe(limit) + maxTime.toSeconds() + " s");
    this.limit = limit;
  }

  private static String describe(Limit limit) {
    return switch (limit) {
      case GAP -> "nothing arrived for ";
      case TOTAL -> "not everything arrived within ";
    };
  }

  public Limit limit() {
    return limit;
  }
}
