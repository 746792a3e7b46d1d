package org.backlinks.majestic.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.backlinks.task.FakeTimeScheduler;
import org.junit.jupiter.api.Test;

class RunningClockTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final RunningClock clock = new RunningClock(new FakeTimeScheduler(nanos::get));

  private long readingAfter(Duration time) {
    nanos.addAndGet(time.toNanos());
    return clock.getAsLong();
  }

  @Test
  void clockCountsTimeInSmallSteps() {
    for (int i = 1; i <= 100; i++) {
      assertThat(readingAfter(Duration.ofMillis(500))).isEqualTo(i * 500_000_000L);
    }
  }

  @Test
  void clockCountsAJumpAsOneStep() {
    assertThat(readingAfter(Duration.ofHours(5))).isEqualTo(RunningClock.MAX_STEP_NANOS);
    assertThat(readingAfter(Duration.ofMillis(3)))
        .isEqualTo(RunningClock.MAX_STEP_NANOS + 3_000_000);
  }

  @Test
  void clockNeverGoesBack() {
    assertThat(readingAfter(Duration.ofMillis(10))).isEqualTo(10_000_000);
    assertThat(readingAfter(Duration.ofSeconds(-60))).isEqualTo(10_000_000);
    assertThat(readingAfter(Duration.ofMillis(10))).isEqualTo(20_000_000);
  }
}
