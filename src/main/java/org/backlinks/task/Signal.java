package org.backlinks.task;

import java.time.Duration;

/** A flag that is set once, and for which tasks can wait. */
public interface Signal {
  /** Sets the flag. Ends all current waits, and later waits end at once. */
  void set();

  /**
   * Waits until the flag is set.
   *
   * @return false when the timeout ends first, or the waiting task is interrupted
   */
  boolean await(Duration timeout);
}
