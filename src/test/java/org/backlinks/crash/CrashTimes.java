package org.backlinks.crash;

import java.time.Duration;
import org.backlinks.report.Lease;

/**
 * The times of the kill matrix. In {@code verify} the lease is short. With {@code
 * -Dreal.times=true} it is the program's default, and the matrix takes minutes.
 *
 * @param lease the lease of every process
 */
record CrashTimes(Duration lease) {
  /** Whether the lease is the program's default. */
  static final boolean ARE_REAL = Boolean.getBoolean("real.times");

  static CrashTimes forThisBuild() {
    return new CrashTimes(ARE_REAL ? Duration.ofSeconds(60) : Duration.ofSeconds(2));
  }

  /** Returns how long a process holds a callback that it delivers. */
  static Duration callbackLease() {
    return forThisBuild().lease().multipliedBy(2);
  }

  /** Returns the maximum time until others may take over. A paid call doubles the lease. */
  Duration maxLeaseTime() {
    return lease.multipliedBy(2).plus(Lease.CLOCK_ALLOWANCE);
  }
}
