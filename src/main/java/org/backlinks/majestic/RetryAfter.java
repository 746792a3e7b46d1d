package org.backlinks.majestic;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The header in which a server says when it wants to be asked again. */
final class RetryAfter {
  private static final Duration LONGEST = Duration.ofSeconds(999_999);

  private RetryAfter() {}

  /**
   * How long the server wants to be left alone: so many seconds, or until a time by its own clock.
   *
   * @param headers of its answer, by name; null for one that is absent
   * @return null when it does not say so in either way
   */
  static @Nullable Duration in(Function<String, @Nullable String> headers) {
    String wish = headers.apply("Retry-After");
    if (wish == null || wish.matches("\\d{1,6}")) {
      return wish == null ? null : Duration.ofSeconds(Long.parseLong(wish));
    }
    Instant until = time(wish);
    Instant now = time(headers.apply("Date"));
    if (until == null || now == null) {
      return null;
    }
    Duration wait = Duration.between(now, until);
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static @Nullable Instant time(@Nullable String date) {
    try {
      return date == null ? null : DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
