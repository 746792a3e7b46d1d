package org.backlinks.simulation;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs simulated worlds from the command line. */
public final class SimulationMain {
  /** The simulated failures would fill the log. Only a logger that is kept remembers its level. */
  private static final Logger LOGGER = Logger.getLogger("org.backlinks");

  private static final String MUTANTS = "mutants:";
  private static final String PARTS = "parts:";

  private final PrintStream out = System.out;

  private SimulationMain() {}

  /**
   * Runs new worlds for some minutes, or one world, or looks for mutants.
   *
   * @param arguments the minutes; then nothing, one {@link WorldRun}, {@code mutants:} and a
   *     regular expression for the descriptions of the guards to look for, or {@code parts:} and
   *     one for the parts of conditions
   */
  public static void main(String[] arguments) throws Exception {
    LOGGER.setLevel(Level.OFF);
    SimulationMain simulation = new SimulationMain();
    String choice = arguments.length < 2 ? "" : arguments[1];
    boolean passes =
        switch (choice) {
          case "" -> simulation.explore(Duration.ofMinutes(Long.parseLong(arguments[0])));
          case String mutants when mutants.startsWith(MUTANTS) ->
              new MutantHunt(simulation.out).findGuards(mutants.substring(MUTANTS.length()));
          case String parts when parts.startsWith(PARTS) ->
              new MutantHunt(simulation.out).findParts(parts.substring(PARTS.length()));
          default -> {
            LOGGER.setLevel(Level.WARNING);
            yield simulation.replay(WorldRun.parse(choice));
          }
        };
    System.exit(passes ? 0 : 1);
  }

  private boolean explore(Duration time) {
    Instant end = Instant.now().plus(time);
    WorldStatistics all = new WorldStatistics();
    int violations = 0;
    for (long seed = System.nanoTime(); Instant.now().isBefore(end); seed++) {
      SimulatedWorld world = WorldScenario.run(seed, WorldOptions.USUAL);
      all.add(world.statistics());
      if (world.invariants().failure() != null) {
        violations++;
        showSmallest(seed);
      }
    }
    out.println(all + ", " + violations + " violations");
    return violations == 0;
  }

  /** Shows what happens in the smallest failing run of a seed. */
  private void showSmallest(long seed) {
    WorldRun smallest = new WorldRun(seed, new WorldShrinker(seed).shrink(WorldOptions.USUAL));
    out.println("-Dsimulate.seed=" + smallest + " fails:");
    replay(smallest);
  }

  private boolean replay(WorldRun run) {
    SimulatedWorld world = WorldScenario.run(run.seed(), run.options().keepingEvents());
    world.events().forEach(out::println);
    out.println(world.statistics());
    AssertionError failure = world.invariants().failure();
    if (failure != null) {
      out.println(failure.getMessage());
    }
    return failure == null;
  }
}
