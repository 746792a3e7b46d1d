package org.backlinks.majestic.http;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.backlinks.task.FakeTimeScheduler;
import org.backlinks.task.InlineTaskScheduler;
import org.backlinks.task.ModelChecker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Readings of a clock. The time goes on by one nanosecond at each reading. */
public class RunningClockInterleavingTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RunningClock clock =
      new RunningClock(new FakeTimeScheduler(nanos::getAndIncrement, new InlineTaskScheduler()));

  @Test
  void eachStepIsCountedOnce() {
    new ModelChecker(getClass()).check(List.of("read", "tick", "read"), List.of("read", "tick"));
  }

  @Operation
  public long read() {
    return clock.getAsLong();
  }

  @Operation
  public void tick() {
    clock.tick();
  }
}
