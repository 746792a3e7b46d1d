package org.backlinks.majestic.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.backlinks.task.InlineTaskScheduler;
import org.backlinks.task.ModelChecker;
import org.backlinks.task.Permits;
import org.backlinks.task.TaskScheduler;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Exchanges with one permit. An exchange that waits for a lost permit never ends. */
public class ExchangeLimiterInterleavingTest {
  private final Permits permits = new InlineTaskScheduler().newPermits(1);
  private final ExchangeLimiter limiter = newLimiter(Duration.ofHours(1));
  private final ExchangeLimiter limiterWithoutWait = newLimiter(Duration.ZERO);
  private final AtomicInteger running = new AtomicInteger();
  private boolean isLimitExceeded;
  private boolean isInterruptionIgnored;

  /** Makes a limiter that shares the permit with the others. */
  private ExchangeLimiter newLimiter(Duration timeout) {
    TaskScheduler scheduler =
        new InlineTaskScheduler() {
          @Override
          public Permits newPermits(int count) {
            return permits;
          }
        };
    return new ExchangeLimiter(1, timeout, new RunningClock(scheduler), scheduler);
  }

  @Test
  void limitHoldsAndNoPermitIsLost() {
    new ModelChecker(getClass())
        .check(List.of("exchange", "exchange"), List.of("exchange"), List.of("exchange"));
  }

  @Test
  void limitHoldsAndNoPermitIsLostWhenExchangesAreRefused() {
    new ModelChecker(getClass())
        .check(
            List.of("exchange", "exchange"),
            List.of("interruptedExchange", "exchange"),
            List.of("exchangeWithoutWait"));
  }

  @Operation
  public void exchange() throws RequestNotSentException {
    run(limiter);
  }

  private void run(ExchangeLimiter used) throws RequestNotSentException {
    try (ExchangeLimiter.Permit _ = used.acquire()) {
      isLimitExceeded |= running.incrementAndGet() > 1;
      running.decrementAndGet();
    }
  }

  @Operation
  public void exchangeWithoutWait() {
    try {
      run(limiterWithoutWait);
    } catch (RequestNotSentException e) {
      // another exchange has the permit
    }
  }

  @Operation
  public void interruptedExchange() {
    Thread.currentThread().interrupt();
    try {
      run(limiter);
      isInterruptionIgnored = true;
    } catch (RequestNotSentException e) {
      isInterruptionIgnored |= !Thread.interrupted();
    }
  }

  @Validate
  public void checkExchanges() {
    if (isLimitExceeded || isInterruptionIgnored) {
      throw new IllegalStateException("two exchanges ran, or an interrupted one");
    }
  }
}
