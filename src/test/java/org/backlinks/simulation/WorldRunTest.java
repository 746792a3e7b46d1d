package org.backlinks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class WorldRunTest {
  @Test
  void seedAloneIsUsualRun() {
    assertThat(WorldRun.parse("-4711")).isEqualTo(new WorldRun(-4711, WorldOptions.USUAL));
  }

  @Test
  void textOfShrunkRunIsReadBack() {
    WorldOptions shrunk =
        WorldOptions.USUAL
            .withMaxQuestions(30)
            .withoutFaults(EnumSet.of(FaultKind.DEATHS, FaultKind.CLOCK_SKEW));
    WorldRun run = new WorldRun(7, shrunk);
    assertThat(run.toString()).isEqualTo("7:30:CLOCK_SKEW,DEATHS");
    assertThat(WorldRun.parse(run.toString())).isEqualTo(run);
  }
}
