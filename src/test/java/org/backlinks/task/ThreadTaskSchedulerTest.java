package org.backlinks.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadTaskSchedulerTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final TaskScheduler scheduler = new ThreadTaskScheduler();

  @AfterEach
  void clearInterruption() {
    Thread.interrupted();
  }

  @Test
  void taskReturnsResult() throws ExecutionException {
    Task<String> task = scheduler.start(() -> "done");
    assertThat(task.await(LONG)).isTrue();
    assertThat(task.join()).isEqualTo("done");
  }

  @Test
  void taskThrowsException() {
    IOException cause = new IOException("broken");
    Task<Object> task =
        scheduler.start(() -> {
          throw cause;
        });
    assertThat(task.await(LONG)).isTrue();
    assertThatThrownBy(task::join).isInstanceOf(ExecutionException.class).hasCause(cause);
  }

  @Test
  void waitEndsWhenTimeIsOver() {
    Signal never = scheduler.newSignal();
    Task<Boolean> task = scheduler.start(() -> never.await(LONG));
    assertThat(task.await(SHORT)).isFalse();
    assertThat(never.await(SHORT)).isFalse();
    task.interrupt();
  }

  @Test
  void signalWakesWaitingTask() throws ExecutionException {
    Signal signal = scheduler.newSignal();
    Task<Boolean> task = scheduler.start(() -> signal.await(LONG));
    signal.set();
    assertThat(task.join()).isTrue();
    assertThat(signal.await(Duration.ZERO)).isTrue();
  }

  @Test
  void releasedPermitGoesToNextTask() throws ExecutionException {
    Permits permits = scheduler.newPermits(1);
    assertThat(permits.acquire()).isTrue();
    assertThat(permits.tryAcquire(SHORT)).isFalse();
    Task<Boolean> task = scheduler.start(() -> permits.tryAcquire(LONG));
    permits.release();
    assertThat(task.join()).isTrue();
  }

  @Test
  void interruptionEndsSleepAndStaysVisible() throws ExecutionException {
    Task<Boolean> task = scheduler.start(() -> !scheduler.sleep(LONG) && scheduler.isInterrupted());
    task.interrupt();
    assertThat(task.join()).isTrue();
  }

  @Test
  void interruptionEndsEveryWait() {
    Thread.currentThread().interrupt();
    Permits none = scheduler.newPermits(0);
    assertThat(none.acquire()).isFalse();
    assertThat(none.tryAcquire(LONG)).isFalse();
    assertThat(scheduler.newSignal().await(LONG)).isFalse();
    assertThat(scheduler.start(() -> scheduler.sleep(SHORT)).await(LONG)).isFalse();
    assertThat(scheduler.isInterrupted()).isTrue();
  }

  @Test
  void interruptionDoesNotEndJoin() throws ExecutionException {
    Thread.currentThread().interrupt();
    assertThat(scheduler.start(() -> "done").join()).isEqualTo("done");
    assertThat(scheduler.isInterrupted()).isTrue();
  }

  @Test
  void sleepTakesRequestedTime() {
    long start = scheduler.nanoTime();
    assertThat(scheduler.sleep(SHORT)).isTrue();
    assertThat(Duration.ofNanos(scheduler.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
  }
}
