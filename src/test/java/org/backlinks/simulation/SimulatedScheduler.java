package org.backlinks.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.backlinks.task.Permits;
import org.backlinks.task.Signal;
import org.backlinks.task.Task;
import org.backlinks.task.TaskScheduler;
import org.jspecify.annotations.Nullable;

/** The task scheduler of one simulated process. */
final class SimulatedScheduler implements TaskScheduler {
  private final SimulationLoop loop;
  private final SimulatedSandbox sandbox;

  SimulatedScheduler(SimulationLoop loop, SimulatedSandbox sandbox) {
    this.loop = loop;
    this.sandbox = sandbox;
  }

  @Override
  public <T extends @Nullable Object> Task<T> start(Callable<T> body) {
    loop.current().throwIfKilled();
    return new SimulatedTask<>(body);
  }

  @Override
  public boolean sleep(Duration time) {
    await(new ArrayList<>(), () -> false, time);
    return !isInterrupted();
  }

  @Override
  public long nanoTime() {
    return loop.elapsed();
  }

  @Override
  public boolean isInterrupted() {
    return loop.current().isInterrupted();
  }

  @Override
  public Permits newPermits(int count) {
    return new SimulatedPermits(count);
  }

  @Override
  public Signal newSignal() {
    return new SimulatedSignal();
  }

  private interface Condition {
    boolean isMet();
  }

  /**
   * Waits until a condition is met. Other threads may run first, also if it is met already.
   *
   * @param waiters receives the current thread while it waits; who changes the condition wakes it
   * @return false when the time is over first, or the thread is interrupted
   */
  private boolean await(List<SimulatedThread> waiters, Condition condition, Duration timeout) {
    loop.yieldNow();
    long deadline = deadline(timeout);
    SimulatedThread thread = loop.current();
    while (!thread.isInterrupted()) {
      if (condition.isMet()) {
        return true;
      }
      if (loop.elapsed() >= deadline) {
        return false;
      }
      waiters.add(thread);
      try {
        loop.await(deadline);
      } finally {
        waiters.remove(thread);
      }
    }
    return false;
  }

  private long deadline(Duration timeout) {
    if (timeout.isNegative()) {
      return loop.elapsed();
    }
    long nanos = timeout.compareTo(Duration.ofDays(3_650)) > 0 ? Long.MAX_VALUE : timeout.toNanos();
    return nanos > Long.MAX_VALUE - loop.elapsed() ? Long.MAX_VALUE : loop.elapsed() + nanos;
  }

  private void wakeAll(List<SimulatedThread> waiters) {
    List.copyOf(waiters).forEach(loop::wake);
  }

  private final class SimulatedTask<T extends @Nullable Object> implements Task<T> {
    private final List<SimulatedThread> waiters = new ArrayList<>();
    private final SimulatedThread thread;
    private boolean isDone;
    private @Nullable T result;
    private @Nullable Throwable failure;

    SimulatedTask(Callable<T> body) {
      this.thread = loop.start(sandbox, () -> run(body));
    }

    private void run(Callable<T> body) {
      try {
        result = body.call();
      } catch (SimulatedThread.ProcessKilled e) {
        throw e;
      } catch (Throwable e) {
        failure = e;
      }
      isDone = true;
      wakeAll(waiters);
    }

    @Override
    public boolean await(Duration timeout) {
      return isDone || SimulatedScheduler.this.await(waiters, () -> isDone, timeout);
    }

    @Override
    @SuppressWarnings("NullAway") // a task without a failure has the result of its body
    public T join() throws ExecutionException {
      while (!isDone) {
        waiters.add(loop.current());
        loop.await(Long.MAX_VALUE);
        waiters.remove(loop.current());
      }
      if (failure != null) {
        throw new ExecutionException(failure);
      }
      return result;
    }

    @Override
    public void interrupt() {
      thread.interrupt();
    }
  }

  private final class SimulatedPermits implements Permits {
    private final Deque<SimulatedThread> queue = new ArrayDeque<>();
    private final List<SimulatedThread> waiters = new ArrayList<>();
    private int available;

    SimulatedPermits(int count) {
      this.available = count;
    }

    @Override
    public boolean acquire() {
      return tryAcquire(Duration.ofDays(36_500));
    }

    @Override
    public boolean tryAcquire(Duration timeout) {
      SimulatedThread thread = loop.current();
      queue.addLast(thread);
      try {
        boolean isAcquired =
            await(waiters, () -> available > 0 && queue.peekFirst() == thread, timeout);
        if (isAcquired) {
          available--;
        }
        return isAcquired;
      } finally {
        queue.remove(thread);
        wakeAll(waiters);
      }
    }

    @Override
    public void release() {
      available++;
      wakeAll(waiters);
    }
  }

  private final class SimulatedSignal implements Signal {
    private final List<SimulatedThread> waiters = new ArrayList<>();
    private boolean isSet;

    @Override
    public void set() {
      isSet = true;
      wakeAll(waiters);
    }

    @Override
    public boolean await(Duration timeout) {
      return SimulatedScheduler.this.await(waiters, () -> isSet, timeout);
    }
  }
}
