package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backlinks.local.TableFault;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.CallGate;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.store.StoreFixture;
import org.backlinks.units.RemainingUnits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportServiceTest {
  private static final String TARGET = "http://rows-4.example.com/";

  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @Test
  void readyReportIsReused() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      AskResult.Answered first = answered(service.ask(TARGET));
      assertThat(first.report().state()).isInstanceOf(State.Ready.class);
      assertThat(first.reused()).isFalse();
      AskResult.Answered second = answered(service.ask(TARGET));
      assertThat(second.report().id()).isEqualTo(first.report().id());
      assertThat(second.reused()).isTrue();
      assertThat(ENVIRONMENT.majestic().paidCalls()).hasSize(1);
    }
  }

  @Test
  void readyReportIsNotReusedWhenItIsTooOld() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report first = service.askForReport(TARGET);
      service.clock.advance(Duration.ofMinutes(61));
      AskResult.Answered second = answered(service.ask(TARGET, "maxAge", "PT1H"));
      assertThat(second.report().id()).isNotEqualTo(first.id());
      assertThat(second.reused()).isFalse();
    }
  }

  @Test
  void newReportNamesReadyReportOfItsQuestionAsPrevious() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report first = service.askForReport(TARGET);
      assertThat(first.previousId()).isNull();
      service.clock.advance(Duration.ofMinutes(61));
      Report second = service.askForReport(TARGET, "maxAge", "PT1H");
      assertThat(second.previousId()).isEqualTo(first.id());
      assertThat(service.askForReport("http://rows-5.example.com/").previousId()).isNull();
      service.reportDeletion.delete(first.id());
      assertThat(service.storedReport(second).previousId()).isEqualTo(first.id());
    }
  }

  @Test
  void newReportNamesReadyReportAsPreviousWhenItIsExpired() {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_TTL", "PT1H")) {
      Report first = service.askForReport(TARGET);
      service.clock.advance(Duration.ofMinutes(61));
      Report second = service.askForReport(TARGET);
      assertThat(second.id()).isNotEqualTo(first.id());
      assertThat(second.previousId()).isEqualTo(first.id());
    }
  }

  @Test
  void newReportNamesNoPreviousReportWhenReadySlotIsEmpty() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      service.reportDeletion.delete(service.askForReport(TARGET).id());
      ENVIRONMENT.majestic().scriptTarget("rows-4", new Behaviour.ErrorCode("Odd", "no"));
      Report failed = service.askForReport(TARGET);
      assertThat(failed.state()).isInstanceOf(State.Failed.class);
      assertThat(failed.previousId()).isNull();
      ENVIRONMENT.majestic().clearBehaviours();
      assertThat(service.askForReport(TARGET).previousId()).isNull();
    }
  }

  @Test
  void requestJoinsReportUnderway() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report first = service.askForReport(TARGET, "wait", "0");
      assertThat(first.isBeforeCall()).isTrue();
      AskResult.Answered second = answered(service.ask(TARGET, "wait", "0"));
      assertThat(second.report().id()).isEqualTo(first.id());
      assertThat(second.reused()).isTrue();
      assertThat(ENVIRONMENT.majestic().paidCalls()).isEmpty();
    }
  }

  @Test
  void payerIsNotToldReusedWhenItsCallIsStillRunning() {
    String target = "http://rows-4.payer.example.com/";
    try (ServiceFixture service = ENVIRONMENT.newService();
        CallGate gate = new CallGate()) {
      ENVIRONMENT
          .majestic()
          .scriptTarget("rows-4.payer", new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      List<AskResult.Answered> progress = new ArrayList<>();
      Instant now = service.clock.instant();
      AskResult.Answered payer =
          answered(
              service.reportService.ask(
                  ServiceFixture.request(target),
                  now.plusSeconds(1),
                  now.plus(Duration.ofMinutes(5)),
                  progress::add));
      assertThat(payer.report().state().isPending()).isTrue();
      assertThat(payer.reused()).isFalse();
      assertThat(progress).isNotEmpty().noneMatch(AskResult.Answered::reused);
      AskResult.Answered joiner = answered(service.ask(target, "wait", "0"));
      assertThat(joiner.report().id()).isEqualTo(payer.report().id());
      assertThat(joiner.reused()).isTrue();
      gate.open();
      service.awaitIdle();
      assertThat(answered(service.ask(target)).report().state()).isInstanceOf(State.Ready.class);
      assertThat(ENVIRONMENT.majestic().paidCalls()).hasSize(1);
    }
  }

  @Test
  void requestWaitsForReportOfWorker() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      List<AskResult.Answered> seen = new ArrayList<>();
      Instant now = service.clock.instant();
      AskResult result =
          service.reportService.ask(
              ServiceFixture.request(TARGET, "wait", "9"),
              now.plusSeconds(60),
              now.plus(Duration.ofMinutes(5)),
              report -> {
                if (seen.isEmpty()) {
                  Thread.startVirtualThread(service::poll);
                }
                seen.add(report);
              });
      assertThat(seen.getFirst().report().isBeforeCall()).isTrue();
      assertThat(seen.getLast()).isEqualTo(result);
      assertThat(answered(result).report().state()).isInstanceOf(State.Ready.class);
      assertThat(answered(result).reused()).isFalse();
    }
  }

  @Test
  void waitEndsWhenThreadIsInterrupted() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report first = service.askForReport(TARGET, "wait", "0");
      Instant now = service.clock.instant();
      AskResult result =
          service.reportService.ask(
              ServiceFixture.request(TARGET, "wait", "25"),
              now.plusSeconds(60),
              now.plus(Duration.ofMinutes(5)),
              report -> Thread.currentThread().interrupt());
      assertThat(Thread.interrupted()).isTrue();
      assertThat(answered(result).report().id()).isEqualTo(first.id());
      assertThat(service.clock.instant()).isBefore(now.plusSeconds(25));
    }
  }

  @Test
  void keyStandsForItsReportWhenRequestWantsNewerOne() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report first = service.askForReport(TARGET, "idempotencyKey", "k1");
      service.clock.advance(Duration.ofMinutes(61));
      Report second = service.askForReport(TARGET, "idempotencyKey", "k1", "maxAge", "PT1H");
      assertThat(second.id()).isEqualTo(first.id());
    }
  }

  @Test
  void keyIsAssignedToReusedReport() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report first = service.askForReport(TARGET);
      service.askForReport(TARGET, "idempotencyKey", "k1");
      service.clock.advance(Duration.ofMinutes(61));
      Report third = service.askForReport(TARGET, "idempotencyKey", "k1", "maxAge", "PT1H");
      assertThat(third.id()).isEqualTo(first.id());
    }
  }

  @Test
  void requestIsRefusedWhenKeyWasUsedForAnotherQuestion() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      service.askForReport(TARGET, "idempotencyKey", "k1");
      assertThat(refused(service.ask("http://rows-5.example.com/", "idempotencyKey", "k1")).kind())
          .isEqualTo(Kind.IDEMPOTENCY_MISMATCH);
      assertThat(
              service.reportService.find(
                  ServiceFixture.request("http://rows-5.example.com/", "idempotencyKey", "k1")))
          .isEmpty();
    }
  }

  @Test
  void requestIsResolvedAgainWhenAnotherClaimIsFaster() {
    try (ServiceFixture service = ENVIRONMENT.newService();
        ServiceFixture other = ENVIRONMENT.newService()) {
      AtomicBoolean claimed = new AtomicBoolean();
      List<Report> faster = new ArrayList<>();
      ENVIRONMENT
          .proxy()
          .setRule(request -> {
            if (request.operation().equals("TransactWriteItems")
                && claimed.compareAndSet(false, true)) {
              faster.add(other.askForReport(TARGET, "wait", "0"));
            }
            return Optional.<TableFault>empty();
          });
      AskResult.Answered answer = answered(service.ask(TARGET, "wait", "0"));
      assertThat(faster).extracting(Report::id).containsExactly(answer.report().id());
      assertThat(answer.reused()).isTrue();
    }
  }

  @Test
  void requestIsRefusedWhenBudgetIsUsed() {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000")) {
      service.askForReport(TARGET, "wait", "0");
      Problem problem = refused(service.ask("http://rows-5.example.com/", "wait", "0"));
      assertThat(problem.kind()).isEqualTo(Kind.BUDGET_EXCEEDED);
      assertThat(problem.retryAfter()).isPositive();
    }
  }

  @Test
  void requestIsRefusedWhenTooFewUnitsRemain() {
    try (ServiceFixture service =
        ENVIRONMENT.newService("BACKLINKS_MIN_REMAINING_ANALYSIS", "6000")) {
      service.askForReport(TARGET, "wait", "0");
      storeRemaining(service);
      assertThat(refused(service.ask("http://rows-5.example.com/", "wait", "0")).kind())
          .isEqualTo(Kind.REMAINING_BELOW_LIMIT);
    }
  }

  @Test
  void requestIsClaimedWhenUnitsWereBought() {
    try (ServiceFixture service =
        ENVIRONMENT.newService("BACKLINKS_MIN_REMAINING_ANALYSIS", "6000")) {
      service.askForReport(TARGET, "wait", "0");
      storeRemaining(service);
      service.clock.advance(SubscriptionInfo.RETRY_INTERVAL);
      Report report = service.askForReport("http://rows-5.example.com/", "wait", "0");
      assertThat(report.hasReservedCall()).isTrue();
    }
  }

  @Test
  void findReturnsReportWithoutClaim() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      assertThat(service.reportService.find(ServiceFixture.request(TARGET))).isEmpty();
      Report pending = service.askForReport(TARGET, "wait", "0", "idempotencyKey", "k1");
      assertThat(service.reportService.find(ServiceFixture.request(TARGET)))
          .map(found -> found.report().id())
          .contains(pending.id());
      assertThat(service.reportService.find(ServiceFixture.request(TARGET, "idempotencyKey", "k1")))
          .map(found -> found.report().id())
          .contains(pending.id());
    }
  }

  private static void storeRemaining(ServiceFixture service) {
    StoreFixture.of(ENVIRONMENT.dynamo().client(), service.settings)
        .subscriptionStore()
        .save(new RemainingUnits(5_999L, null, null), service.clock.instant());
  }

  private static AskResult.Answered answered(AskResult result) {
    return switch (result) {
      case AskResult.Answered answered -> answered;
      case AskResult.Refused(Problem problem) ->
          throw new IllegalStateException(problem.toString());
    };
  }

  private static Problem refused(AskResult result) {
    return switch (result) {
      case AskResult.Answered answered -> throw new IllegalStateException(answered.toString());
      case AskResult.Refused(Problem problem) -> problem;
    };
  }
}
