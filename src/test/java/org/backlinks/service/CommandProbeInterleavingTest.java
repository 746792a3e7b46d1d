package org.backlinks.service;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.backlinks.task.ModelChecker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Probes for several reports within one minute. */
public class CommandProbeInterleavingTest {
  private static final String REFUSAL = "{\"Code\": \"UnknownCommand\"}";

  private final ScriptedUpstream upstream = new ScriptedUpstream(REFUSAL, REFUSAL);
  private final CommandProbe probe =
      new CommandProbe(upstream.newClient(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  @Test
  void probeIsSentOnce() {
    new ModelChecker(getClass())
        .withoutSwitchesIn(TimeLimitedClient.class)
        .check(List.of("probe"), List.of("probe"));
  }

  @Operation
  public void probe() {
    probe.probe("GetTopBackLinks");
  }

  @Validate
  public void checkCalls() {
    if (upstream.callCount() != 1) {
      throw new IllegalStateException(upstream.callCount() + " probes were sent");
    }
  }
}
