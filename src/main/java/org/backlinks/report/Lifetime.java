package org.backlinks.report;

import java.time.Duration;
import java.time.Instant;

/**
 * When a report begins and ends.
 *
 * @param expiresAt from this time on the report counts as gone
 */
public record Lifetime(Instant createdAt, Instant expiresAt) {
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

  /** Returns the lifetime, extended if it ends before an instant. */
  Lifetime withMinExpiry(Instant time) {
    return expiresAt.isBefore(time) ? withExpiry(time) : this;
  }
}
