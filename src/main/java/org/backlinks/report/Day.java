package org.backlinks.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What was spent on a UTC day, with what is still reserved at its upper bound.
 *
 * @param calls paid calls
 */
public record Day(LocalDate date, long analysis, long retrieval, long calls) {
  /** A day on which nothing was spent. */
  public static Day unspent(LocalDate date) {
    return new Day(date, 0, 0, 0);
  }

  /** The UTC day of an instant. */
  public static LocalDate of(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  /** When the day of an instant ends. */
  public static Instant end(Instant instant) {
    return of(instant).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** With so much more. */
  public Day plus(Units units, long moreCalls) {
    return new Day(
        date, analysis + units.analysis(), retrieval + units.retrieval(), calls + moreCalls);
  }
}
