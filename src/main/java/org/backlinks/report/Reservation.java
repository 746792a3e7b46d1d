package org.backlinks.report;

import java.time.Instant;
import java.time.LocalDate;
import org.backlinks.snapshot.Globals;
import org.jspecify.annotations.Nullable;

/**
 * What a paid call may cost at most, taken from the budgets of the day on which it was made until
 * it is known what it did cost.
 *
 * @param attempt the number of the report's paid call that it was made for
 * @param day in UTC
 * @param bound the most that the call may cost
 * @param told what upstream's answers said so far, summed
 */
public record Reservation(int attempt, LocalDate day, Units bound, Amounts told) {
  private static final String ANALYSIS = "ChargedAnalysisResUnits";
  private static final String RETRIEVAL = "ChargedRetrievalResUnits";

  static Reservation made(int attempt, Instant now, Units bound) {
    return new Reservation(attempt, Day.of(now), bound, Amounts.NONE);
  }

  /** Whether an answer says what it charged. */
  public static boolean isTold(Globals globals) {
    return globals.number(ANALYSIS) != null || globals.number(RETRIEVAL) != null;
  }

  /** With what an answer said. */
  Reservation booked(Globals globals) {
    return told(
        new Amounts(
            sum(told.analysis(), globals.number(ANALYSIS)),
            sum(told.retrieval(), globals.number(RETRIEVAL))));
  }

  /** With what upstream did not say taken as so much. */
  Reservation filled(Units otherwise) {
    Units cost = told.or(otherwise);
    return told(new Amounts(cost.analysis(), cost.retrieval()));
  }

  /** With all of it taken as spent, unless upstream said more. */
  Reservation atBound() {
    Units known = told.or(Units.NONE);
    return told(
        new Amounts(
            Math.max(known.analysis(), bound.analysis()),
            Math.max(known.retrieval(), bound.retrieval())));
  }

  /** What it is settled at: what upstream said, the bound where it did not. */
  public Units cost() {
    return told.or(bound);
  }

  private Reservation told(Amounts amounts) {
    return new Reservation(attempt, day, bound, amounts);
  }

  private static @Nullable Long sum(@Nullable Long before, @Nullable Long more) {
    return before == null ? more : more == null ? before : Long.valueOf(before + more);
  }
}
