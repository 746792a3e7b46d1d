package org.backlinks.simulation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often each kind of fault happens in one simulated world. A seed leaves out about half of the
 * kinds: a fault that is always there hides others.
 *
 * @param lostAnswers the share of requests to the table whose answer is lost after they took effect
 * @param tableErrors the share of requests to the table that fail without effect
 * @param conflicts the share of writes that meet another write of the same item
 * @param stalls the share of requests to the table that get no answer
 * @param upstreamFaults the share of upstream calls that go wrong
 * @param slowAnswers the share of upstream calls whose answer takes up to a minute
 * @param queued the share of questions that upstream queues
 * @param stopsAtRequests the share of requests to the table or upstream just before or after which
 *     the process dies or is frozen
 * @param meanTimeToDeath the mean time after which a process dies; zero for never
 * @param meanTimeToFreeze the mean time after which a busy process is frozen; zero for never
 * @param meanTimeToOutage the mean time after which the table is down for up to 90 s; zero for
 *     never
 * @param maxClockSkew how far the clock of a process may be off
 * @param maxIndexLag how much later than the table the index may be
 */
record FaultPlan(
    double lostAnswers,
    double tableErrors,
    double conflicts,
    double stalls,
    double upstreamFaults,
    double slowAnswers,
    double queued,
    double stopsAtRequests,
    Duration meanTimeToDeath,
    Duration meanTimeToFreeze,
    Duration meanTimeToOutage,
    Duration maxClockSkew,
    Duration maxIndexLag) {

  /** A world in which nothing goes wrong. */
  static final FaultPlan NONE =
      new FaultPlan(
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO);

  /** Chooses the faults of a world. */
  static FaultPlan choose(RandomGenerator random) {
    return new FaultPlan(
        share(random, 0.05),
        share(random, 0.05),
        share(random, 0.05),
        share(random, 0.01),
        share(random, 0.5),
        share(random, 0.3),
        share(random, 1),
        share(random, 0.02),
        time(random, Duration.ofSeconds(20), Duration.ofHours(1)),
        time(random, Duration.ofSeconds(20), Duration.ofHours(1)),
        time(random, Duration.ofMinutes(3), Duration.ofHours(6)),
        time(random, Duration.ofMillis(10), Duration.ofMillis(2_400)),
        time(random, Duration.ofMillis(10), Duration.ofMinutes(2)));
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
