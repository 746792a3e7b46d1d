package org.backlinks.majestic.http;

import java.time.Duration;
import org.backlinks.task.Permits;
import org.backlinks.task.Task;
import org.backlinks.task.TaskScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Limits the number of concurrent exchanges, so that their buffers fit into the memory. While a
 * permit is held, a separate task reads the {@link RunningClock} often enough, even when the
 * exchange does not wait for the network.
 */
public final class ExchangeLimiter {
  /** The maximum of {@code BACKLINKS_WORKER_CALLS}, plus a few calls that are free of charge. */
  public static final int MAX_EXCHANGES = 50 + 4;

  private static final Duration TICK_INTERVAL = Duration.ofNanos(RunningClock.MAX_STEP_NANOS / 2);

  private final Permits permits;
  private final Duration timeout;
  private final RunningClock clock;
  private final TaskScheduler scheduler;

  /**
   * Makes a limiter.
   *
   * @param count maximum number of concurrent exchanges
   * @param timeout the longest time that an exchange waits for its permit
   */
  public ExchangeLimiter(int count, Duration timeout, RunningClock clock, TaskScheduler scheduler) {
    this.permits = scheduler.newPermits(count);
    this.timeout = timeout;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /** The right to make one exchange. It ends when it is closed. */
  public interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a free permit.
   *
   * @throws RequestNotSentException when no permit becomes free in time, or the task is interrupted
   */
  public Permit acquire() throws RequestNotSentException {
    if (!permits.tryAcquire(timeout)) {
      throw new RequestNotSentException(
          scheduler.isInterrupted()
              ? "the call was interrupted before it was sent"
              : "too many calls to upstream at once");
    }
    Task<?> ticker = scheduler.start(this::keepClockRunning);
    return () -> {
      ticker.interrupt();
      permits.release();
    };
  }

  /** Reads the clock until this task is interrupted. */
  private @Nullable Void keepClockRunning() {
    do {
      clock.tick();
    } while (scheduler.sleep(TICK_INTERVAL));
    return null;
  }
}
