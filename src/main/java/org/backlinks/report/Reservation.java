package org.backlinks.report;

import java.time.Instant;
import java.time.LocalDate;
import org.backlinks.snapshot.Globals;
import org.jspecify.annotations.Nullable;

/**
 * What a paid call may cost at most, taken from the budgets of the day on which it was made until
 * it is known what it did cost.
 *
 * @param attempt the number of the first of the report's paid calls that it was made for
 * @param day in UTC
 * @param bound the most that the calls may cost together
 * @param calls how many they are: one, or one for each list
 * @param told what upstream's answers said so far, summed
 */
public record Reservation(int attempt, LocalDate day, Units bound, int calls, Amounts told) {
  private static final String ANALYSIS = "ChargedAnalysisResUnits";
  private static final String RETRIEVAL = "ChargedRetrievalResUnits";

  static Reservation made(int attempt, Instant now, Units bound, int calls) {
    return new Reservation(attempt, Day.of(now), bound, calls, Amounts.NONE);
  }

  Reservation forCalls(int number) {
    return new Reservation(attempt, day, bound, number, told);
  }

  /** The most that one of the calls may cost. */
  public Units each() {
    return new Units(bound.analysis() / calls, bound.retrieval() / calls);
  }

  /** Whether an answer says what it charged. */
  public static boolean isTold(Globals globals) {
    return told(globals).any();
  }

  /** What an answer says that it charged. */
  public static Amounts told(Globals globals) {
    return new Amounts(globals.number(ANALYSIS), globals.number(RETRIEVAL));
  }

  /** With what an answer said. */
  Reservation booked(Globals globals) {
    return told(
        new Amounts(
            sum(told.analysis(), globals.number(ANALYSIS)),
            sum(told.retrieval(), globals.number(RETRIEVAL))));
  }

  /** Whether upstream has said more than so many times the bound, of either kind. */
  boolean exceeds(int times) {
    Units known = told.or(Units.NONE);
    Units most = bound.times(times);
    return known.analysis() > most.analysis() || known.retrieval() > most.retrieval();
  }

  /** With what upstream did not say taken as so much. */
  Reservation filled(Units otherwise) {
    Units cost = told.or(otherwise);
    return told(new Amounts(cost.analysis(), cost.retrieval()));
  }

  /** With so much more known. */
  Reservation plus(Units more) {
    Units known = told.or(Units.NONE);
    return told(
        new Amounts(known.analysis() + more.analysis(), known.retrieval() + more.retrieval()));
  }

  /** With all that one call may cost taken as spent, unless upstream said more. */
  Reservation atBound() {
    Units known = told.or(Units.NONE);
    return told(
        new Amounts(
            atBound(known.analysis(), each().analysis(), bound.analysis()),
            atBound(known.retrieval(), each().retrieval(), bound.retrieval())));
  }

  private static long atBound(long known, long each, long all) {
    return Math.max(known, Math.min(all, known + each));
  }

  /** What it is settled at: what upstream said, the bound where it did not. */
  public Units cost() {
    return told.or(bound);
  }

  private Reservation told(Amounts amounts) {
    return new Reservation(attempt, day, bound, calls, amounts);
  }

  private static @Nullable Long sum(@Nullable Long before, @Nullable Long more) {
    return before == null ? more : more == null ? before : Long.valueOf(before + more);
  }
}
