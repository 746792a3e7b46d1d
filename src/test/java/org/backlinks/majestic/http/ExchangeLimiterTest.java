package org.backlinks.majestic.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.backlinks.task.FakeTimeScheduler;
import org.backlinks.task.TaskScheduler;
import org.backlinks.task.ThreadTaskScheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExchangeLimiterTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  private static final TaskScheduler SCHEDULER = new ThreadTaskScheduler();

  private static ExchangeLimiter limiter(int count, Duration timeout) {
    return new ExchangeLimiter(count, timeout, new RunningClock(SCHEDULER), SCHEDULER);
  }

  @Test
  void permitIsReleasedWhenItIsClosed() throws RequestNotSentException {
    ExchangeLimiter limiter = limiter(2, SHORT);
    ExchangeLimiter.Permit first = limiter.acquire();
    try (ExchangeLimiter.Permit _ = limiter.acquire()) {
      assertThatThrownBy(limiter::acquire)
          .isInstanceOf(RequestNotSentException.class)
          .hasMessage("too many calls to upstream at once");
      first.close();
      limiter.acquire().close();
    }
  }

  @Test
  void waitingForAPermitCanBeInterrupted() throws RequestNotSentException {
    ExchangeLimiter limiter = limiter(1, Duration.ofHours(1));
    try (ExchangeLimiter.Permit _ = limiter.acquire()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(limiter::acquire).isInstanceOf(RequestNotSentException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void clockRunsWhileAPermitIsHeld() throws Exception {
    CountDownLatch read = new CountDownLatch(4);
    TaskScheduler scheduler =
        new FakeTimeScheduler(() -> {
          read.countDown();
          return System.nanoTime();
        });
    RunningClock clock = new RunningClock(scheduler);
    try (ExchangeLimiter.Permit _ = new ExchangeLimiter(1, SHORT, clock, scheduler).acquire()) {
      read.await();
    }
    assertThat(read.getCount()).isZero();
  }
}
