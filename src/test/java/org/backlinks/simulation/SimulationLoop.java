package org.backlinks.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of a simulated world one at a time. At every point where a task may wait, the
 * random generator chooses the task that runs next. Time advances only when no task can run.
 */
final class SimulationLoop {
  private final RandomGenerator random;
  private final Instant start;
  private final List<SimulatedThread> ready = new ArrayList<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::time).thenComparingLong(Timer::number));
  private long elapsed;
  private long timerCount;
  private volatile long stepCount;
  private @Nullable Thread loopThread;
  private volatile @Nullable SimulatedThread running;
  private volatile @Nullable Throwable failure;

  /** Wakes a thread at a time, unless the wait for which it was set has ended. */
  private record Timer(long time, long number, SimulatedThread thread, long waitNumber) {}

  SimulationLoop(RandomGenerator random, Instant start) {
    this.random = random;
    this.start = start;
  }

  /** Returns the nanoseconds since the start of the simulation. */
  long elapsed() {
    return elapsed;
  }

  /** Returns the simulated time. */
  Instant now() {
    return start.plusNanos(elapsed);
  }

  /** Returns the number of times that a task was chosen to run. */
  long stepCount() {
    return stepCount;
  }

  /** Describes the thread that runs now, for a simulation that does not continue. */
  String describeRunning() {
    SimulatedThread thread = running;
    return thread == null ? "no thread runs" : thread.stackTrace();
  }

  /** Starts a thread of a process. It runs when it is chosen. */
  SimulatedThread start(SimulatedSandbox sandbox, Runnable body) {
    SimulatedThread thread = new SimulatedThread(this, sandbox, body);
    sandbox.threads().add(thread);
    ready.add(thread);
    return thread;
  }

  /** Returns the thread that runs now. */
  SimulatedThread current() {
    SimulatedThread thread = running;
    if (thread == null) {
      throw new IllegalStateException("no simulated thread is running");
    }
    return thread;
  }

  /** Lets other threads run before the current one continues. */
  void yieldNow() {
    SimulatedThread thread = current();
    ready.add(thread);
    suspend(thread);
  }

  /** Suspends the current thread until it is woken, or until a time. */
  void await(long deadline) {
    SimulatedThread thread = current();
    long wait = thread.beginWait();
    if (deadline < Long.MAX_VALUE) {
      timers.add(new Timer(Math.max(deadline, elapsed), timerCount++, thread, wait));
    }
    suspend(thread);
  }

  /** Ends the wait of a thread. Does nothing when it does not wait. */
  void wake(SimulatedThread thread) {
    if (thread.endWait()) {
      ready.add(thread);
    }
  }

  private void suspend(SimulatedThread thread) {
    running = null;
    LockSupport.unpark(loopThread);
    while (running != thread) {
      LockSupport.park(this);
    }
    thread.throwIfKilled();
  }

  /** Called by a thread that has ended. */
  void end(SimulatedThread thread) {
    thread.sandbox().threads().remove(thread);
    running = null;
    LockSupport.unpark(loopThread);
  }

  /** Ends the simulation because a thread ended with an exception. */
  void fail(Throwable e) {
    failure = e;
  }

  /** Runs threads until one of them, the driver of the world, has ended or must end. */
  void runUntilEnd(SimulatedThread driver, BooleanSupplier mustEnd) {
    loopThread = Thread.currentThread();
    while (driver.isAlive() && !mustEnd.getAsBoolean()) {
      if (failure != null) {
        throw new IllegalStateException("a simulated thread failed", failure);
      }
      SimulatedThread next = choose();
      if (next == null) {
        advanceTime();
      } else {
        step(next);
      }
    }
  }

  /** Ends every thread of a process. Each unwinds when it is chosen, without any more effect. */
  void kill(SimulatedSandbox sandbox) {
    for (SimulatedThread thread : List.copyOf(sandbox.threads())) {
      thread.kill();
      wake(thread);
    }
  }

  /** Lets every thread that can run end. All processes must be dead. */
  void unwind() {
    while (!ready.isEmpty()) {
      step(ready.removeLast());
    }
  }

  private @Nullable SimulatedThread choose() {
    int count = 0;
    SimulatedThread chosen = null;
    int chosenIndex = -1;
    for (int i = 0; i < ready.size(); i++) {
      SimulatedThread thread = ready.get(i);
      if (!thread.sandbox().isFrozen(elapsed)) {
        count++;
        if (random.nextInt(count) == 0) {
          chosen = thread;
          chosenIndex = i;
        }
      }
    }
    if (chosen != null) {
      ready.set(chosenIndex, ready.getLast());
      ready.removeLast();
    }
    return chosen;
  }

  private void advanceTime() {
    long next = Long.MAX_VALUE;
    for (SimulatedThread thread : ready) {
      next = Math.min(next, thread.sandbox().frozenUntil());
    }
    Timer first = timers.peek();
    if (first != null) {
      next = Math.min(next, first.time());
    }
    if (next == Long.MAX_VALUE) {
      throw new IllegalStateException("every simulated thread waits for ever");
    }
    elapsed = Math.max(elapsed, next);
    while (!timers.isEmpty() && timers.peek().time() <= elapsed) {
      Timer timer = timers.remove();
      if (timer.thread().isWaiting(timer.waitNumber())) {
        wake(timer.thread());
      }
    }
  }

  private void step(SimulatedThread thread) {
    stepCount++;
    running = thread;
    thread.resume();
    while (running != null) {
      LockSupport.park(this);
    }
  }
}
