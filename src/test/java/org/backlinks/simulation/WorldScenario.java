package org.backlinks.simulation;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What happens in one simulated world: hours with faults, and then as long as it takes without. */
final class WorldScenario {
  private static final Duration MAX_CALM = Duration.ofHours(40);

  /** A pending report expires in this time. */
  private static final Duration WORKER_OFF = Duration.ofHours(27).plusMinutes(10);

  /** The approximate maximum number of questions. A world with more of them takes minutes. */
  private static final int MAX_QUESTIONS = 2_000;

  private static final String EXPIRES_AT = "expiresAt";

  /** The longest real time of a step. A longer step waits outside the simulation. */
  private static final Duration MAX_STEP = Duration.ofSeconds(20);

  private final SimulatedWorld world;
  private final SplittableRandom random;
  private final ProcessStops stops;
  private final Duration pace;
  private final Duration faultyTime;
  private final WorldTraffic traffic;
  private final Duration workerOff;

  WorldScenario(SimulatedWorld world, SplittableRandom random, int maxQuestions) {
    this.world = world;
    this.random = random;
    this.stops = new ProcessStops(world, random);
    this.pace = Duration.ofMillis(1L << random.nextInt(9, 18));
    this.faultyTime =
        Duration.ofMinutes(
            Math.min(random.nextInt(20, 600), pace.multipliedBy(MAX_QUESTIONS).toMinutes()));
    this.traffic = new WorldTraffic(world, random, maxQuestions);
    this.workerOff = world.laterRandom().nextInt(8) == 0 ? WORKER_OFF : Duration.ZERO;
  }

  /** Runs the world of a seed, and returns it after its end. */
  static SimulatedWorld run(long seed, WorldOptions options) {
    SimulatedWorld world = new SimulatedWorld(seed, options);
    FutureTask<SimulatedWorld> run = new FutureTask<>(() -> runHere(world, options));
    // a virtual thread hands over to others without the operating system
    Thread.ofVirtual().start(run);
    try {
      return awaitEnd(run, world.loop());
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("seed " + seed + ": the simulation broke", e);
    }
  }

  private static SimulatedWorld awaitEnd(FutureTask<SimulatedWorld> run, SimulationLoop loop)
      throws InterruptedException, ExecutionException {
    long stepCount = -1;
    while (loop.stepCount() != stepCount) {
      stepCount = loop.stepCount();
      try {
        return run.get(MAX_STEP.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        // the loop goes on while the run makes steps
      }
    }
    throw new IllegalStateException(
        "a simulated thread waits outside the simulation: " + loop.describeRunning());
  }

  /**
   * Runs the worlds of some seeds until one breaks an invariant.
   *
   * @return what broke, or null when no world breaks an invariant
   */
  static @Nullable String findViolation(Iterable<Integer> seeds, WorldOptions options) {
    for (int seed : seeds) {
      AssertionError failure = run(seed, options).invariants().failure();
      if (failure != null) {
        return failure.getMessage();
      }
    }
    return null;
  }

  private static SimulatedWorld runHere(SimulatedWorld world, WorldOptions options) {
    long cpuBefore = processCpuTime();
    WorldScenario scenario =
        new WorldScenario(world, new SplittableRandom(~world.seed()), options.maxQuestions());
    SimulatedThread driver = world.start(scenario::drive);
    world.loop().runUntilEnd(driver, () -> world.invariants().failure() != null);
    world.end();
    WorldStatistics statistics = world.statistics();
    statistics.worlds = 1;
    statistics.simulatedSeconds = world.loop().elapsed() / 1_000_000_000L;
    statistics.cpuNanos = processCpuTime() - cpuBefore;
    return world;
  }

  private static long processCpuTime() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private void drive() {
    Instant end = world.loop().now().plus(faultyTime);
    Instant calmEnd = end.plus(workerOff).plus(MAX_CALM);
    repeat(pace, end, traffic::ask);
    repeat(pace.multipliedBy(traffic.deletesOften() ? 4 : 20), end, traffic::delete);
    repeat(pace.multipliedBy(4), end, traffic::estimate);
    // the schedule ticks each minute; callers may let the worker poll at any time
    repeat(Duration.ofSeconds(random.nextBoolean() ? 60 : 5), end, traffic::tick);
    repeat(Duration.ofMinutes(1), calmEnd, traffic::tick);
    repeat(pace.multipliedBy(5), end, traffic::notifyOne);
    repeat(Duration.ofMinutes(20), calmEnd, this::expireItems);
    repeat(world.faults().meanTimeToDeath(), end, this::killOne);
    repeat(world.faults().meanTimeToFreeze(), end, this::freezeOne);
    repeat(world.faults().meanTimeToOutage(), end, this::stopTable);
    world.sleep(faultyTime);
    world.calm();
    if (!workerOff.isZero()) {
      world.switchWorkerOff(true);
      traffic.askSome();
      world.sleep(workerOff);
      traffic.askForPendingAgain();
      world.switchWorkerOff(false);
    }
    world.sleep(WorldTraffic.MAX_TIME_TO_REPEAT);
    while (isWorkLeft() && world.loop().now().isBefore(calmEnd)) {
      world.sleep(Duration.ofMinutes(1));
    }
    world.sleep(Duration.ofMinutes(10));
    new ComparisonTraffic(world).compareAll();
    world.invariants().checkEndOfWorld();
  }

  private boolean isWorkLeft() {
    return world.table().items().values().stream().anyMatch(item -> item.containsKey("dueAt"));
  }

  /** Repeats something at random times until an instant; never if the mean time is zero. */
  private void repeat(Duration meanTime, Instant end, Runnable body) {
    if (meanTime.isZero()) {
      return;
    }
    world.start(() -> {
      while (world.loop().now().isBefore(end)) {
        world.sleep(Duration.ofMillis(random.nextLong(2 * meanTime.toMillis()) + 1));
        if (world.loop().now().isBefore(end)) {
          body.run();
        }
      }
    });
  }

  /** Removes some of the items whose time is over, as the table does: late. */
  private void expireItems() {
    long now = world.loop().now().getEpochSecond();
    List<String> expired =
        world.table().items().entrySet().stream()
            .filter(item -> item.getValue().containsKey(EXPIRES_AT))
            .filter(item -> Long.parseLong(item.getValue().get(EXPIRES_AT).n()) < now)
            .map(Map.Entry::getKey)
            .sorted()
            .filter(key -> random.nextBoolean())
            .toList();
    expired.forEach(key -> world.table().expire(key));
    world.statistics().expiredItems += expired.stream().filter(key -> !isCountedItem(key)).count();
  }

  /** Counts of items have no part in what reports cost. */
  private static boolean isCountedItem(String key) {
    return key.startsWith("item#");
  }

  private void killOne() {
    SimulatedProcess process = chooseProcess();
    if (process != null) {
      stops.kill(process.sandbox());
    }
  }

  private void freezeOne() {
    SimulatedProcess process = chooseProcess();
    if (process != null) {
      stops.freeze(process.sandbox());
    }
  }

  private @Nullable SimulatedProcess chooseProcess() {
    List<SimulatedProcess> living =
        world.processes().stream().filter(process -> !process.sandbox().isDead()).toList();
    return living.isEmpty() ? null : living.get(random.nextInt(living.size()));
  }

  private void stopTable() {
    world.statistics().outages++;
    world.stopTable(Duration.ofSeconds(random.nextLong(1, 90)));
  }
}
