package org.backlinks.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler that does not really sleep. It records the duration of each sleep, and moves its own
 * time forward by that duration.
 */
public final class RecordingTaskScheduler implements TaskScheduler {
  private final TaskScheduler delegate = new ThreadTaskScheduler();
  private final List<Duration> sleeps = new ArrayList<>();
  private long nanoTime;

  public synchronized List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }

  @Override
  public synchronized boolean sleep(Duration time) {
    sleeps.add(time);
    nanoTime += time.toNanos();
    return !isInterrupted();
  }

  @Override
  public synchronized long nanoTime() {
    return nanoTime;
  }

  @Override
  public <T extends @Nullable Object> Task<T> start(Callable<T> body) {
    return delegate.start(body);
  }

  @Override
  public boolean isInterrupted() {
    return delegate.isInterrupted();
  }

  @Override
  public Permits newPermits(int count) {
    return delegate.newPermits(count);
  }

  @Override
  public Signal newSignal() {
    return delegate.newSignal();
  }
}
