package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.backlinks.task.ThreadTaskScheduler;
import org.junit.jupiter.api.Test;

class CallTrackerTest {
  private final CallTracker calls = new CallTracker(new ThreadTaskScheduler());

  @Test
  void trackerIsIdleBeforeFirstAndAfterLastCall() {
    assertThat(calls.isIdle()).isTrue();
    CallTracker.Ticket first = calls.begin();
    CallTracker.Ticket second = calls.begin();
    first.close();
    assertThat(calls.isIdle()).isFalse();
    second.close();
    assertThat(calls.isIdle()).isTrue();
  }

  @Test
  void waitEndsWithTheLastCall() throws Exception {
    CallTracker.Ticket ticket = calls.begin();
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> calls.awaitIdle(Duration.ofMinutes(1)));
    assertThat(waiting).isNotDone();
    ticket.close();
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void waitEndsAtItsTimeout() {
    try (CallTracker.Ticket ticket = calls.begin()) {
      assertThat(ticket).isNotNull();
      assertThat(calls.awaitIdle(Duration.ofMillis(20))).isFalse();
      assertThat(calls.awaitIdle(Duration.ofMillis(-5))).isFalse();
    }
  }
}
