package org.backlinks.report;

import java.time.Instant;
import org.backlinks.question.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A callback and what was done for it. The table must reject a write when the stored callback has
 * another version than the one that was read.
 *
 * @param identity a hash by which an equal callback of the same owner is recognized
 * @param callback who is told; null for an event, and after the end, when it is no longer known
 * @param view how the caller sees the report
 * @param version the number of writes, from 1
 * @param dueAt when a worker looks at it next; null when nothing is left to do
 * @param settlement what is delivered; null while the report is pending
 * @param expiresAt from this time on the table may delete it
 */
public record StoredCallback(
    CallbackId id,
    String identity,
    @Nullable Callback callback,
    View view,
    int version,
    @Nullable Instant dueAt,
    @Nullable Settlement settlement,
    Instant expiresAt) {

  /**
   * How a caller sees a report.
   *
   * @param tag the caller's tag, or null
   * @param reused whether the caller's request started no paid call
   * @param compareWith {@code previous} or the id of an earlier report, or null
   */
  public record View(@Nullable String tag, boolean reused, @Nullable String compareWith) {}

  /**
   * What is delivered.
   *
   * @param at when it was fixed
   * @param isComplete whether the notice already has the changes, or does not need them
   * @param attempts the number of deliveries that were begun
   */
  public record Settlement(Notice notice, Instant at, boolean isComplete, int attempts) {}

  /** Returns the callback after it is known what is delivered. It is due at once. */
  public StoredCallback settle(Notice notice, boolean isComplete, Instant now) {
    return next(callback, now, new Settlement(notice, now, isComplete, 0), expiresAt);
  }

  /** Returns the callback that is due again later, with a new expiry. */
  public StoredCallback postpone(Instant until, Instant newExpiry) {
    return next(callback, until, settlement, newExpiry);
  }

  /** Returns the callback with its complete notice. */
  public StoredCallback complete(Notice notice) {
    Settlement known = requireSettlement();
    return next(callback, dueAt, new Settlement(notice, known.at, true, known.attempts), expiresAt);
  }

  /** Returns the callback at the begin of a delivery. It is due again later. */
  public StoredCallback countAttempt(Instant until, Instant newExpiry) {
    Settlement known = requireSettlement();
    Settlement counted =
        new Settlement(known.notice, known.at, known.isComplete, known.attempts + 1);
    return next(callback, until, counted, newExpiry);
  }

  /** Returns the callback for which nothing is left to do. It has no secret and no notice. */
  public StoredCallback close() {
    return next(null, null, null, expiresAt);
  }

  private StoredCallback next(
      @Nullable Callback newCallback,
      @Nullable Instant newDueAt,
      @Nullable Settlement newSettlement,
      Instant newExpiry) {
    return new StoredCallback(
        id, identity, newCallback, view, version + 1, newDueAt, newSettlement, newExpiry);
  }

  /** Returns whether nothing is left to do. */
  public boolean isClosed() {
    return dueAt == null;
  }

  /** Returns when a worker looks at it next. Throws an exception when nothing is left to do. */
  public Instant requireDueAt() {
    if (dueAt == null) {
      throw new IllegalStateException("nothing is left to do");
    }
    return dueAt;
  }

  /** Returns what is delivered. Throws an exception while the report is pending. */
  public Settlement requireSettlement() {
    if (settlement == null) {
      throw new IllegalStateException("the end of the report is not known");
    }
    return settlement;
  }
}
