package org.backlinks.local;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs the function as Lambda scales it: with one process for each event in progress. It uses the
 * most recently used idle process first and replaces ended processes. At the maximum number of
 * processes, an event waits. A process is also busy while its extension holds it after its answer.
 */
public final class FunctionPool implements Invoker, AutoCloseable {
  /**
   * How long an event waits for a process that has just answered. Such a process becomes idle very
   * soon, and no other process must be started in the meantime.
   */
  private static final Duration IDLE_GRACE = Duration.ofMillis(250);

  private final Duration timeout;
  private final Supplier<FunctionProcess> starter;
  private final Semaphore permits;
  private final Deque<FunctionProcess> idleProcesses = new ArrayDeque<>();
  private final Set<FunctionProcess> answeredProcesses = new LinkedHashSet<>();
  private final Set<FunctionProcess> allProcesses = new LinkedHashSet<>();
  private int waitingCallers;
  private boolean isClosed;

  /**
   * Creates a pool without processes.
   *
   * @param maxProcesses maximum number of processes at the same time
   * @param timeout the timeout of the function
   */
  public FunctionPool(int maxProcesses, Duration timeout, Supplier<FunctionProcess> starter) {
    this.permits = new Semaphore(maxProcesses, true);
    this.timeout = timeout;
    this.starter = starter;
  }

  @Override
  public byte[] invoke(byte[] event) throws InterruptedException {
    return invoke(event, timeout);
  }

  /** As {@link #invoke(byte[])}, with another timeout. */
  public byte[] invoke(byte[] event, Duration limit) throws InterruptedException {
    if (event.length > FakeRuntimeApi.MAX_PAYLOAD_BYTES) {
      throw FunctionErrorException.ofExcessSize("a request", event.length);
    }
    permits.acquire();
    FunctionProcess function;
    try {
      function = acquire();
    } catch (InterruptedException | RuntimeException e) {
      permits.release();
      throw e;
    }
    try {
      return function.invoke(event, limit);
    } finally {
      releaseWhenIdle(function);
    }
  }

  /** Returns the running processes, the oldest first. */
  public synchronized List<FunctionProcess> processes() {
    return allProcesses.stream().filter(FunctionProcess::isAlive).toList();
  }

  /**
   * Returns the running processes that handle an event or that their extension holds after its
   * answer.
   */
  public synchronized List<FunctionProcess> busyProcesses() {
    return processes().stream().filter(function -> !idleProcesses.contains(function)).toList();
  }

  /** Waits until no process is busy. Returns false when the timeout ends before. */
  public synchronized boolean awaitIdle(Duration limit) throws InterruptedException {
    long endNanos = System.nanoTime() + limit.toNanos();
    while (!busyProcesses().isEmpty()) {
      long remainingNanos = endNanos - System.nanoTime();
      if (remainingNanos <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, remainingNanos);
    }
    return true;
  }

  @Override
  public void close() {
    List<FunctionProcess> processesToClose;
    synchronized (this) {
      isClosed = true;
      processesToClose = new ArrayList<>(allProcesses);
      allProcesses.clear();
      idleProcesses.clear();
    }
    processesToClose.forEach(FunctionProcess::close);
  }

  private synchronized FunctionProcess acquire() throws InterruptedException {
    awaitAnsweredProcess();
    if (isClosed) {
      throw new IllegalStateException("the pool is closed");
    }
    while (!idleProcesses.isEmpty()) {
      FunctionProcess function = idleProcesses.pop();
      if (function.isUsable()) {
        return function;
      }
      discard(function);
    }
    FunctionProcess function = starter.get();
    allProcesses.add(function);
    return function;
  }

  /**
   * Waits a short time for a process that has answered, unless other callers already wait for all
   * of them.
   */
  private void awaitAnsweredProcess() throws InterruptedException {
    long endNanos = System.nanoTime() + IDLE_GRACE.toNanos();
    long remainingNanos = IDLE_GRACE.toNanos();
    while (!isClosed
        && idleProcesses.isEmpty()
        && waitingCallers < answeredProcesses.size()
        && remainingNanos > 0) {
      waitingCallers++;
      try {
        TimeUnit.NANOSECONDS.timedWait(this, remainingNanos);
      } finally {
        waitingCallers--;
      }
      remainingNanos = endNanos - System.nanoTime();
    }
    if (remainingNanos <= 0) {
      answeredProcesses
          .clear(); // their extensions hold them: the next callers do not wait for them
    }
  }

  private synchronized void releaseWhenIdle(FunctionProcess function) {
    answeredProcesses.add(function);
    function
        .whenIdle()
        .whenCompleteAsync((_, _) -> release(function), task -> Thread.ofVirtual().start(task));
  }

  private void release(FunctionProcess function) {
    try {
      synchronized (this) {
        answeredProcesses.remove(function);
        if (!isClosed && function.isUsable()) {
          idleProcesses.push(function);
        } else {
          discard(function);
        }
        notifyAll();
      }
    } finally {
      permits.release();
    }
  }

  private void discard(FunctionProcess function) {
    allProcesses.remove(function);
    function.close();
  }
}
