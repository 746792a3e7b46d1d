package org.backlinks.simulation;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** A thread of a simulated process. It runs only while the loop has chosen it. */
final class SimulatedThread {
  /** Unwinds the threads of a process that died. Only the simulation may catch it. */
  static final class ProcessKilled extends Error {
    private static final long serialVersionUID = 1;

    ProcessKilled() {
      super("the process was killed", null, false, false);
    }
  }

  private final SimulationLoop loop;
  private final SimulatedSandbox sandbox;
  private final Thread thread;
  private volatile boolean isStarted;
  private boolean isWaiting;
  private boolean isInterrupted;
  private boolean isKilled;
  private boolean hasEnded;
  private long waitNumber;

  SimulatedThread(SimulationLoop loop, SimulatedSandbox sandbox, Runnable body) {
    this.loop = loop;
    this.sandbox = sandbox;
    // a virtual thread inherits the invocation of the thread that starts it
    this.thread = Thread.ofVirtual().unstarted(() -> run(body));
  }

  private void run(Runnable body) {
    try {
      throwIfKilled();
      body.run();
    } catch (ProcessKilled e) {
      // the process is dead: its threads end silently
    } catch (Throwable e) {
      loop.fail(e);
    } finally {
      hasEnded = true;
      loop.end(this);
    }
  }

  /** Lets the thread continue. */
  void resume() {
    if (isStarted) {
      LockSupport.unpark(thread);
    } else {
      isStarted = true;
      thread.start();
    }
  }

  SimulatedSandbox sandbox() {
    return sandbox;
  }

  boolean isAlive() {
    return !hasEnded;
  }

  /** Begins a wait and returns its number. */
  long beginWait() {
    isWaiting = true;
    return ++waitNumber;
  }

  /** Ends the wait. Returns false when the thread does not wait. */
  boolean endWait() {
    boolean wasWaiting = isWaiting;
    isWaiting = false;
    return wasWaiting;
  }

  boolean isWaiting(long wait) {
    return isWaiting && waitNumber == wait;
  }

  boolean isInterrupted() {
    return isInterrupted;
  }

  void interrupt() {
    isInterrupted = true;
    loop.wake(this);
  }

  void kill() {
    isKilled = true;
  }

  void throwIfKilled() {
    if (isKilled) {
      throw new ProcessKilled();
    }
  }

  String stackTrace() {
    return Arrays.toString(thread.getStackTrace());
  }
}
