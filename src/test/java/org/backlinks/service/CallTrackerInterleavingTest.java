package org.backlinks.service;

import java.time.Duration;
import java.util.List;
import org.backlinks.task.InlineTaskScheduler;
import org.backlinks.task.ModelChecker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Calls, and waits for their end. A wait that no call ends is a failure. */
public class CallTrackerInterleavingTest {
  private final CallTracker tracker = new CallTracker(new InlineTaskScheduler());
  private boolean wasIdleDuringCall;
  private boolean wasBusyAfterWait;

  @Test
  void trackerIsBusyDuringEachCall() {
    new ModelChecker(getClass()).check(List.of("call"), List.of("call", "call"));
  }

  @Test
  void waitEndsWithTheLastCall() {
    new ModelChecker(getClass()).check(List.of("call"), List.of("call"), List.of("awaitIdle"));
  }

  @Operation
  public void call() {
    try (CallTracker.Ticket _ = tracker.begin()) {
      wasIdleDuringCall |= tracker.isIdle() || tracker.awaitIdle(Duration.ZERO);
    }
  }

  @Operation
  public void awaitIdle() {
    wasBusyAfterWait |= !tracker.awaitIdle(Duration.ofHours(1));
  }

  @Validate
  public void checkIdle() {
    if (wasIdleDuringCall || wasBusyAfterWait || !tracker.isIdle()) {
      throw new IllegalStateException("the tracker is idle during a call, or not after it");
    }
  }
}
