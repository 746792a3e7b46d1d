package org.backlinks.task;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Starts tasks and lets them wait. No method throws {@link InterruptedException}: a wait that is
 * interrupted ends early, and {@link #isInterrupted} then returns true.
 */
public interface TaskScheduler {
  /** Starts a task beside the current one. */
  <T extends @Nullable Object> Task<T> start(Callable<T> body);

  /**
   * Suspends the current task.
   *
   * @return false when the task was interrupted
   */
  boolean sleep(Duration time);

  /** Returns the nanoseconds since a fixed, arbitrary moment. They never go backwards. */
  long nanoTime();

  /** Returns whether the current task was interrupted. */
  boolean isInterrupted();

  /** Returns a new set of permits. Tasks get permits in the order in which they ask. */
  Permits newPermits(int count);

  /** Returns a new signal that is not yet set. */
  Signal newSignal();
}
