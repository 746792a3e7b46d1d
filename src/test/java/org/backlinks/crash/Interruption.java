package org.backlinks.crash;

import java.time.Duration;

/** What happens to a process whose reports have reached their crash points. */
enum Interruption {
  /** SIGKILL. */
  DEATH,
  /** SIGSTOP, and SIGCONT before any lease ends. */
  SHORT_STOP,
  /** SIGSTOP, and SIGCONT after other processes have taken over. */
  LONG_STOP,
  /** SIGSTOP, and SIGKILL after other processes have finished the reports. */
  ENDLESS_STOP;

  private static final Duration SHORT_STOP_TIME = Duration.ofSeconds(1);
  private static final Duration TAKE_OVER_TIME = Duration.ofSeconds(3);

  /**
   * Returns whether the process is resumed. Then it reads the answers that arrived in the meantime.
   */
  boolean isStop() {
    return this == SHORT_STOP || this == LONG_STOP;
  }

  /** Returns whether other processes can take the report over in the meantime. */
  boolean isLeaseLost() {
    return this != SHORT_STOP;
  }

  /** Returns how long the process is stopped. */
  Duration stopTime(CrashTimes times) {
    return this == SHORT_STOP ? SHORT_STOP_TIME : times.maxLeaseTime().plus(TAKE_OVER_TIME);
  }
}
