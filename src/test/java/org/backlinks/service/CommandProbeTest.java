package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeCall;
import org.backlinks.local.majestic.FakeMajestic;
import org.backlinks.majestic.FakeUpstreamClient;
import org.backlinks.task.ThreadTaskScheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandProbeTest {
  private static final String TOP = "GetTopBackLinks";

  private final FakeMajestic majestic = FakeMajestic.start();
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");
  private final CommandProbe probe =
      new CommandProbe(
          new TimeLimitedClient(
              FakeUpstreamClient.of(
                  Settings.from(
                      Map.of(
                          "MAJESTIC_URL", majestic.uri().toString(),
                          "MAJESTIC_API_KEY", majestic.key()))),
              new ThreadTaskScheduler()),
          ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

  @AfterEach
  void stop() {
    majestic.close();
  }

  @Test
  void commandIsKnownWhenParameterIsMissing() {
    assertThat(probe.probe(TOP).isUnknown()).isFalse();
    assertThat(majestic.probes(TOP))
        .singleElement()
        .extracting(FakeCall::parameters)
        .satisfies(parameters ->
            assertThat(parameters)
                .containsEntry("GetUrlData", "0")
                .containsEntry("GetSubDomainData", "0")
                .containsEntry("GetRootDomainData", "0"));
    assertThat(majestic.paidCalls()).isEmpty();
  }

  @Test
  void commandIsKnownWhenAnswerHasNoLists() {
    majestic.scriptNextOf(
        FakeMajestic.PROBE,
        new Behaviour.FixedResponse(
            200, "application/json", "{\"Code\": \"OK\", \"DataTables\": {}}", Map.of()));
    assertThat(probe.probe(TOP).isUnknown()).isFalse();
    assertThat(majestic.probes(TOP)).hasSize(1);
  }

  @Test
  void commandIsUnknownWhenRetired() {
    majestic.retireCommand(TOP);
    assertThat(probe.probe(TOP).isUnknown()).isTrue();
  }

  @Test
  void otherRefusalsDoNotMakeCommandUnknown() {
    for (String code : List.of("InvalidAPIKey", "NotEnoughUnits", "Odd")) {
      majestic.scriptNextOf(FakeMajestic.PROBE, new Behaviour.ErrorCode(code, "try later"));
      assertThat(probe.probe(TOP).isUnknown()).as(code).isFalse();
      now = now.plus(CommandProbe.MIN_INTERVAL);
    }
    assertThat(majestic.probes(TOP)).hasSize(3);
  }

  @Test
  void probeIsSentAtMostOnceAMinute() {
    majestic.retireCommand(TOP);
    probe.probe(TOP);
    now = now.plus(CommandProbe.MIN_INTERVAL).minusMillis(1);
    assertThat(probe.probe(TOP)).isEqualTo(CommandProbe.Result.NO_ANSWER);
    now = now.plusMillis(1);
    assertThat(probe.probe(TOP).isUnknown()).isTrue();
    assertThat(majestic.probes(TOP)).hasSize(2);
  }

  @Test
  void resultContainsChargesOfProbe() {
    majestic.scriptNextOf(
        FakeMajestic.PROBE,
        new Behaviour.FixedResponse(
            200,
            "application/json",
            "{\"Code\": \"UnknownCommand\", \"ChargedAnalysisResUnits\": 7}",
            Map.of()));
    CommandProbe.Result result = probe.probe(TOP);
    assertThat(result.isUnknown()).isTrue();
    assertThat(result.globals().number("ChargedAnalysisResUnits")).isEqualTo(7);
  }
}
