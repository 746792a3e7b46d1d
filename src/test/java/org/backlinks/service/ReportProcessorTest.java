package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.backlinks.local.TableFault;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.CallGate;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.task.Task;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ReportProcessorTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Test
  void workEndsWithReadyReport() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-3.example.com/");
      assertThat(advanced(process(service, held)).state()).isInstanceOf(State.Ready.class);
      assertThat(service.storedReport(held).state()).isInstanceOf(State.Ready.class);
    }
  }

  @Test
  void workEndsWhenReportWaitsForUpstream() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-3.queued-1.example.com/");
      Report queued = advanced(process(service, held));
      assertThat(queued.state()).isInstanceOf(State.Queued.class);
      assertThat(queued.isHeld()).isFalse();
    }
  }

  @Test
  void sameHolderMakesOneCallPerList() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held =
          service.askAndTakeOver(
              "http://www.rows-3.example.com/",
              "scopes",
              "url,rootDomain",
              "command",
              "GetBackLinkData");
      Report ready = advanced(process(service, held));
      assertThat(ready.state()).isInstanceOf(State.Ready.class);
      assertThat(ready.billing().usage().calls()).isEqualTo(2);
      assertThat(ENVIRONMENT.majestic().paidCalls()).hasSize(2);
    }
  }

  @Test
  void workIsInterruptedBeforeCallWhenInvocationEndsTooSoon() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-3.example.com/");
      Instant end = service.clock.instant().plus(Duration.ofSeconds(60));
      Task<StepResult> work = service.reportProcessor.start(held, end);
      assertThat(ReportProcessor.awaitResult(work, TIMEOUT))
          .isEqualTo(new StepResult.Interrupted());
      assertThat(ENVIRONMENT.majestic().paidCalls()).isEmpty();
      assertThat(service.storedReport(held).hasReservedCall()).isTrue();
    }
  }

  @Test
  void workIsInterruptedWhenTableFailsUntilLeaseEnds() {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_LEASE", "PT1S")) {
      Report held = service.askAndTakeOver("http://rows-3.example.com/");
      ENVIRONMENT
          .proxy()
          .setRule(request ->
              request.itemKind().equals("report")
                  ? Optional.of(TableFault.SERVER_ERROR)
                  : Optional.empty());
      assertThat(process(service, held)).isEqualTo(new StepResult.Interrupted());
      ENVIRONMENT.removeTableFaults();
      assertThat(service.storedReport(held).state()).isInstanceOf(State.Claimed.class);
    }
  }

  @Test
  void paidReportFailsOnceWhenTableRejectsRows() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      ENVIRONMENT
          .proxy()
          .setRule(request ->
              request.itemKind().equals("chunk")
                  ? Optional.of(TableFault.REJECTED)
                  : Optional.empty());
      Report held = service.askAndTakeOver("http://rows-5000.example.com/", "maxBacklinks", "5000");
      Report failed = advanced(process(service, held));
      assertThat(failed.problem().kind()).isEqualTo(Problem.Kind.INTERNAL);
      assertThat(failed.problem().retryable()).isFalse();
      assertThat(failed.billing().usage().charged().retrieval()).isEqualTo(5_000);
      assertThat(ENVIRONMENT.majestic().paidCalls()).hasSize(1);
    }
  }

  @Test
  void paidReportFailsOnceWhenStoredPartIsUnreadable() throws InterruptedException {
    try (ServiceFixture service = ENVIRONMENT.newService();
        CallGate gate = new CallGate()) {
      ENVIRONMENT
          .majestic()
          .scriptNextOf(
              "GetBackLinkData",
              new Behaviour.Rows(),
              new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      Report held =
          service.askAndTakeOver(
              "http://www.rows-3-parts.com/",
              "scopes",
              "url,rootDomain",
              "command",
              "GetBackLinkData");
      Task<StepResult> work = service.reportProcessor.start(held, service.invocationEnd());
      assertThat(gate.awaitArrivals(1, TIMEOUT)).isTrue();
      damagePart(service, held, "url");
      gate.open();
      Report failed = advanced(ReportProcessor.awaitResult(work, TIMEOUT));
      assertThat(failed.problem().detail()).isEqualTo(FailureProblems.UNREADABLE_PARTS.detail());
      assertThat(failed.problem().retryable()).isFalse();
      assertThat(service.storedReport(held).problem()).isEqualTo(failed.problem());
      Instant now = service.clock.instant();
      assertThat(service.dailySpend(now))
          .isEqualTo(new DailySpend(DailySpend.utcDate(now), new Units(10_000, 6), 2));
      service.clock.advance(Duration.ofHours(1));
      assertThat(service.poll().due()).isZero();
      assertThat(ENVIRONMENT.majestic().paidCalls()).hasSize(2);
    }
  }

  private static void damagePart(ServiceFixture service, Report report, String part) {
    String key = "part#%s#%d#%s".formatted(report.id().text(), report.lease().version(), part);
    ENVIRONMENT
        .dynamo()
        .client()
        .putItem(put ->
            put.tableName(service.settings.table().name())
                .conditionExpression("attribute_exists(pk)")
                .item(
                    Map.of(
                        "pk", AttributeValue.fromS(key),
                        "bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("damaged")))));
  }

  @Test
  void callKeepsItsDayWhenItsAnswerArrivesAfterMidnight() throws InterruptedException {
    assertCostIsBookedOnDayOfCall(new Behaviour.Rows());
    assertThat(ENVIRONMENT.majestic().calls("GetTopBackLinks")).hasSize(1);
  }

  @Test
  void repeatedCallKeepsItsDayWhenItIsRepeatedAfterMidnight() throws InterruptedException {
    assertCostIsBookedOnDayOfCall(new Behaviour.FixedResponse(503));
    assertThat(ENVIRONMENT.majestic().calls("GetTopBackLinks")).hasSize(2);
  }

  /** Checks the cost of a call whose first answer arrives after the end of its UTC day. */
  private static void assertCostIsBookedOnDayOfCall(Behaviour firstAnswer)
      throws InterruptedException {
    try (ServiceFixture service = ENVIRONMENT.newService();
        CallGate gate = new CallGate()) {
      Instant yesterday = DailySpend.utcDayEnd(ServiceFixture.noon()).minusSeconds(40);
      service.clock.set(yesterday);
      ENVIRONMENT
          .majestic()
          .scriptTarget(
              "rows-6.midnight", new Behaviour.HeldAtGate(gate, firstAnswer), new Behaviour.Rows());
      Report held = service.askAndTakeOver("http://rows-6.midnight.example.com/");
      Task<StepResult> work = service.reportProcessor.start(held, service.invocationEnd());
      assertThat(gate.awaitArrivals(1, TIMEOUT)).isTrue();
      service.clock.advance(Duration.ofSeconds(50));
      gate.open();
      Report ready = advanced(ReportProcessor.awaitResult(work, TIMEOUT));
      assertThat(ready.state()).isInstanceOf(State.Ready.class);
      assertThat(ready.billing().usage().calls()).isEqualTo(1);
      Instant now = service.clock.instant();
      assertThat(service.dailySpend(yesterday))
          .isEqualTo(new DailySpend(DailySpend.utcDate(yesterday), new Units(5_000, 6), 1));
      assertThat(service.dailySpend(now)).isEqualTo(DailySpend.zero(DailySpend.utcDate(now)));
    }
  }

  @Test
  void workIsStillRunningWhenTimeoutIsOver() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      ENVIRONMENT
          .majestic()
          .scriptTarget("rows-3.slow", new Behaviour.SlowHeaders(Duration.ofSeconds(1)));
      Report held = service.askAndTakeOver("http://rows-3.slow.example.com/");
      Task<StepResult> work = service.reportProcessor.start(held, service.invocationEnd());
      assertThat(ReportProcessor.awaitResult(work, Duration.ofMillis(20)))
          .isEqualTo(new StepResult.StillRunning());
      assertThat(advanced(ReportProcessor.awaitResult(work, TIMEOUT)).state())
          .isInstanceOf(State.Ready.class);
    }
  }

  private static StepResult process(ServiceFixture service, Report held) {
    Task<StepResult> work = service.reportProcessor.start(held, service.invocationEnd());
    return ReportProcessor.awaitResult(work, TIMEOUT);
  }

  private static Report advanced(StepResult result) {
    assertThat(result).isInstanceOf(StepResult.Advanced.class);
    return ((StepResult.Advanced) result).report();
  }
}
