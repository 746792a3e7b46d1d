package org.backlinks.store;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Pauses between tries at the same write: doubling from 20 ms, with full jitter. */
final class Backoff {
  static final int ATTEMPTS = 8;
  private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(20);

  private Backoff() {}

  static void pause(int attempt) {
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(FIRST << (attempt - 1)) + 1);
  }
}
