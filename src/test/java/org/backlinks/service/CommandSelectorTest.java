package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.config.Settings;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeMajestic;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.question.Scope;
import org.backlinks.report.Progress;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.Globals;
import org.backlinks.store.StoreFixture;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandSelectorTest {
  private static final String TOP = "GetTopBackLinks";
  private static final String SUCCESSOR = "GetBackLinkData";
  private static final String TARGET = "http://www.example.com/";
  private static final String RETIRED_WARNING =
      "upstream does not know GetTopBackLinks any more: GetBackLinkData answered";
  private static final Answer.Refused UNKNOWN_COMMAND =
      new Answer.Refused(
          Globals.NONE, RefusalReason.UNKNOWN_COMMAND, "UnknownCommand", "no such command");

  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private final Clock clock = Clock.systemUTC();

  @Test
  void newReportStartsWithFirstCommand() {
    CommandSelector.FirstCall call = firstCall(newProcess(), "auto");
    assertThat(call.parameters()).containsEntry("cmd", TOP).containsEntry("URL", TARGET);
    assertThat(call.progress()).isEqualTo(Progress.NONE);
  }

  @Test
  void newReportStartsWithSuccessorWhenFirstCommandIsRetired() {
    markRetired();
    CommandSelector.FirstCall call = firstCall(newProcess(), "auto");
    assertThat(call.parameters()).containsEntry("cmd", SUCCESSOR).containsEntry("item", TARGET);
    assertThat(call.progress().warnings()).containsExactly(RETIRED_WARNING);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void newReportWithDeletedLinksStartsWithSuccessorWithoutWarning(boolean isRetired) {
    if (isRetired) {
      markRetired();
    }
    CommandSelector.FirstCall call =
        newProcess()
            .firstCall(
                ServiceFixture.request(TARGET, "includeDeleted", "true"), SampleReports.id());
    assertThat(call.parameters()).containsEntry("cmd", SUCCESSOR).containsEntry("Mode", "0");
    assertThat(call.progress()).isEqualTo(Progress.NONE);
  }

  @Test
  void requestedCommandIsUsedWhenItIsRetired() {
    markRetired();
    CommandSelector.FirstCall call = firstCall(newProcess(), TOP);
    assertThat(call.parameters()).containsEntry("cmd", TOP);
    assertThat(call.progress()).isEqualTo(Progress.NONE);
    assertThat(firstCall(newProcess(), SUCCESSOR).parameters()).containsEntry("cmd", SUCCESSOR);
  }

  @Test
  void onlyCommandOfSettingsIsUsedWhenItIsRetired() {
    markRetired();
    CommandSelector selector = newProcess("MAJESTIC_COMMAND", TOP);
    assertThat(firstCall(selector, "auto").parameters()).containsEntry("cmd", TOP);
    assertThat(selector.isSwitchRequired(heldReport(), UNKNOWN_COMMAND)).isFalse();
  }

  @Test
  void switchIsRequiredWhenFirstCommandIsUnknown() {
    CommandSelector selector = newProcess();
    Report held = heldReport();
    assertThat(selector.isSwitchRequired(held, UNKNOWN_COMMAND)).isTrue();
    assertThat(
            selector.isSwitchRequired(
                held, new Answer.Refused(Globals.NONE, RefusalReason.OTHER, "Odd", "odd")))
        .isFalse();
    assertThat(
            selector.isSwitchRequired(
                held.withParameters(Map.of("cmd", SUCCESSOR)), UNKNOWN_COMMAND))
        .isFalse();
    assertThat(
            selector.isSwitchRequired(
                SampleReports.withState(SampleReports.downloading(SampleReports.NOW), held),
                UNKNOWN_COMMAND))
        .isFalse();
  }

  @Test
  void confirmedSwitchAppliesToAllNewReports() {
    ENVIRONMENT
        .majestic()
        .scriptNextOf(
            FakeMajestic.PROBE,
            new Behaviour.FixedResponse(
                200,
                "application/json",
                "{\"Code\": \"UnknownCommand\", \"ChargedAnalysisResUnits\": 7}",
                Map.of()));
    CommandSelector selector = newProcess();
    Report next = selector.switchToSuccessor(heldReport(), UNKNOWN_COMMAND, SampleReports.NOW);
    assertThat(next.parameters()).containsEntry("cmd", SUCCESSOR);
    assertThat(next.progress().warnings()).containsExactly(RETIRED_WARNING);
    assertThat(next.billing().usage().charged().analysis()).isEqualTo(7);
    assertThat(next.billing().reservation()).isNotNull();
    assertThat(next.billing().reservation().boundPerCall()).isEqualTo(new Units(5_000, 100));
    assertThat(firstCall(selector, "auto").parameters()).containsEntry("cmd", SUCCESSOR);
    assertThat(firstCall(newProcess(), "auto").parameters()).containsEntry("cmd", SUCCESSOR);
    selector.switchToSuccessor(heldReport(), UNKNOWN_COMMAND, SampleReports.NOW);
    assertThat(ENVIRONMENT.majestic().probes(TOP)).hasSize(1);
  }

  @Test
  void unconfirmedSwitchAppliesToOneReport() {
    CommandSelector selector = newProcess();
    Report next = selector.switchToSuccessor(heldReport(), UNKNOWN_COMMAND, SampleReports.NOW);
    assertThat(next.parameters()).containsEntry("cmd", SUCCESSOR);
    assertThat(firstCall(selector, "auto").parameters()).containsEntry("cmd", TOP);
    assertThat(ENVIRONMENT.majestic().probes(TOP)).hasSize(1);
  }

  @Test
  void switchWarnsThatForcedQueueIsIgnored() {
    Report forced =
        heldReport().withParameters(Map.of("cmd", TOP, "URL", TARGET, "DebugForceQueue", "1"));
    Report next = newProcess().switchToSuccessor(forced, UNKNOWN_COMMAND, SampleReports.NOW);
    assertThat(next.progress().warnings())
        .isEqualTo(List.of(RETIRED_WARNING, "forceQueue: GetBackLinkData is never queued"));
  }

  @Test
  void queuedReportIsReleasedAndItsJobSettledAtBound() {
    Report queued =
        SampleReports.withState(
            SampleReports.queued(SampleReports.NOW),
            heldReport().withCallCounted(SampleReports.NOW, Duration.ofMinutes(1)));
    Report next = newProcess().switchToSuccessor(queued, UNKNOWN_COMMAND, SampleReports.NOW);
    assertThat(next.parameters()).containsEntry("cmd", SUCCESSOR);
    assertThat(next.isHeld()).isFalse();
    assertThat(next.isBeforeCall()).as("the next call is reserved").isFalse();
    assertThat(next.billing().reservation().cost()).isEqualTo(new Units(10_000, 200));
    assertThat(next.billing().usage().estimated()).isTrue();
  }

  private static Report heldReport() {
    Instant now = SampleReports.NOW;
    return SampleReports.claimed(SampleReports.question(Set.of(Scope.URL, Scope.ROOT_DOMAIN)))
        .withBilling(billing -> billing.reserve(now, new Units(10_000, 200), 1));
  }

  private static CommandSelector.FirstCall firstCall(CommandSelector selector, String command) {
    return selector.firstCall(
        ServiceFixture.request(TARGET, "command", command), SampleReports.id());
  }

  private void markRetired() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      StoreFixture.of(ENVIRONMENT.dynamo().client(), service.settings)
          .retiredCommandStore()
          .markRetired(TOP, clock.instant());
    }
  }

  private CommandSelector newProcess(String... changes) {
    try (ServiceFixture service = ENVIRONMENT.newService(changes)) {
      Settings settings = service.settings;
      return ServiceParts.commands(
          StoreFixture.of(ENVIRONMENT.dynamo().client(), settings), settings, clock);
    }
  }
}
