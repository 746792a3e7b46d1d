package org.backlinks.service;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.store.RetiredCommandStore;
import org.backlinks.store.StoreFixture;
import org.backlinks.task.ModelChecker;
import org.backlinks.telemetry.Metrics;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** A command that is retired while reports ask for it. The table never shows the retirement. */
public class CommandRetirementInterleavingTest {
  private static final Settings SETTINGS = Settings.from(Map.of("MAJESTIC_API_KEY", "none"));

  private final CommandRetirement retirement =
      new CommandRetirement(
          StoreFixture.of(new EmptyDynamoDbClient(), SETTINGS).retiredCommandStore(),
          new Metrics(),
          SETTINGS,
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  @Test
  void retirementIsNotForgotten() {
    new ModelChecker(getClass())
        .withoutSwitchesIn(RetiredCommandStore.class)
        .check(List.of("isRetired", "isRetired"), List.of("markRetired", "isRetired"));
  }

  @Operation
  public boolean isRetired() {
    return retirement.isRetired();
  }

  @Operation
  public void markRetired() {
    retirement.markRetired(Instant.EPOCH);
  }
}
