package org.backlinks.store;

/** The outcome of a write that reserves units. Only {@link #WRITTEN} changed the table. */
public enum ReservationResult {
  WRITTEN,
  /** Another process was faster: the table has changed since it was read. */
  CONFLICT,
  /** The day's budget has no room for the reservation. */
  OVER_BUDGET,
  /** Upstream last reported fewer remaining units than our minimum. */
  REMAINING_BELOW_LIMIT,
  /** Too many other processes wrote the same items at the same time. */
  BUSY
}
