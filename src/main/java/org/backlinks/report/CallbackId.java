package org.backlinks.report;

/**
 * The id of a stored callback.
 *
 * @param owner the report, or the random id of a request that no pending report answers
 * @param number from 0 to {@link #MAX_CALLBACKS} - 1; {@link #EVENT} for the event of the end
 */
public record CallbackId(ReportId owner, int number) {
  /** The maximum number of callbacks of one owner. */
  public static final int MAX_CALLBACKS = 100;

  /** The number of the event that tells of the owner's end. */
  public static final int EVENT = -1;

  public CallbackId {
    if (number < EVENT || number >= MAX_CALLBACKS) {
      throw new IllegalArgumentException("a callback has a number from 0 to 99");
    }
  }

  /** Returns whether this is the event of an end, and no callback of a caller. */
  public boolean isEvent() {
    return number == EVENT;
  }
}
