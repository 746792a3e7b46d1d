package org.backlinks.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.backlinks.units.Units;

/**
 * The units that were spent on a UTC day. Open reservations are part of it, at their upper bounds.
 *
 * @param spent the units
 * @param calls the number of paid calls
 * @param indexItems the index item units
 */
public record DailySpend(LocalDate date, Units spent, long calls, long indexItems) {
  /** Creates a day without index item units. */
  public DailySpend(LocalDate date, Units spent, long calls) {
    this(date, spent, calls, 0);
  }

  /** Returns a day on which nothing was spent. */
  public static DailySpend zero(LocalDate date) {
    return new DailySpend(date, Units.ZERO, 0);
  }

  /** Returns the UTC day of an instant. */
  public static LocalDate utcDate(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  /** Returns the end of the UTC day of an instant. */
  public static Instant utcDayEnd(Instant instant) {
    return utcDate(instant).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Returns the day with more units and calls. */
  public DailySpend plus(Units units, long moreCalls) {
    return new DailySpend(date, spent.plus(units), calls + moreCalls, indexItems);
  }
}
