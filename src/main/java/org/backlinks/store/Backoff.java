package org.backlinks.store;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Pauses between tries at the same write: doubling from 20 ms to 640 ms, with full jitter. */
final class Backoff {
  static final int ATTEMPTS = 8;
  private static final int MOST_DOUBLINGS = 5;
  private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(20);

  private Backoff() {}

  static void pause(int attempt) {
    long longest = FIRST << Math.min(attempt - 1, MOST_DOUBLINGS);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest) + 1);
  }
}
