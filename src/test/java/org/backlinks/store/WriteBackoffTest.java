package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.backlinks.task.RecordingTaskScheduler;
import org.junit.jupiter.api.Test;

class WriteBackoffTest {
  private final RecordingTaskScheduler scheduler = new RecordingTaskScheduler();

  @Test
  void maxPauseDoublesUpTo640Milliseconds() {
    WriteBackoff backoff = new WriteBackoff(scheduler, new LargestRandom());
    for (int attempt = 1; attempt <= WriteBackoff.MAX_ATTEMPTS; attempt++) {
      backoff.pause(attempt);
    }
    assertThat(scheduler.sleeps())
        .isEqualTo(
            List.of(20, 40, 80, 160, 320, 640, 640, 640).stream().map(Duration::ofMillis).toList());
  }

  @Test
  void pauseIsRandom() {
    WriteBackoff backoff = new WriteBackoff(scheduler, new SplittableRandom(1));
    for (int i = 0; i < 100; i++) {
      backoff.pause(1);
    }
    assertThat(scheduler.sleeps())
        .doesNotHaveDuplicates()
        .allSatisfy(
            pause -> assertThat(pause).isBetween(Duration.ofNanos(1), Duration.ofMillis(20)));
  }

  /** A generator that returns the largest number below the bound each time. */
  private static final class LargestRandom implements RandomGenerator {
    @Override
    public long nextLong() {
      return -1;
    }

    @Override
    public long nextLong(long bound) {
      return bound - 1;
    }
  }
}
