package org.backlinks.service;

import java.time.Duration;
import org.backlinks.config.Settings;

/** How long stored rows are kept. */
final class RowLifetime {
  /** The rows of a report expire this long after the report itself. */
  private static final Duration MARGIN = Duration.ofDays(1);

  private RowLifetime() {}

  /** Returns the time from the storage of rows to their expiry. */
  static Duration of(Settings settings) {
    return settings.table().reportTtl().plus(settings.polling().deadline()).plus(MARGIN);
  }
}
