package org.backlinks.report;

import java.time.Duration;
import java.time.Instant;

/**
 * When a report begins and ends.
 *
 * @param expiresAt from this time on the report counts as gone
 */
public record Lifetime(Instant createdAt, Instant expiresAt) {
  /** How long a postponed report lives after the time at which it is due. */
  private static final Duration LIFE_AFTER_POSTPONEMENT = Duration.ofDays(1);

  /** Returns whether the report counts as gone. */
  boolean isOver(Instant now) {
    return !now.isBefore(expiresAt);
  }

  /** Returns the time by which upstream must have answered. */
  public Instant deadline(Duration pollDeadline) {
    return createdAt.plus(pollDeadline);
  }

  /** Returns the same lifetime with another end. */
  public Lifetime withExpiry(Instant time) {
    return new Lifetime(createdAt, time);
  }

  /** Returns the lifetime of a report that is postponed to an instant. It never becomes shorter. */
  Lifetime withPostponement(Instant dueAt) {
    Instant minExpiry = dueAt.plus(LIFE_AFTER_POSTPONEMENT);
    return expiresAt.isBefore(minExpiry) ? withExpiry(minExpiry) : this;
  }
}
