package org.backlinks.simulation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.backlinks.report.Lease;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.backlinks.simulation.SimulatedTable.Change;
import org.backlinks.store.StoredReports;

/** What must hold for each report: its states, its lease and its rows. */
final class ReportInvariants {
  /**
   * A write may take effect again when its sender has given it up and has written again. Then the
   * lease ends as it did before its last renewal.
   */
  private static final Duration MAX_WRITE_DELAY = Duration.ofSeconds(25);

  /** A process that was frozen may repeat a write that it made before it renewed its lease. */
  private static final Duration MAX_LEASE = Duration.ofMinutes(2);

  private final SimulatedWorld world;
  private final WorldInvariants invariants;
  private final Map<String, Owner> owners = new HashMap<>();

  /** The owners of reports that were deleted while they were held. */
  private final Map<String, Owner> formerOwners = new HashMap<>();

  private final Map<ReportId, Instant> readySince = new HashMap<>();

  /**
   * The process that holds a report.
   *
   * @param since the time of its take-over
   * @param until the end of its lease when the report was deleted
   * @param isLate whether the take-over took effect after the process gave it up
   */
  private record Owner(SimulatedSandbox process, Instant since, Instant until, boolean isLate) {
    Owner(SimulatedSandbox process, Instant since) {
      this(process, since, Instant.MAX, FaultyTableNetwork.IS_LATE.get());
    }

    Owner until(Instant leaseEnd) {
      return new Owner(process, since, leaseEnd, isLate);
    }

    /** Returns whether the process may not know that it holds the report, or may have lost it. */
    boolean wasDisturbed() {
      return isLate || process.wasFrozenSince(since) || process.wasCutSince(since);
    }
  }

  ReportInvariants(SimulatedWorld world, WorldInvariants invariants) {
    this.world = world;
    this.invariants = invariants;
  }

  /** Checks the write of a report. */
  void checkChange(SimulatedSandbox writer, Change change) {
    if (change.after().isEmpty()) {
      return;
    }
    Report after = StoredReports.decode(change.after());
    if (change.before().isEmpty()) {
      invariants.check(after.state() instanceof State.Claimed, "a new report is %s", after);
      owners.put(change.key(), new Owner(writer, world.loop().now()));
      return;
    }
    Report before = StoredReports.decode(change.before());
    invariants.check(
        Objects.equals(after.previousId(), before.previousId()),
        "the report before %s changed in %s",
        before,
        after);
    checkEnd(before, after);
    checkLoss(before, after);
    checkLease(writer, change.key(), before, after);
    // the only updates of reports are renewals
    invariants.check(
        !change.isUpdate() || !after.lease().end().isBefore(before.lease().end()),
        "a renewal makes the lease of %s shorter: %s",
        before,
        after.lease());
    if (before.state().isPending()) {
      countEnd(after);
    }
  }

  /** Returns whether the table showed at an instant that a report is ready. */
  boolean wasReadyAt(Report report, Instant instant) {
    Instant since = readySince.get(report.id());
    return since != null && !since.isAfter(instant);
  }

  /** Returns whether the table showed at any time that a report is ready. */
  boolean wasReady(ReportId id) {
    return readySince.containsKey(id);
  }

  private void countEnd(Report after) {
    switch (after.state()) {
      case State.Ready _ -> {
        world.statistics().ready++;
        readySince.put(after.id(), world.loop().now());
        checkRows(after);
      }
      case State.Failed(var at, Problem problem) ->
          world.statistics().failures.merge(problem.kind().wireName(), 1L, Long::sum);
      case State.Claimed _, State.Waiting _, State.Deleted _ -> {}
    }
  }

  /** A report that is ready or failed changes no more, unless it is deleted. */
  private void checkEnd(Report before, Report after) {
    boolean isDeletion = after.state() instanceof State.Deleted;
    invariants.check(
        before.state().isPending() || isDeletion || after.equals(before),
        "a report that is done changed from %s to %s",
        before,
        after);
    invariants.check(
        !(before.state() instanceof State.Deleted)
            || (before.isUnsettledTombstone()
                && after.equals(SampleReports.withState(new State.Deleted(true), before))),
        "a deleted report was written: %s",
        after);
    if (isDeletion) {
      checkTombstone(before, after);
    }
  }

