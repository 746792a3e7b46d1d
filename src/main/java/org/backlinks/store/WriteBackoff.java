package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.backlinks.task.TaskScheduler;

/**
 * The pauses between two attempts of the same request. They are random. The maximum is 20 ms before
 * the second attempt, and doubles before each further attempt, up to 640 ms.
 */
@Singleton
final class WriteBackoff {
  static final int MAX_ATTEMPTS = 8;
  private static final int MAX_DOUBLINGS = 5;
  private static final Duration MAX_FIRST_PAUSE = Duration.ofMillis(20);

  private final TaskScheduler scheduler;
  private final RandomGenerator random;

  WriteBackoff(TaskScheduler scheduler, RandomGenerator random) {
    this.scheduler = scheduler;
    this.random = random;
  }

  /**
   * Waits before the next attempt.
   *
   * @param attempt the number of the attempt that failed, from 1
   */
  void pause(int attempt) {
    long maxNanos = MAX_FIRST_PAUSE.toNanos() << Math.min(attempt - 1, MAX_DOUBLINGS);
    scheduler.sleep(Duration.ofNanos(random.nextLong(maxNanos) + 1));
  }
}
