package org.backlinks.simulation;

import java.util.Set;

/**
 * How a run of a simulated world differs from the usual run of its seed.
 *
 * @param keepsEvents whether the world remembers what happened, for a reader
 * @param conditions the conditions of the program's writes; a mutant of the program has others
 * @param withoutFaults the kinds of faults that are left out
 * @param maxQuestions the maximum number of questions
 */
record WorldOptions(
    boolean keepsEvents,
    SimulatedTable.ConditionParser conditions,
    Set<FaultKind> withoutFaults,
    int maxQuestions) {

  /** The usual run. */
  static final WorldOptions USUAL =
      new WorldOptions(
          false, TableCondition::parse, Set.of(FaultKind.MANY_TABLE_STALLS), Integer.MAX_VALUE);

  /**
   * A small world. Many of them meet more different dangers in the same time. In some of them a
   * tenth of the requests to the table gets no answer.
   */
  static final WorldOptions SMALL = USUAL.withMaxQuestions(100).withoutFaults(Set.of());

  WorldOptions {
    withoutFaults = Set.copyOf(withoutFaults);
  }

  /** Returns these options for a run that remembers what happened. */
  WorldOptions keepingEvents() {
    return new WorldOptions(true, conditions, withoutFaults, maxQuestions);
  }

  WorldOptions withConditions(SimulatedTable.ConditionParser other) {
    return new WorldOptions(keepsEvents, other, withoutFaults, maxQuestions);
  }

  WorldOptions withoutFaults(Set<FaultKind> kinds) {
    return new WorldOptions(keepsEvents, conditions, kinds, maxQuestions);
  }

  WorldOptions withMaxQuestions(int max) {
    return new WorldOptions(keepsEvents, conditions, withoutFaults, max);
  }
}
