package org.backlinks.question;

import java.time.Duration;

/** Which ready reports a request reuses. */
public sealed interface MaxAge {
  /** The value of {@code maxAge} that selects {@link SameIndex}. */
  String SAME_INDEX = "index";

  /** A request without {@code maxAge}: reports of the last 24 hours. */
  Limited DEFAULT = new Limited(Duration.ofHours(24));

  /**
   * Reports that became ready at most this long ago.
   *
   * @param duration zero reuses no ready report
   */
  record Limited(Duration duration) implements MaxAge {}

  /** Reports of any age, while upstream has not rebuilt their index. */
  record SameIndex() implements MaxAge {}
}
