package org.backlinks.majestic.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the header in which a server says how long to wait before the next request. */
public final class RetryAfter {
  private static final Duration MAX_DELAY = Duration.ofSeconds(999_999);

  private RetryAfter() {}

  /**
   * Returns how long the server asks to wait before the next request. The header has a number of
   * seconds, or a date by the server's own clock.
   *
   * @param headers finds the first value of a header by its name; null when it is absent
   * @return at most 999,999 s; null when the header is absent or can't be read
   */
  public static @Nullable Duration from(Function<String, @Nullable String> headers) {
    String value = headers.apply("Retry-After");
    if (value == null || value.matches("\\d{1,6}")) {
      return value == null ? null : Duration.ofSeconds(Long.parseLong(value));
    }
    Instant until = parseDate(value);
    Instant now = parseDate(headers.apply("Date"));
    if (until == null || now == null) {
      return null;
    }
    Duration wait = Duration.between(now, until);
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : wait;
  }

  private static @Nullable Instant parseDate(@Nullable String date) {
    try {
      return date == null ? null : DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
