package org.backlinks.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.simulation.SimulatedTable.Change;
import org.backlinks.store.StoredReports;
import org.jspecify.annotations.Nullable;

/**
 * A paid call that a report counts is sent, or its count is taken back. Otherwise the next holder
 * takes a call that nobody made for a call with an unknown outcome, and books its upper bound.
 */
final class CountedCallInvariants {
  private final SimulatedWorld world;
  private final WorldInvariants invariants;
  private final Map<String, CountedCall> unsent = new HashMap<>();

  /**
   * A call that is counted and not sent yet.
   *
   * @param isLate whether the write that counted it took effect after its sender gave it up
   */
  private record CountedCall(SimulatedSandbox writer, Instant at, boolean isLate) {}

  CountedCallInvariants(SimulatedWorld world, WorldInvariants invariants) {
    this.world = world;
    this.invariants = invariants;
  }

  /** Notes the write of a report that counts a call, or takes it back. */
  void noteChange(SimulatedSandbox writer, Change change) {
    Report after = change.after().isEmpty() ? null : StoredReports.decode(change.after());
    if (after == null || !(after.state() instanceof State.Claimed) || after.unsettledCalls() == 0) {
      unsent.remove(change.key());
      return;
    }
    int calls = after.billing().usage().calls();
    int callsBefore =
        change.before().isEmpty()
            ? 0
            : StoredReports.decode(change.before()).billing().usage().calls();
    if (calls > callsBefore) {
      unsent.put(
          change.key(),
          new CountedCall(writer, world.loop().now(), FaultyTableNetwork.IS_LATE.get()));
    } else if (calls < callsBefore) {
      unsent.remove(change.key());
    }
  }

  /** Notes that a process sends the paid call of a report. */
  void callSent(@Nullable String reportId, SimulatedSandbox sender) {
    if (reportId != null) {
      unsent.computeIfPresent(
          StoredReports.key(reportId), (key, call) -> call.writer == sender ? null : call);
    }
  }

  /** A process that has nothing to do has sent each call that it counted. */
  void checkIdle(SimulatedSandbox process, boolean isExcused) {
    unsent.forEach((key, call) ->
        invariants.check(
            call.writer != process || call.isLate || isExcused,
            "%s counted a call of %s at %s, but did not send it",
            process.name(),
            key,
            call.at));
    unsent.values().removeIf(call -> call.writer == process);
  }
}
