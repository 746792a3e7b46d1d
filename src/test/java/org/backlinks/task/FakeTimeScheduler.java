package org.backlinks.task;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on threads, and takes the elapsed time from a test. Waits take real time.
 *
 * @param nanos the nanoseconds since an arbitrary moment
 */
public record FakeTimeScheduler(LongSupplier nanos, TaskScheduler threads)
    implements TaskScheduler {
  public FakeTimeScheduler(LongSupplier nanos) {
    this(nanos, new ThreadTaskScheduler());
  }

  @Override
  public <T extends @Nullable Object> Task<T> start(Callable<T> body) {
    return threads.start(body);
  }

  @Override
  public boolean sleep(Duration time) {
    return threads.sleep(time);
  }

  @Override
  public long nanoTime() {
    return nanos.getAsLong();
  }

  @Override
  public boolean isInterrupted() {
    return threads.isInterrupted();
  }

  @Override
  public Permits newPermits(int count) {
    return threads.newPermits(count);
  }

  @Override
  public Signal newSignal() {
    return threads.newSignal();
  }
}
