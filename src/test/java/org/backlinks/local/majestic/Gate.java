package org.backlinks.local.majestic;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Holds calls before they are worked on until it is opened; see {@link Behaviour.Held}. */
public final class Gate implements AutoCloseable {
  private final CountDownLatch open = new CountDownLatch(1);
  private final Semaphore arrived = new Semaphore(0);

  /** Waits until so many more calls have come to the gate, and says whether they did in time. */
  public boolean awaitArrivals(int calls, Duration atMost) throws InterruptedException {
    return arrived.tryAcquire(calls, atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Lets every call through, those to come as well. */
  public void open() {
    open.countDown();
  }

  @Override
  public void close() {
    open();
  }

  void pass() {
    arrived.release();
    try {
      open.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
