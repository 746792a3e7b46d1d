package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.config.Settings;
import org.backlinks.store.RetiredCommandStore;
import org.backlinks.telemetry.Metrics;
import org.backlinks.telemetry.Metrics.Metric;
import org.jboss.logging.Logger;

/**
 * Knows whether upstream has retired the preferred command. The table stores this for all
 * processes. This process reads the table at most once a minute.
 */
@Singleton
final class CommandRetirement {
  private static final Logger LOG = Logger.getLogger(CommandRetirement.class);
  private static final Duration CACHE_TIME = Duration.ofMinutes(1);

  private final RetiredCommandStore retiredCommandStore;
  private final Metrics metrics;
  private final Clock clock;
  private final String command;
  private final AtomicReference<CachedStatus> cachedStatus =
      new AtomicReference<>(new CachedStatus(false, Instant.MIN));

  private record CachedStatus(boolean isRetired, Instant expiresAt) {}

  CommandRetirement(
      RetiredCommandStore retiredCommandStore, Metrics metrics, Settings settings, Clock clock) {
    this.retiredCommandStore = retiredCommandStore;
    this.metrics = metrics;
    this.clock = clock;
    this.command = settings.majestic().commands().getFirst();
  }

  /** Returns whether the command is retired. Returns the last known status when the table fails. */
  boolean isRetired() {
    Instant now = clock.instant();
    CachedStatus cached = cachedStatus.get();
    if (!cached.expiresAt.isAfter(now)) {
      try {
        boolean isRetired = retiredCommandStore.isRetired(command, now);
        // a status that another task has cached meanwhile may be newer than this read
        cachedStatus.compareAndSet(cached, new CachedStatus(isRetired, now.plus(CACHE_TIME)));
      } catch (RuntimeException e) {
        LOG.warnf(e, "the table does not say whether upstream has retired %s", command);
      }
    }
    return cachedStatus.get().isRetired;
  }

  /** Stores for all processes that the command is retired. */
  void markRetired(Instant now) {
    try {
      if (retiredCommandStore.markRetired(command, now)) {
        metrics.count(Metric.COMMAND_GONE);
        LOG.warnf("upstream has retired %s: reports use the other command for now", command);
      }
    } catch (RuntimeException e) {
      // the answer that revealed the retirement must not be lost when this write fails
      LOG.warnf(e, "the retirement of %s could not be stored", command);
    }
    cachedStatus.set(new CachedStatus(true, now.plus(CACHE_TIME)));
  }
}
