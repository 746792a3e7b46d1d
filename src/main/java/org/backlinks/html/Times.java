package org.backlinks.html;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes times for readers. */
final class Times {
  private Times() {}

  /** Returns a time to the minute: "2026-11-23 10:00 UTC". */
  static String of(Instant time) {
    return shown(time, "2026-11-23T10:00".length());
  }

  /** Returns a time to the second: "2026-11-23 10:00:00 UTC". */
  static String toSecond(Instant time) {
    return shown(time, "2026-11-23T10:00:00".length());
  }

  private static String shown(Instant time, int length) {
    String text = time.truncatedTo(ChronoUnit.SECONDS).toString();
    return text.substring(0, length).replace('T', ' ') + " UTC";
  }
}
