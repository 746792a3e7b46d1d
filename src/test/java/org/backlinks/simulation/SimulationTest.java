package org.backlinks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
  private static final int FIXED_SEEDS = 40;
  private static final int NEW_SEEDS = 5;

  /** The simulated failures would fill the log. */
  private static final Logger LOGGER = Logger.getLogger("org.backlinks");

  private static Level usualLevel;

  @BeforeAll
  static void silenceLog() {
    usualLevel = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void restoreLog() {
    LOGGER.setLevel(usualLevel);
  }

  @Test
  void fixedSeedsKeepTheInvariants() {
    WorldStatistics all = run(0, FIXED_SEEDS);
    assertThat(all.ready).isGreaterThan(500);
    assertThat(all.deaths).isGreaterThan(50);
    assertThat(all.freezes).isGreaterThan(50);
    assertThat(all.outages).isGreaterThan(5);
    assertThat(all.reusedByIndex).isGreaterThan(50);
  }

  /** Each of these small worlds has shown a fault of the program. */
  @ParameterizedTest
  @ValueSource(longs = {210, 686, 1030})
  void seedOfFormerFaultKeepsTheInvariants(long seed) {
    assertThat(WorldScenario.run(seed, WorldOptions.SMALL).invariants().failure()).isNull();
  }

  /** A failure names its seed. The command that replays it is in testing.md. */
  @Test
  void newSeedsKeepTheInvariants() {
    assertThat(run(System.nanoTime(), NEW_SEEDS).ready).isPositive();
  }

  @Test
  void sameSeedGivesSameEvents() {
    SimulatedWorld first = WorldScenario.run(5, WorldOptions.USUAL.keepingEvents());
    SimulatedWorld second = WorldScenario.run(5, WorldOptions.USUAL.keepingEvents());
    assertThat(first.events()).isNotEmpty().isEqualTo(second.events());
    assertThat(first.loop().stepCount()).isEqualTo(second.loop().stepCount());
  }

  private static WorldStatistics run(long firstSeed, int count) {
    WorldStatistics all = new WorldStatistics();
    LongStream.range(firstSeed, firstSeed + count)
        .forEach(seed -> {
          SimulatedWorld world = WorldScenario.run(seed, WorldOptions.USUAL);
          AssertionError failure = world.invariants().failure();
          if (failure != null) {
            throw failure;
          }
          all.add(world.statistics());
        });
    return all;
  }
}
