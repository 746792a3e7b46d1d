package org.backlinks.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.units.Units;
import org.jspecify.annotations.Nullable;

/** What upstream has charged in a simulated world, and which of its answers were lost. */
final class UpstreamLedger {
  private final List<PaidCall> calls = new ArrayList<>();
  private final Map<String, List<PaidCall>> callsByReport = new HashMap<>();
  private final Set<String> reportsWithLostAnswer = new HashSet<>();
  private final Map<String, Instant> fileLookups = new HashMap<>();
  private final Map<String, Instant> brokenConnections = new HashMap<>();
  private final List<IndexItemCharge> indexItemCharges = new ArrayList<>();
  private long analysisUnits;

  /** A charge for counts of items. */
  record IndexItemCharge(int units, Instant at) {}

  /** A call that upstream has charged. */
  static final class PaidCall {
    private final int number;
    private final @Nullable String reportId;
    private final String lists;
    private final boolean isPoll;
    private final SimulatedSandbox sandbox;
    private final Instant at;
    private final Units units;
    private boolean isAnswerLost;
    private boolean isStored;

    private PaidCall(
        int number,
        @Nullable String reportId,
        String lists,
        boolean isPoll,
        SimulatedSandbox sandbox,
        Instant at,
        Units units) {
      this.number = number;
      this.reportId = reportId;
      this.lists = lists;
      this.isPoll = isPoll;
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

    /** Returns whether the report waited for a job. Its paid call was before. */
    boolean isPoll() {
      return isPoll;
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
    void loseAnswer() {
      isAnswerLost = true;
    }

    boolean isAnswerLost() {
      return isAnswerLost;
    }

    /** Returns whether the manifest of its rows is stored. */
    boolean isStored() {
      return isStored;
    }

    /**
     * Returns whether the program may pay for the same again: the answer was lost, or the process
     * died or stood still before it stored the answer.
     */
    boolean isExcused() {
      return isAnswerLost || (!isStored && (sandbox.isDead() || sandbox.wasStoppedSince(at)));
    }

    @Override
    public String toString() {
      return "call " + number + " for " + lists + " by " + sandbox.name() + " at " + at;
    }
  }

  /**
   * Records a charge.
   *
   * @param isPoll whether the report waits for a job
   */
  PaidCall charge(
      @Nullable String reportId,
      String lists,
      boolean isPoll,
      SimulatedSandbox sandbox,
      Instant at,
      Units units) {
    PaidCall call = new PaidCall(calls.size() + 1, reportId, lists, isPoll, sandbox, at, units);
    calls.add(call);
    if (reportId != null) {
      callsByReport.computeIfAbsent(reportId, id -> new ArrayList<>()).add(call);
    }
    analysisUnits += units.analysis();
    return call;
  }

  /** Records a charge for counts of items. */
  void chargeIndexItems(int units, Instant at) {
    indexItemCharges.add(new IndexItemCharge(units, at));
  }

  List<IndexItemCharge> indexItemCharges() {
    return indexItemCharges;
  }

  /** Notes that a manifest of a report's rows was stored. */
  void rowsStored(String reportId, SimulatedSandbox sandbox) {
    List<PaidCall> ofReport = calls(reportId);
    if (!ofReport.isEmpty() && ofReport.getLast().sandbox() == sandbox) {
      ofReport.getLast().isStored = true;
    }
  }

  /** Notes that the program can't learn how an upstream call of a report ended. */
  void answerLost(@Nullable String reportId) {
    if (reportId != null) {
      reportsWithLostAnswer.add(reportId);
    }
  }

  boolean hasLostAnswer(String reportId) {
    return reportsWithLostAnswer.contains(reportId);
  }

  /** Notes that the program learns that the connection of an upstream call broke. */
  void connectionBroke(@Nullable String reportId, Instant now) {
    if (reportId != null) {
      brokenConnections.put(reportId, now);
    }
  }

  /** Returns when the program last learned that the connection of a report's call broke. */
  Instant lastBrokenConnection(String reportId) {
    return brokenConnections.getOrDefault(reportId, Instant.MIN);
  }

  /** Notes that the program looks for the file of a report's job. */
  void fileLookedUp(@Nullable String reportId, Instant now) {
    if (reportId != null) {
      fileLookups.put(reportId, now);
    }
  }

  /** Returns when the program last looked for the file of a report's job. */
  Instant lastFileLookup(String reportId) {
    return fileLookups.getOrDefault(reportId, Instant.MIN);
  }

  /** Returns the charged calls of a report. */
  List<PaidCall> calls(String reportId) {
    return callsByReport.getOrDefault(reportId, List.of());
  }

  /** Returns the analysis units of all calls. */
  long analysisUnits() {
    return analysisUnits;
  }

  List<PaidCall> calls() {
    return calls;
  }
}
