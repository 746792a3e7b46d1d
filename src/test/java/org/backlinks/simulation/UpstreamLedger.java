package org.backlinks.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.units.Units;
import org.jspecify.annotations.Nullable;

/** What upstream has charged in a simulated world. */
final class UpstreamLedger {
  private final List<PaidCall> calls = new ArrayList<>();
  private long analysisUnits;

  /** A call that upstream has charged. */
  static final class PaidCall {
    private final int number;
    private final @Nullable String reportId;
    private final String lists;
    private final SimulatedSandbox sandbox;
    private final Instant at;
    private final Units units;
    private boolean isOutcomeLost;

    private PaidCall(
        int number,
        @Nullable String reportId,
        String lists,
        SimulatedSandbox sandbox,
        Instant at,
        Units units) {
      this.number = number;
      this.reportId = reportId;
      this.lists = lists;
      this.sandbox = sandbox;
      this.at = at;
      this.units = units;
    }

    /** Returns the number of the call in its world. Every row of its answer has it. */
    int number() {
      return number;
    }

    /** Returns the report for which the call was made, or null when the caller had none. */
    @Nullable String reportId() {
      return reportId;
    }

    /** Returns the lists of links that were asked for. */
    String lists() {
      return lists;
    }

    SimulatedSandbox sandbox() {
      return sandbox;
    }

    Instant at() {
      return at;
    }

    Units units() {
      return units;
    }

    /** Notes that the caller can't learn the whole answer. */
    void loseOutcome() {
      isOutcomeLost = true;
    }

    /**
     * Returns whether the program may pay for the same again: the answer was lost, or the process
     * died or stood still after the call.
     */
    boolean isExcused() {
      return isOutcomeLost || sandbox.isDead() || sandbox.wasStoppedSince(at);
    }

    @Override
    public String toString() {
      return "call " + number + " for " + lists + " by " + sandbox.name() + " at " + at;
    }
  }

  /** Records a charge. */
  PaidCall charge(
      @Nullable String reportId, String lists, SimulatedSandbox sandbox, Instant at, Units units) {
    PaidCall call = new PaidCall(calls.size() + 1, reportId, lists, sandbox, at, units);
    calls.add(call);
    analysisUnits += units.analysis();
    return call;
  }

  /** Returns the analysis units of all calls. */
  long analysisUnits() {
    return analysisUnits;
  }

  List<PaidCall> calls() {
    return calls;
  }
}
