package org.backlinks.simulation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.backlinks.report.Report;

/** What must hold for reports that are reused while upstream has not rebuilt its index. */
final class IndexInvariants {
  /** How long a process uses an answer about the index. */
  private static final Duration MAX_ANSWER_AGE = Duration.ofMinutes(10);

  /** How long an answer in the table is used, and an allowance. */
  private static final Duration MAX_STORED_AGE = Duration.ofHours(25);

  private final SimulatedWorld world;
  private final WorldInvariants invariants;

  IndexInvariants(SimulatedWorld world, WorldInvariants invariants) {
    this.world = world;
    this.invariants = invariants;
  }

  /**
   * A report is of an index that upstream had in the last minutes, unless the caller was warned.
   *
   * @param told a report that was ready when the caller asked for it by its index
   */
  void checkAnswer(Report told, List<String> warnings, Instant askedAt) {
    Duration allowance = world.faults().maxClockSkew().multipliedBy(2);
    Set<String> recent =
        world.upstream().indexIdsSince(askedAt.minus(MAX_ANSWER_AGE).minus(allowance));
    Set<String> ids = indexIds(told);
    if (warnings.isEmpty()) {
      world.statistics().reusedByIndex++;
    }
    invariants.check(
        !warnings.isEmpty() || ids.isEmpty() || (ids.size() == 1 && recent.containsAll(ids)),
        "a request for an index of %s was answered with %s, which is of %s",
        recent,
        told,
        ids);
  }

  /**
   * Returns whether every request by index must reuse a ready report: upstream has had its index
   * for so long that no process knows an older one, and the report is young enough when the index
   * is unknown.
   */
  boolean mustBeReused(Report ready, Instant readyAt) {
    Instant now = world.loop().now();
    Duration skew = world.faults().maxClockSkew().multipliedBy(2);
    return readyAt.plus(Duration.ofHours(24)).minus(skew).isAfter(now)
        && world.upstream().indexIdsSince(now.minus(MAX_STORED_AGE)).equals(indexIds(ready));
  }

  private Set<String> indexIds(Report ready) {
    try {
      return new RowReader(world).indexIds(ready);
    } catch (IOException e) {
      // the rows expire later than the report, but the caller may get a report that is deleted
      return Set.of();
    }
  }
}
