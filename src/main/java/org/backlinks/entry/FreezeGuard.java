package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.backlinks.service.CallTracker;

/**
 * Decides whether an answer must wait for upstream calls. After an answer, a platform without
 * extensions may freeze the process at once. A call that is not recorded by then would be lost.
 */
@Singleton
final class FreezeGuard {
  private final LambdaExtension extension;
  private final CallTracker callTracker;
  private final Clock clock;

  FreezeGuard(LambdaExtension extension, CallTracker callTracker, Clock clock) {
    this.extension = extension;
    this.callTracker = callTracker;
    this.clock = clock;
  }

  /** Returns whether a call is not recorded yet and no extension keeps the process running. */
  boolean mustDelayAnswer() {
    return !callTracker.isIdle() && !extension.isRegistered();
  }

  /** Waits until every call is recorded, but not beyond a deadline. */
  void awaitCalls(Instant deadline) {
    callTracker.awaitIdle(Duration.between(clock.instant(), deadline));
  }
}
