package org.backlinks.simulation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Kills and freezes processes. */
final class ProcessStops {
  private final SimulatedWorld world;
  private final RandomGenerator random;

  ProcessStops(SimulatedWorld world, RandomGenerator random) {
    this.world = world;
    this.random = random;
  }

  /** Ends a process at once. */
  void kill(SimulatedSandbox sandbox) {
    world.statistics().deaths++;
    world.event(sandbox, () -> "dies");
    sandbox.kill();
  }

  /** Stops a process for some time. */
  void freeze(SimulatedSandbox sandbox) {
    world.statistics().freezes++;
    Duration time = chooseFreezeTime();
    world.event(sandbox, () -> "freezes for " + time);
    sandbox.freeze(time);
  }

  /** Called by a thread of a process at a point where a stop hurts most. */
  void maybeStop(SimulatedSandbox sandbox) {
    if (random.nextDouble() >= world.faults().stopsAtRequests()) {
      return;
    }
    if (random.nextInt(3) == 0) {
      kill(sandbox);
    } else {
      freeze(sandbox);
    }
    world.loop().yieldNow();
  }

  /** Returns a random time, which is often about as long as a lease. */
  private Duration chooseFreezeTime() {
    return switch (random.nextInt(3)) {
      case 0 -> Duration.ofMillis(random.nextInt(55_000, 75_000));
      case 1 -> Duration.ofMillis(random.nextInt(105_000, 135_000));
      default -> Duration.ofSeconds(1L << random.nextInt(12));
    };
  }
}
