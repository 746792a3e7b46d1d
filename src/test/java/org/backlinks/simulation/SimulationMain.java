package org.backlinks.simulation;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs simulated worlds from the command line. */
public final class SimulationMain {
  /** A mutant that no world below this seed finds counts as not found. */
  private static final int MUTANT_SEEDS = 200;

  /** The simulated failures would fill the log. Only a logger that is kept remembers its level. */
  private static final Logger LOGGER = Logger.getLogger("org.backlinks");

  private final PrintStream out = System.out;

  private SimulationMain() {}

  /**
   * Runs new worlds for some minutes, or one world, or every mutant.
   *
   * @param arguments the minutes; then nothing, the seed of one world, or {@code mutants}
   */
  public static void main(String[] arguments) {
    LOGGER.setLevel(Level.OFF);
    SimulationMain simulation = new SimulationMain();
    String choice = arguments.length < 2 ? "" : arguments[1];
    boolean passes =
        switch (choice) {
          case "" -> simulation.explore(Duration.ofMinutes(Long.parseLong(arguments[0])));
          case "mutants" -> simulation.findMutants();
          default -> simulation.replay(Long.parseLong(choice));
        };
    System.exit(passes ? 0 : 1);
  }

  private boolean explore(Duration time) {
    Instant end = Instant.now().plus(time);
    WorldStatistics all = new WorldStatistics();
    int violations = 0;
    for (long seed = System.nanoTime(); Instant.now().isBefore(end); seed++) {
      SimulatedWorld world = WorldScenario.run(seed, false);
      all.add(world.statistics());
      AssertionError failure = world.invariants().failure();
      if (failure != null) {
        violations++;
        out.println(failure.getMessage());
      }
    }
    out.println(all + ", " + violations + " violations");
    return violations == 0;
  }

  private boolean replay(long seed) {
    SimulatedWorld world = WorldScenario.run(seed, true);
    world.events().forEach(out::println);
    out.println(world.statistics());
    AssertionError failure = world.invariants().failure();
    if (failure != null) {
      out.println(failure.getMessage());
    }
    return failure == null;
  }

  private boolean findMutants() {
    out.println("| seed | part | condition | ms | what breaks |");
    boolean areAllFound = true;
    for (ConditionMutant mutant : ConditionMutant.all(40)) {
      Instant begun = Instant.now();
      SimulatedWorld world = mutant.find(MUTANT_SEEDS);
      AssertionError failure = world == null ? null : world.invariants().failure();
      areAllFound &= failure != null;
      out.printf(
          "| %s | %d | %s | %d | %s |%n",
          world == null ? "none" : world.seed(),
          mutant.part(),
          mutant.expression(),
          Duration.between(begun, Instant.now()).toMillis(),
          failure == null ? "" : failure.getMessage());
    }
    return areAllFound;
  }
}
