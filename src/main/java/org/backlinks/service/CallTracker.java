package org.backlinks.service;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.task.Signal;
import org.backlinks.task.TaskScheduler;

/**
 * Counts the upstream calls of this process whose outcome is not written yet. The platform must not
 * freeze the process during such a call.
 */
public final class CallTracker {
  private final TaskScheduler scheduler;
  private final AtomicReference<OpenCalls> openCalls;

  /**
   * The calls that are under way.
   *
   * @param ended the signal that is set when the last of them ends
   */
  private record OpenCalls(int count, Signal ended) {}

  /** A call that is under way until this is closed. */
  public interface Ticket extends AutoCloseable {
    @Override
    void close();
  }

  /** Creates a tracker without calls. */
  public CallTracker(TaskScheduler scheduler) {
    this.scheduler = scheduler;
    this.openCalls = new AtomicReference<>(new OpenCalls(0, scheduler.newSignal()));
  }

  /** Records that a call begins. */
  public Ticket begin() {
    openCalls.updateAndGet(calls ->
        new OpenCalls(calls.count + 1, calls.count == 0 ? scheduler.newSignal() : calls.ended));
    return this::end;
  }

  private void end() {
    OpenCalls remaining =
        openCalls.updateAndGet(calls -> new OpenCalls(calls.count - 1, calls.ended));
    if (remaining.count == 0) {
      remaining.ended.set();
    }
  }

  /** Returns whether the outcome of every call is written. */
  public boolean isIdle() {
    return openCalls.get().count == 0;
  }

  /**
   * Waits until the outcome of every call is written.
   *
   * @param timeout the maximum time to wait
   * @return whether the outcome of every call is written
   */
  public boolean awaitIdle(Duration timeout) {
    long end = scheduler.nanoTime() + Math.max(0, timeout.toNanos());
    OpenCalls calls = openCalls.get();
    while (calls.count > 0
        && calls.ended.await(Duration.ofNanos(Math.max(0, end - scheduler.nanoTime())))) {
      // another call may have begun meanwhile
      calls = openCalls.get();
    }
    return calls.count == 0;
  }
}
