package org.backlinks.report;

import org.backlinks.snapshot.Globals;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.RemainingUnits;
import org.backlinks.units.Units;

/**
 * What a report cost in upstream's units, summed over all its answers.
 *
 * @param charged the charged units
 * @param remaining the units that upstream last said are left
 * @param calls the number of paid calls, repeats after an unknown outcome included
 * @param polls the number of other upstream calls
 * @param estimated whether a part of the charge is an estimate, because upstream did not report it
 */
public record Usage(
    PartialUnits charged, RemainingUnits remaining, int calls, int polls, boolean estimated) {

  /** The usage of a report without calls. */
  public static final Usage NONE =
      new Usage(PartialUnits.NONE, RemainingUnits.UNKNOWN, 0, 0, false);

  /** Returns the usage with one more paid call. It is counted before it is sent. */
  public Usage withCallCounted() {
    return withCounts(calls + 1, polls);
  }

  /** Returns the usage without the last paid call, which was counted and is not sent. */
  Usage withoutCall() {
    return withCounts(calls - 1, polls);
  }

  /** Returns the usage with one more poll. */
  public Usage withPollCounted() {
    return withCounts(calls, polls + 1);
  }

  private Usage withCounts(int newCalls, int newPolls) {
    return new Usage(charged, remaining, newCalls, newPolls, estimated);
  }

  /** Adds the charges that an answer reports, and replaces what is left. */
  public Usage book(Globals globals) {
    return new Usage(
        charged.plus(PartialUnits.charged(globals::units)),
        remaining.withUpdate(RemainingUnits.from(globals::units)),
        calls,
        polls,
        estimated);
  }

  /** Adds units that upstream probably charged and did not report. */
  Usage addEstimated(Units more) {
    return new Usage(charged.plus(PartialUnits.of(more)), remaining, calls, polls, true);
  }
}