  /** A delete leaves the reservation of a call to the holder who may have sent it. */
  private void checkTombstone(Report before, Report after) {
    Instant now = world.loop().now().plus(world.faults().maxClockSkew());
    boolean isCallCounted = before.state().isPending() && !before.isBeforeCall();
    boolean mayBeSent = isCallCounted && before.isHeld() && before.lease().end().isAfter(now);
    invariants.check(
        after.isUnsettledTombstone()
            ? isCallCounted
            : !mayBeSent || before.billing().reservation() == null,
        "a delete made %s of %s",
        after,
        before);
  }

  /**
   * A broken connection ends no call when the lease was over before: the process may have been
   * frozen, and the next holder may still get the answer.
   */
  private void checkLoss(Report before, Report after) {
    boolean isLost =
        after.state() instanceof State.Failed(var at, Problem problem)
            && (problem.kind() == Problem.Kind.UPSTREAM_UNAVAILABLE
                || problem.kind() == Problem.Kind.UPSTREAM_TIMEOUT);
    boolean isListLost = after.progress().missing().size() > before.progress().missing().size();
    if (before.state() instanceof State.Claimed && before.isHeld() && (isLost || isListLost)) {
      Instant broke = world.upstream().ledger().lastBrokenConnection(after.id().text());
      Instant leaseEnd = before.lease().end().plus(world.faults().maxClockSkew());
      invariants.check(
          broke.isBefore(leaseEnd),
          "the lease was over at %s, but a connection that broke at %s ended a call of %s",
          before.lease().end(),
          broke,
          after);
    }
  }

  /** Only the holder of a lease writes, unless the lease is over. */
  private void checkLease(SimulatedSandbox writer, String key, Report before, Report after) {
    int version = after.lease().version();
    invariants.check(version >= before.lease().version(), "the version went back in %s", after);
    if (after.state() instanceof State.Deleted) {
      Owner owner = owners.get(key);
      if (owner != null && before.isHeld()) {
        formerOwners.put(key, owner.until(before.lease().end()));
      }
      return;
    }
    Owner owner = owners.get(key);
    boolean isOwner = owner != null && writer == owner.process;
    if (version > before.lease().version()) {
      invariants.check(
          !before.isHeld() || isOwner || isLeaseOver(before),
          "%s took over a held report: %s",
          writer.name(),
          before);
      owners.put(key, new Owner(writer, world.loop().now()));
    } else if (!before.isHeld()) {
      invariants.check(
          !after.isHeld() || FaultyTableNetwork.IS_LATE.get(),
          "a released report is held again without a take-over: %s",
          after);
    } else {
      invariants.check(
          isOwner || before.lease().version() == 1,
          "%s writes the report of another process: %s",
          writer.name(),
          after);
      invariants.check(
          !after.isHeld()
              || !after.state().equals(before.state())
              || !after.billing().equals(before.billing())
              || !after.lease().end().isBefore(before.lease().end().minus(MAX_WRITE_DELAY))
              || writer.wasFrozenSince(world.loop().now().minus(MAX_LEASE)),
          "the lease of %s became shorter: %s",
          before,
          after.lease());
    }
  }

  /**
   * A process that has nothing to do has settled the reservation of a report that was deleted. It
   * does not repeat a failed settlement after its lease.
   */
  void checkIdle(SimulatedSandbox process, boolean isExcused) {
    Instant now = world.loop().now();
    formerOwners.forEach((key, owner) ->
        invariants.check(
            owner.process != process
                || isExcused
                || owner.wasDisturbed()
                || now.isAfter(owner.until)
                || !hasReservation(key),
            "%s left the reservation of %s",
            process.name(),
            key));
    formerOwners.values().removeIf(owner -> owner.process == process);
  }

  private boolean hasReservation(String reportKey) {
    String prefix = "reservation#" + StoredReports.id(reportKey).text() + "#";
    return world.table().items().keySet().stream().anyMatch(key -> key.startsWith(prefix));
  }

  /** Returns whether the lease was over, also by the clock that is furthest behind. */
  private boolean isLeaseOver(Report before) {
    Duration skew = world.faults().maxClockSkew();
    return !before
        .lease()
        .end()
        .plus(Lease.CLOCK_ALLOWANCE)
        .minus(skew)
        .isAfter(world.loop().now());
  }

  /** Each list of a ready report has the rows of one paid answer. */
  private void checkRows(Report ready) {
    try {
      new RowReader(world)
          .callsByList(ready)
          .forEach((list, calls) ->
              invariants.check(
                  calls.size() <= 1,
                  "list %s of report %s has rows of several answers: %s",
                  list,
                  ready.id().text(),
                  calls));
    } catch (IOException | RuntimeException e) {
      invariants.fail("the rows of report " + ready.id().text() + " can't be read", e);
    }
  }
}
