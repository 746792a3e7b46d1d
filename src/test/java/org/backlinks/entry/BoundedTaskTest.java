package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backlinks.task.TaskScheduler;
import org.backlinks.task.ThreadTaskScheduler;
import org.junit.jupiter.api.Test;

class BoundedTaskTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final TaskScheduler TASKS = new ThreadTaskScheduler();

  @Test
  void awaitReturnsResultWhenTaskEndsBeforeDeadline() throws IOException {
    assertThat(BoundedTask.start(TASKS, CLOCK, () -> 7).await(soon())).hasValue(7);
  }

  @Test
  void cancelInterruptsTaskAfterDeadline() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    BoundedTask<Integer> task =
        BoundedTask.start(
            TASKS,
            CLOCK,
            () -> {
              try {
                return new CountDownLatch(1).await(1, TimeUnit.MINUTES) ? 1 : 2;
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
            });
    assertThat(task.await(Instant.now().plusMillis(30))).isEmpty();
    assertThat(interrupted.getCount()).isEqualTo(1);
    task.cancel();
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void awaitRethrowsFailureOfTask() {
    BoundedTask<Integer> broken =
        BoundedTask.start(
            TASKS,
            CLOCK,
            () -> {
              throw new IOException("broken");
            });
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> broken.await(soon()))
        .withMessage("broken");
    BoundedTask<Integer> wrong =
        BoundedTask.start(
            TASKS,
            CLOCK,
            () -> {
              throw new IllegalStateException("wrong");
            });
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> wrong.await(soon()));
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(10);
  }
}
