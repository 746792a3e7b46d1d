package org.backlinks.render;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.backlinks.report.Report;
import org.backlinks.report.State;

/** The time that the caller of a pending report should wait before the next request. */
public final class RetryDelay {
  private static final Duration MIN_DELAY = Duration.ofSeconds(2);

  private RetryDelay() {}

  /** Returns the delay until the report may have changed, in whole seconds. */
  public static Duration of(Report report, Instant now) {
    Duration delay =
        Duration.between(now, nextChange(report, now))
            .plusMillis(999)
            .truncatedTo(ChronoUnit.SECONDS);
    return delay.compareTo(MIN_DELAY) < 0 ? MIN_DELAY : delay;
  }

  private static Instant nextChange(Report report, Instant now) {
    return switch (report.state()) {
      case State.Queued queued -> queued.nextPollAt();
      case State.Downloading downloading -> downloading.nextPollAt();
      case State.Claimed _ -> report.isPostponed() ? report.dueAt().orElse(now) : now;
      case State.Ready _, State.Failed _, State.Deleted _ -> now;
    };
  }
}
