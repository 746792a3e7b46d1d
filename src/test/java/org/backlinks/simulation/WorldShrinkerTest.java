package org.backlinks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorldShrinkerTest {
  /** The program whose writes have no conditions. */
  private static final WorldOptions WITHOUT_CONDITIONS =
      WorldOptions.USUAL.withConditions(expression -> TableCondition.parse(null));

  @Test
  void failingWorldBecomesSmaller() {
    long seed = 0;
    while (WorldScenario.run(seed, WITHOUT_CONDITIONS).invariants().failure() == null) {
      seed++;
    }
    WorldOptions smallest = new WorldShrinker(seed).shrink(WITHOUT_CONDITIONS);
    assertThat(WorldScenario.run(seed, smallest).invariants().failure()).isNotNull();
    assertThat(smallest.withoutFaults()).isNotEmpty();
    assertThat(smallest.maxQuestions()).isLessThan(Integer.MAX_VALUE);
  }
}
