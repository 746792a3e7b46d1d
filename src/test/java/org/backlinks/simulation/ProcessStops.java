package org.backlinks.simulation;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.backlinks.simulation.UpstreamLedger.PaidCall;

/** Kills and freezes processes. */
final class ProcessStops {
  private static final int IDLE_FACTOR = 4;

  /** One of this many targets is deadly. */
  private static final int DEADLY_TARGETS = 20;

  private final SimulatedWorld world;
  private final RandomGenerator random;

  ProcessStops(SimulatedWorld world, RandomGenerator random) {
    this.world = world;
    this.random = random;
  }

  /** Ends a process at once. */
  void kill(SimulatedSandbox sandbox) {
    world.statistics().deaths++;
    world.statistics().disturbances++;
    world.event(sandbox, () -> "dies");
    sandbox.kill();
  }

  /** Stops a process for some time. */
  void freeze(SimulatedSandbox sandbox) {
    world.statistics().freezes++;
    world.statistics().disturbances++;
    Duration time = chooseFreezeTime();
    world.event(sandbox, () -> "freezes for " + time);
    sandbox.freeze(time);
  }

  /** Called by a thread of a process at a point where a stop hurts most. */
  void maybeStop(SimulatedSandbox sandbox) {
    maybeStop(sandbox, world.faults().stopsAtRequests());
  }

  /** Called by a thread that waits: a process that has nothing else to do stops more often. */
  void maybeStopIdle(SimulatedSandbox sandbox) {
    maybeStop(sandbox, IDLE_FACTOR * world.faults().stopsAtRequests());
  }

  /**
   * Called when a process gets the answer to a charged call. The answers about some targets kill
   * every process that reads them.
   */
  void maybeCrash(PaidCall call) {
    boolean isDeadly = Math.floorMod(call.lists().hashCode(), DEADLY_TARGETS) == 0;
    if (isDeadly && !call.isPoll() && world.faults().stopsAtRequests() > 0) {
      kill(call.sandbox());
      world.loop().yieldNow();
    }
  }

  private void maybeStop(SimulatedSandbox sandbox, double probability) {
    if (random.nextDouble() >= probability) {
      return;
    }
    if (random.nextInt(3) == 0) {
      kill(sandbox);
    } else {
      freeze(sandbox);
    }
    world.loop().yieldNow();
  }

  /**
   * Returns a random time. It is often about as long as a lease, or long enough for another process
   * to take a report over.
   */
  private Duration chooseFreezeTime() {
    return switch (random.nextInt(4)) {
      case 0 -> Duration.ofMillis(random.nextInt(55_000, 75_000));
      case 1 -> Duration.ofMillis(random.nextInt(105_000, 135_000));
      case 2 -> Duration.ofMillis(random.nextInt(125_000, 240_000));
      default -> Duration.ofSeconds(1L << random.nextInt(12));
    };
  }
}
