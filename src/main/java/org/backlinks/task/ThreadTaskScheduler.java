package org.backlinks.task;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs each task on a virtual thread of its own, by the clock of the machine. */
public final class ThreadTaskScheduler implements TaskScheduler {
  @Override
  public <T extends @Nullable Object> Task<T> start(Callable<T> body) {
    FutureTask<T> future = new FutureTask<>(body);
    return new ThreadTask<>(future, Thread.startVirtualThread(future));
  }

  @Override
  public boolean sleep(Duration time) {
    return isUninterrupted(() -> {
      Thread.sleep(time);
      return true;
    });
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public boolean isInterrupted() {
    return Thread.currentThread().isInterrupted();
  }

  @Override
  public Permits newPermits(int count) {
    return new SemaphorePermits(new Semaphore(count, true));
  }

  @Override
  public Signal newSignal() {
    return new LatchSignal(new CountDownLatch(1));
  }

  private interface Wait {
    boolean run() throws InterruptedException;
  }

  /** Runs a wait. An interruption makes it return false and stays visible to the thread. */
  private static boolean isUninterrupted(Wait wait) {
    try {
      return wait.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private record ThreadTask<T extends @Nullable Object>(FutureTask<T> future, Thread thread)
      implements Task<T> {
    @Override
    public boolean await(Duration timeout) {
      return isUninterrupted(() -> {
        try {
          future.get(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
          return true;
        } catch (ExecutionException e) {
          return true;
        } catch (TimeoutException e) {
          return false;
        }
      });
    }

    @Override
    public T join() throws ExecutionException {
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return future.get();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void interrupt() {
      thread.interrupt();
    }
  }

  private record SemaphorePermits(Semaphore semaphore) implements Permits {
    @Override
    public boolean acquire() {
      return isUninterrupted(() -> {
        semaphore.acquire();
        return true;
      });
    }

    @Override
    public boolean tryAcquire(Duration timeout) {
      return isUninterrupted(() -> semaphore.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void release() {
      semaphore.release();
    }
  }

  private record LatchSignal(CountDownLatch latch) implements Signal {
    @Override
    public void set() {
      latch.countDown();
    }

    @Override
    public boolean await(Duration timeout) {
      return isUninterrupted(() -> latch.await(timeout.toNanos(), TimeUnit.NANOSECONDS));
    }
  }
}
