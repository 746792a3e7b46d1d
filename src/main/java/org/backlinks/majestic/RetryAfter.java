package org.backlinks.majestic;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The header in which a server says when it wants to be asked again. */
final class RetryAfter {
  private RetryAfter() {}

  /** Its seconds; null when it is absent or says it otherwise. */
  static @Nullable Duration read(@Nullable String header) {
    return header != null && header.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(header))
        : null;
  }
}
