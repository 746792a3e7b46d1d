package org.backlinks.simulation;

import java.util.EnumSet;
import java.util.Set;

/**
 * Makes a failing world smaller: leaves out kinds of faults and questions as long as the world
 * still breaks an invariant. What is left is easier to read.
 */
final class WorldShrinker {
  private final long seed;

  WorldShrinker(long seed) {
    this.seed = seed;
  }

  /** Returns the options of the smallest failing run that was found. */
  WorldOptions shrink(WorldOptions failing) {
    WorldOptions smaller = shrinkQuestions(shrinkFaults(failing));
    // with few questions, other faults may be superfluous
    return shrinkFaults(smaller);
  }

  private WorldOptions shrinkFaults(WorldOptions failing) {
    WorldOptions smallest = failing;
    for (FaultKind kind : FaultKind.values()) {
      Set<FaultKind> without = EnumSet.of(kind);
      without.addAll(smallest.withoutFaults());
      WorldOptions candidate = smallest.withoutFaults(without);
      if (fails(candidate)) {
        smallest = candidate;
      }
    }
    return smallest;
  }

  private WorldOptions shrinkQuestions(WorldOptions failing) {
    SimulatedWorld world = WorldScenario.run(seed, failing);
    WorldOptions smallest = failing;
    for (int max = world.statistics().questions; max > 0; max /= 2) {
      WorldOptions candidate = failing.withMaxQuestions(max);
      if (!fails(candidate)) {
        break;
      }
      smallest = candidate;
    }
    return smallest;
  }

  private boolean fails(WorldOptions options) {
    return WorldScenario.run(seed, options).invariants().failure() != null;
  }
}
