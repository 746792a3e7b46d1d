package org.backlinks.majestic.http;

import java.util.function.LongSupplier;
import org.backlinks.task.TaskScheduler;

/**
 * Counts the nanoseconds in which this process really ran. Lambda freezes a process for seconds to
 * hours. After a freeze, a plain clock jumps, and every timeout would fire although no one was
 * slow. This clock counts a jump as one step. It must be read more than once in each step.
 */
public final class RunningClock implements LongSupplier {
  /** The longest time between two readings that counts in full, in nanoseconds. */
  static final long MAX_STEP_NANOS = 1_000_000_000L;

  private final TaskScheduler scheduler;
  private long lastReading;
  private long elapsedNanos;

  /** Makes a clock that starts at 0. */
  public RunningClock(TaskScheduler scheduler) {
    this.scheduler = scheduler;
    this.lastReading = scheduler.nanoTime();
  }

  @Override
  public synchronized long getAsLong() {
    tick();
    return elapsedNanos;
  }

  /** Counts the time since the last reading. */
  synchronized void tick() {
    long now = scheduler.nanoTime();
    elapsedNanos += Math.clamp(now - lastReading, 0, MAX_STEP_NANOS);
    lastReading = now;
  }
}
