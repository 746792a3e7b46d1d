package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.MajesticCall;
import org.backlinks.majestic.MajesticClient;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.task.Task;
import org.backlinks.task.TaskScheduler;
import org.jboss.logging.Logger;

/**
 * Sends upstream calls whose answers the program does not require, and waits for each answer only
 * for a limited time.
 */
@Singleton
final class TimeLimitedClient {
  private static final Logger LOG = Logger.getLogger(TimeLimitedClient.class);

  private final MajesticClient majestic;
  private final TaskScheduler scheduler;

  TimeLimitedClient(MajesticClient majestic, TaskScheduler scheduler) {
    this.majestic = majestic;
    this.scheduler = scheduler;
  }

  /**
   * Sends a call and drops the rows of the answer.
   *
   * @param timeout the maximum time to wait; the call itself continues after it
   * @param failureLevel the level at which a missing answer is logged
   * @return the answer, or empty when none arrives in time
   */
  Optional<Answer> ask(MajesticCall call, Duration timeout, Logger.Level failureLevel) {
    Task<Answer> task =
        scheduler.start(() -> majestic.ask(call, new SnapshotBuilder((number, piece) -> {})));
    if (!task.await(timeout)) {
      LOG.logf(failureLevel, "upstream did not answer %s within %s", call.command(), timeout);
      return Optional.empty();
    }
    try {
      return Optional.of(task.join());
    } catch (ExecutionException e) {
      LOG.logf(failureLevel, e, "the call %s failed", call.command());
      return Optional.empty();
    }
  }
}
