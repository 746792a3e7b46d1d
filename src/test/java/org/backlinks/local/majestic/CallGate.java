package org.backlinks.local.majestic;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Holds calls before they are handled, until the gate is opened; see {@link Behaviour.HeldAtGate}.
 */
public final class CallGate implements AutoCloseable {
  private final CountDownLatch opened = new CountDownLatch(1);
  private final Semaphore arrived = new Semaphore(0);

  /**
   * Waits until this number of further calls has arrived at the gate. Returns false when the
   * timeout ends before.
   */
  public boolean awaitArrivals(int calls, Duration timeout) throws InterruptedException {
    return arrived.tryAcquire(calls, timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Opens the gate for all calls, also for later ones. */
  public void open() {
    opened.countDown();
  }

  @Override
  public void close() {
    open();
  }

  void awaitOpen() {
    arrived.release();
    try {
      opened.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
