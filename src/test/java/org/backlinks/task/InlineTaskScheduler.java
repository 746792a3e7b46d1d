package org.backlinks.task;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler for operations of a {@link ModelChecker}. A task runs in the thread that starts it,
 * the clock stands still, and a sleep ends at once as if it were interrupted. Permits and signals
 * are those of the program.
 */
public class InlineTaskScheduler implements TaskScheduler {
  private final TaskScheduler threads = new ThreadTaskScheduler();

  @Override
  public <T extends @Nullable Object> Task<T> start(Callable<T> body) {
    FutureTask<T> future = new FutureTask<>(body);
    future.run();
    return new EndedTask<>(future);
  }

  @Override
  public boolean sleep(Duration time) {
    return false;
  }

  @Override
  public long nanoTime() {
    return 0;
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

  private record EndedTask<T extends @Nullable Object>(FutureTask<T> future) implements Task<T> {
    @Override
    public boolean await(Duration timeout) {
      return true;
    }

    @Override
    public T join() throws ExecutionException {
      try {
        return future.get();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void interrupt() {
      // the task has ended
    }
  }
}
