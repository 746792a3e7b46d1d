package org.backlinks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorldShrinkerTest {
  private static final int MAX_QUESTIONS = 40;

  /** The program whose writes have no conditions, in a short world. */
  private static final WorldOptions WITHOUT_CONDITIONS =
      WorldOptions.USUAL
          .withConditions(expression -> TableCondition.parse(null))
          .withMaxQuestions(MAX_QUESTIONS);

  @Test
  void failingWorldBecomesSmaller() {
    long seed = 0;
    while (WorldScenario.run(seed, WITHOUT_CONDITIONS).invariants().failure() == null) {
      seed++;
    }
    WorldOptions smallest = new WorldShrinker(seed).shrink(WITHOUT_CONDITIONS);
    assertThat(WorldScenario.run(seed, smallest).invariants().failure()).isNotNull();
    assertThat(smallest.withoutFaults()).isNotEmpty();
    assertThat(smallest.maxQuestions()).isBetween(1, MAX_QUESTIONS);
  }
}
