package org.backlinks.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.simulation.SimulatedTable.Change;
import org.backlinks.simulation.UpstreamLedger.PaidCall;
import org.backlinks.store.StoredReports;

/** What must hold for the cost of a report, and for a job that the program gives up. */
final class BillingInvariants {
  /** The program looks for the file of a job at most this long before it gives the job up. */
  private static final Duration MAX_LOOKUP_AGE = Duration.ofMinutes(20);

  private final SimulatedWorld world;
  private final WorldInvariants invariants;

  /** The processes that wrote each report, with the start of the invocation of the first write. */
  private final Map<String, Map<SimulatedSandbox, Instant>> writers = new HashMap<>();

  /** The reports with a write that took effect after its sender had given it up. */
  private final Set<String> writtenLate = new HashSet<>();

  /** The reports whose queued job was left behind, because upstream had retired its command. */
  private final Set<String> leftJobs = new HashSet<>();

  BillingInvariants(SimulatedWorld world, WorldInvariants invariants) {
    this.world = world;
    this.invariants = invariants;
  }

  /** Checks the write of a report. */
  void checkChange(SimulatedSandbox writer, Change change) {
    writers
        .computeIfAbsent(change.key(), key -> new HashMap<>())
        .putIfAbsent(writer, writer.invokedAt());
    if (FaultyTableNetwork.IS_LATE.get()) {
      writtenLate.add(change.key());
    }
    if (change.before().isEmpty() || change.after().isEmpty()) {
      return;
    }
    Report before = StoredReports.decode(change.before());
    Report after = StoredReports.decode(change.after());
    if (before.state() instanceof State.Queued && after.state() instanceof State.Claimed) {
      leftJobs.add(change.key());
    }
    if (before.state().isPending() && !after.state().isPending()) {
      if (!(after.state() instanceof State.Deleted)) {
        checkCost(change.key(), before, after);
      }
      if (after.state() instanceof State.Failed && !before.isGone(world.loop().now())) {
        checkLastLookup(before, after);
      }
    }
  }

  /**
   * A report costs what upstream has charged for it. It may cost more only after a call whose
   * outcome nobody could learn.
   */
  private void checkCost(String key, Report before, Report ended) {
    Long stored = ended.billing().usage().charged().analysis();
    long booked = stored == null ? 0 : stored;
    long charged = 0;
    long lost = 0;
    for (PaidCall call : world.upstream().ledger().calls(ended.id().text())) {
      charged += call.units().analysis();
      // nothing is reserved for another charge of the same job
      lost += call.isPoll() && call.isExcused() ? call.units().analysis() : 0;
    }
    invariants.check(
        booked >= charged - lost,
        "report %s costs %d analysis units, but upstream has charged %d",
        ended.id().text(),
        booked,
        charged);
    invariants.check(
        booked <= charged || isJobGivenUp(before, ended) || isOutcomeUnknown(key, ended),
        "report %s costs %d analysis units, but upstream has charged only %d",
        ended.id().text(),
        booked,
        charged);
  }

  /** Upstream may still charge for a job that it has not finished in time. */
  private static boolean isJobGivenUp(Report before, Report ended) {
    return before.state() instanceof State.Waiting && ended.state() instanceof State.Failed;
  }

  private boolean isOutcomeUnknown(String key, Report report) {
    Instant created = report.lifetime().createdAt().minus(world.faults().maxClockSkew());
    return world.upstream().ledger().hasLostAnswer(report.id().text())
        || invariants.wasTableStoppedSince(created)
        || writtenLate.contains(key)
        || leftJobs.contains(key)
        || wasHolderStopped(key);
  }

  /**
   * Returns whether a process that worked on a report died since, stood still for long, or could
   * not reach the table.
   */
  private boolean wasHolderStopped(String reportKey) {
    return writers.getOrDefault(reportKey, Map.of()).entrySet().stream()
        .anyMatch(writer ->
            writer.getKey().isDead()
                || writer.getKey().wasStoppedSince(writer.getValue())
                || writer.getKey().wasCutSince(writer.getValue()));
  }

  /** The program looks for the file of a job before it gives the job up. */
  private void checkLastLookup(Report before, Report after) {
    Map<String, String> tokens = before.state().tokens();
    if (tokens.containsKey("DownloadJobID") || tokens.containsKey("JobID")) {
      Instant looked = world.upstream().ledger().lastFileLookup(before.id().text());
      // a worker that stands still may give the job up long after its last look
      Instant deadline =
          before
              .lifetime()
              .deadline(SimulatedWorld.POLL_DEADLINE)
              .minus(world.faults().maxClockSkew());
      invariants.check(
          looked.isAfter(world.loop().now().minus(MAX_LOOKUP_AGE)) || looked.isAfter(deadline),
          "the last look for the file of %s was at %s, but it ended as %s",
          before,
          looked,
          after.state());
    }
  }
}
