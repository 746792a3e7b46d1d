package org.backlinks.task;

import java.time.Duration;

/** A fixed number of permits, as a fair semaphore. */
public interface Permits {
  /**
   * Waits for a permit.
   *
   * @return false when the waiting task is interrupted
   */
  boolean acquire();

  /**
   * Waits for a permit.
   *
   * @return false when the timeout ends first, or the waiting task is interrupted
   */
  boolean tryAcquire(Duration timeout);

  /** Returns a permit. */
  void release();
}
