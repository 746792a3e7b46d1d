package org.backlinks.entry;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.backlinks.task.Task;
import org.backlinks.task.TaskScheduler;

/**
 * A task whose caller waits for its result only until a deadline. A slow table must not make the
 * caller of the function wait longer than the caller allows.
 *
 * @param <T> the type of the result
 */
final class BoundedTask<T> {
  private final Task<T> task;
  private final Clock clock;

  private BoundedTask(Task<T> task, Clock clock) {
    this.task = task;
    this.clock = clock;
  }

  static <T> BoundedTask<T> start(TaskScheduler tasks, Clock clock, Callable<T> body) {
    return new BoundedTask<>(tasks.start(body), clock);
  }

  /**
   * Waits for the result. Returns empty at the deadline. The task then continues.
   *
   * @throws IOException when the task throws it
   */
  Optional<T> await(Instant deadline) throws IOException {
    if (!task.await(Duration.between(clock.instant(), deadline))) {
      return Optional.empty();
    }
    try {
      return Optional.of(task.join());
    } catch (ExecutionException e) {
      throw rethrowCause(e);
    }
  }

  /** Interrupts the task because no one waits for its result. */
  void cancel() {
    task.interrupt();
  }

  private static RuntimeException rethrowCause(ExecutionException failure) throws IOException {
    switch (failure.getCause()) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IllegalStateException(failure);
    }
  }
}
