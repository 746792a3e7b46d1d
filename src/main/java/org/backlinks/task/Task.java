package org.backlinks.task;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A task that was started. */
public interface Task<T extends @Nullable Object> {
  /**
   * Waits until the task ends.
   *
   * @return false when the timeout ends first, or the waiting task is interrupted
   */
  boolean await(Duration timeout);

  /**
   * Waits until the task ends and returns its result. This wait has no time limit and can't be
   * interrupted.
   *
   * @throws ExecutionException when the task ended with an exception. That exception is the cause
   */
  T join() throws ExecutionException;

  /**
   * Waits until the task ends and returns its result, as {@link #join} does.
   *
   * @throws IllegalStateException when the task ended with an exception
   */
  default T result() {
    try {
      return join();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a task ended with an exception", e);
    }
  }

  /** Interrupts the task. It ends at its next wait, if it reacts to the interruption. */
  void interrupt();
}
