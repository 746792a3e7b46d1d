package org.backlinks.report;

import org.backlinks.snapshot.Globals;
import org.jspecify.annotations.Nullable;

/**
 * What a report cost, in upstream's units, summed over all its answers; null is unknown, never 0.
 *
 * @param analysis analysis units charged
 * @param retrieval retrieval units charged
 * @param analysisLeft upstream's last word on what is left of them
 * @param retrievalLeft the same of retrieval units
 * @param standardReportsLeft the same of standard reports
 * @param calls submissions, and re-asks after an unknown outcome
 * @param polls every other upstream call
 * @param estimated whether an unknown outcome was booked at its upper bound
 */
public record Usage(
    @Nullable Long analysis,
    @Nullable Long retrieval,
    @Nullable Long analysisLeft,
    @Nullable Long retrievalLeft,
    @Nullable Long standardReportsLeft,
    int calls,
    int polls,
    boolean estimated) {

  /** Nothing asked, nothing charged. */
  public static final Usage NONE = new Usage(null, null, null, null, null, 0, 0, false);

  /** With one more submission; counted before it is sent. */
  public Usage called() {
    return with(calls + 1, polls);
  }

  /** With one more poll. */
  public Usage polled() {
    return with(calls, polls + 1);
  }

  private Usage with(int newCalls, int newPolls) {
    return new Usage(
        analysis,
        retrieval,
        analysisLeft,
        retrievalLeft,
        standardReportsLeft,
        newCalls,
        newPolls,
        estimated);
  }

  /** With what an answer said: charges are added, what is left is replaced. */
  public Usage booked(Globals globals) {
    return new Usage(
        sum(analysis, globals.number("ChargedAnalysisResUnits")),
        sum(retrieval, globals.number("ChargedRetrievalResUnits")),
        newer(analysisLeft, globals.number("RemainingAnalysisResUnits")),
        newer(retrievalLeft, globals.number("RemainingRetrievalResUnits")),
        newer(standardReportsLeft, globals.number("RemainingStandardReports")),
        calls,
        polls,
        estimated);
  }

  /** With so much more taken as charged, which upstream did not say. */
  Usage estimated(Units more) {
    return new Usage(
        sum(analysis, more.analysis()),
        sum(retrieval, more.retrieval()),
        analysisLeft,
        retrievalLeft,
        standardReportsLeft,
        calls,
        polls,
        true);
  }

  private static @Nullable Long sum(@Nullable Long before, @Nullable Long more) {
    return before == null ? more : more == null ? before : Long.valueOf(before + more);
  }

  private static @Nullable Long newer(@Nullable Long before, @Nullable Long now) {
    return now == null ? before : now;
  }
}
