package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeIndex;
import org.backlinks.report.Report;
import org.backlinks.units.Price;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportLookupTest {
  private static final String TARGET = "http://www.rows-4.example.com/";
  private static final String COMMAND = "GetSubscriptionInfo";

  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @AfterEach
  void resetIndexes() {
    ENVIRONMENT.majestic().resetIndexes();
  }

  @Test
  void reportOfSameIndexAnswersForItsWholeLife() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = service.askForReport(TARGET);
      service.clock.advance(Duration.ofDays(29));
      AskResult.Answered answer = askByIndex(service);
      assertThat(answer.report().id()).isEqualTo(report.id());
      assertThat(answer.reused()).isTrue();
      assertThat(answer.warnings()).isEmpty();
      service.clock.advance(Duration.ofDays(2));
      assertThat(askByIndex(service).report().id()).isNotEqualTo(report.id());
      assertThat(ENVIRONMENT.majestic().paidCalls()).hasSize(2);
    }
  }

  @Test
  void reportOfFreshIndexAnswersByItsBuildTime() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = service.askForReport(TARGET, "index", "fresh");
      service.clock.advance(Duration.ofDays(20));
      ENVIRONMENT.majestic().rebuild(FakeIndex.HISTORIC);
      assertThat(askByIndex(service, "index", "fresh").report().id()).isEqualTo(report.id());
      ENVIRONMENT.majestic().rebuild(FakeIndex.FRESH);
      service.clock.advance(CurrentIndexes.ASK_INTERVAL);
      assertThat(askByIndex(service, "index", "fresh").report().id()).isNotEqualTo(report.id());
    }
  }

  @Test
  void questionIsAskedAnewWhenIndexWasRebuilt() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = service.askForReport(TARGET);
      ENVIRONMENT.majestic().rebuild(FakeIndex.HISTORIC);
      AskResult.Answered answer = askByIndex(service);
      assertThat(answer.report().id()).isNotEqualTo(report.id());
      assertThat(answer.reused()).isFalse();
      assertThat(answer.warnings()).isEmpty();
      assertThat(askByIndex(service).report().id()).isEqualTo(answer.report().id());
    }
  }

  @Test
  void requestJoinsReportUnderwayWhenIndexWasRebuilt() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      service.askForReport(TARGET);
      ENVIRONMENT.majestic().rebuild(FakeIndex.HISTORIC);
      Report underway = service.askForReport(TARGET, "maxAge", "index", "wait", "0");
      assertThat(underway.state().isPending()).isTrue();
      assertThat(askByIndex(service, "wait", "0").report().id()).isEqualTo(underway.id());
    }
  }

  @Test
  void upstreamIsNotAskedForItsIndexWithoutReadyReport() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      service.subscriptionStore.save(Price.DEFAULT, service.clock.instant());
      assertThat(askByIndex(service).warnings()).isEmpty();
      assertThat(ENVIRONMENT.majestic().calls(COMMAND)).isEmpty();
    }
  }

  @Test
  void requestFallsBackToOneDayWhenUpstreamReportsNoIndex() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = service.askForReport(TARGET);
      scriptSubscription("{\"Code\": \"OK\", \"DataTables\": {}}");
      AskResult.Answered reused = askByIndex(service);
      assertThat(reused.report().id()).isEqualTo(report.id());
      assertThat(reused.warnings())
          .containsExactly(
              "upstream did not say which index it has now; maxAge PT24H was used in place of"
                  + " index");
      service.clock.advance(Duration.ofHours(25));
      scriptSubscription("{\"Code\": \"OK\", \"DataTables\": {}}");
      AskResult.Answered claimed = askByIndex(service);
      assertThat(claimed.report().id()).isNotEqualTo(report.id());
      assertThat(claimed.warnings()).isEqualTo(reused.warnings());
    }
  }

  @Test
  void storedAnswerDecidesWithWarningWhenUpstreamDoesNotAnswer() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = service.askForReport(TARGET);
      askByIndex(service);
      service.clock.advance(Duration.ofHours(23));
      ENVIRONMENT.majestic().scriptNextOf(COMMAND, new Behaviour.ErrorCode("Odd", "try later"));
      AskResult.Answered answer = askByIndex(service);
      assertThat(answer.report().id()).isEqualTo(report.id());
      assertThat(answer.warnings())
          .singleElement()
          .asString()
          .startsWith("upstream did not say which index it has now, so its answer of ");
    }
  }

  private static void scriptSubscription(String body) {
    ENVIRONMENT
        .majestic()
        .scriptNextOf(
            COMMAND, new Behaviour.FixedResponse(200, "application/json", body, Map.of()));
  }

  private static AskResult.Answered askByIndex(ServiceFixture service, String... parameters) {
    String[] all = Arrays.copyOf(parameters, parameters.length + 2);
    all[parameters.length] = "maxAge";
    all[parameters.length + 1] = "index";
    return (AskResult.Answered) service.ask(TARGET, all);
  }
}
