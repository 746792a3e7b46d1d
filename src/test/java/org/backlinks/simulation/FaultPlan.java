package org.backlinks.simulation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.backlinks.report.Lease;

/**
 * How often each kind of fault happens in one simulated world. A seed leaves out about half of the
 * kinds: a fault that is always there hides others.
 *
 * @param lostAnswers the share of requests to the table whose answer is lost after they took effect
 * @param tableErrors the share of requests to the table that fail without effect
 * @param conflicts the share of writes that meet another write of the same item
 * @param stalls the share of requests to the table that get no answer
 * @param slowRequests the share of requests to the table that take up to some seconds
 * @param upstreamFaults the share of upstream calls that go wrong
 * @param slowAnswers the share of upstream calls whose answer takes up to a minute
 * @param slowRefusals the share of upstream calls that an overloaded upstream refuses after some
 *     time
 * @param queued the share of questions that upstream queues
 * @param stopsAtRequests the share of requests to the table or upstream just before or after which
 *     the process dies or is frozen
 * @param meanTimeToDeath the mean time after which a process dies; zero for never
 * @param meanTimeToFreeze the mean time after which a busy process is frozen; zero for never
 * @param meanTimeToOutage the mean time after which the table is down for up to 90 s; zero for
 *     never
 * @param maxClockSkew how far the clock of a process may be off
 * @param maxIndexLag how much later than the table the index may be
 * @param tableCuts the share of lost answers of the table after which the process can't reach the
 *     table for some seconds
 * @param closedConnections the share of upstream calls whose connection is closed while their
 *     process is frozen for long
 * @param manyStalls a larger share than {@code stalls}, or zero. Many writes take effect late
 */
record FaultPlan(
    double lostAnswers,
    double tableErrors,
    double conflicts,
    double stalls,
    double slowRequests,
    double upstreamFaults,
    double slowAnswers,
    double slowRefusals,
    double queued,
    double stopsAtRequests,
    Duration meanTimeToDeath,
    Duration meanTimeToFreeze,
    Duration meanTimeToOutage,
    Duration maxClockSkew,
    Duration maxIndexLag,
    double tableCuts,
    double closedConnections,
    double manyStalls) {

  /** Two clocks that are each less than this off agree as well as the program expects. */
  private static final Duration ALLOWED_SKEW = Lease.CLOCK_ALLOWANCE.dividedBy(2);

  /**
   * Chooses the faults of a world.
   *
   * @param later chooses the kinds of faults that were added later, so that each seed keeps the
   *     others
   */
  static FaultPlan choose(RandomGenerator random, RandomGenerator later) {
    double manyStalls = later.nextInt(8) == 0 ? 0.1 : 0;
    return new FaultPlan(
        share(random, 0.05),
        share(random, 0.05),
        share(random, 0.05),
        share(random, 0.01),
        share(random, 0.05),
        share(random, 0.5),
        share(random, 0.3),
        share(random, 0.4),
        share(random, 1),
        share(random, 0.02),
        time(random, Duration.ofSeconds(20), Duration.ofHours(1)),
        time(random, Duration.ofSeconds(20), Duration.ofHours(1)),
        time(random, Duration.ofMinutes(3), Duration.ofHours(6)),
        chooseClockSkew(random),
        time(random, Duration.ofMillis(10), Duration.ofMinutes(2)),
        share(later, 1),
        share(later, 1),
        manyStalls);
  }

  private static Duration chooseClockSkew(RandomGenerator random) {
    return random.nextInt(8) == 0
        ? Duration.ofMillis(random.nextLong(ALLOWED_SKEW.toMillis(), 60_000))
        : time(random, Duration.ofMillis(10), ALLOWED_SKEW);
  }

  /** Returns whether clocks are further off than the program allows for. */
  boolean isSkewBeyondAllowance() {
    return maxClockSkew.compareTo(ALLOWED_SKEW) > 0;
  }

  /** Returns the plan in which nothing goes wrong. Clocks stay as wrong as they are. */
  FaultPlan calm() {
    return without(EnumSet.complementOf(EnumSet.of(FaultKind.CLOCK_SKEW)));
  }

  /** Returns the plan without some kinds of faults. */
  FaultPlan without(Set<FaultKind> kinds) {
    return new FaultPlan(
        kinds.contains(FaultKind.LOST_TABLE_ANSWERS) ? 0 : lostAnswers,
        kinds.contains(FaultKind.TABLE_ERRORS) ? 0 : tableErrors,
        kinds.contains(FaultKind.WRITE_CONFLICTS) ? 0 : conflicts,
        kinds.contains(FaultKind.TABLE_STALLS) ? 0 : stalls,
        kinds.contains(FaultKind.SLOW_TABLE) ? 0 : slowRequests,
        kinds.contains(FaultKind.UPSTREAM_FAULTS) ? 0 : upstreamFaults,
        kinds.contains(FaultKind.SLOW_UPSTREAM) ? 0 : slowAnswers,
        kinds.contains(FaultKind.SLOW_REFUSALS) ? 0 : slowRefusals,
        kinds.contains(FaultKind.QUEUED_QUESTIONS) ? 0 : queued,
        kinds.contains(FaultKind.STOPS_AT_REQUESTS) ? 0 : stopsAtRequests,
        kinds.contains(FaultKind.DEATHS) ? Duration.ZERO : meanTimeToDeath,
        kinds.contains(FaultKind.FREEZES) ? Duration.ZERO : meanTimeToFreeze,
        kinds.contains(FaultKind.TABLE_OUTAGES) ? Duration.ZERO : meanTimeToOutage,
        kinds.contains(FaultKind.CLOCK_SKEW) ? Duration.ZERO : maxClockSkew,
        kinds.contains(FaultKind.INDEX_LAG) ? Duration.ZERO : maxIndexLag,
        kinds.contains(FaultKind.TABLE_CUTS) ? 0 : tableCuts,
        kinds.contains(FaultKind.CLOSED_CONNECTIONS) ? 0 : closedConnections,
        kinds.contains(FaultKind.MANY_TABLE_STALLS) ? 0 : manyStalls);
  }

  private static double share(RandomGenerator random, double max) {
    return random.nextBoolean() ? 0 : random.nextDouble() * max;
  }

  private static Duration time(RandomGenerator random, Duration min, Duration max) {
    return random.nextBoolean()
        ? Duration.ZERO
        : Duration.ofMillis(random.nextLong(min.toMillis(), max.toMillis()));
  }
}
