package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.backlinks.report.Billing;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportAbandonerTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private static final Duration POLL_DEADLINE = Duration.ofHours(24);

  @Test
  void unsubmittedReportFailsUnpaidAfterDeadline() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = service.askForReport("http://rows-9.example.com/", "wait", "0");
      Instant createdAt = service.clock.instant();
      service.clock.advance(POLL_DEADLINE.plusSeconds(1));
      assertThat(service.poll().failed()).isEqualTo(1);
      Report failed = service.storedReport(report);
      assertThat(failed.problem().kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
      assertThat(failed.problem().retryable()).isTrue();
      assertThat(service.dailySpend(createdAt))
          .isEqualTo(DailySpend.zero(DailySpend.utcDate(createdAt)));
      assertThat(ENVIRONMENT.majestic().paidCalls()).isEmpty();
    }
  }

  @Test
  void postponedReportFailsWithBudgetExceededAfterDeadline() {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000")) {
      service.clock.set(ServiceFixture.noon());
      Report waiting = service.askForReport("http://rows-9.example.com/", "wait", "0");
      service.clock.set(DailySpend.utcDayEnd(ServiceFixture.noon()).plusSeconds(1));
      Report other = service.askForReport("http://rows-3.example.com/");
      assertThat(other.state()).isInstanceOf(State.Ready.class);
      assertThat(service.poll().queued()).isZero();
      Report postponed = service.storedReport(waiting);
      assertThat(postponed.isPostponed()).isTrue();
      assertThat(postponed.dueAt()).hasValue(DailySpend.utcDayEnd(service.clock.instant()));
      assertThat(postponed.lifetime().expiresAt())
          .isAfter(DailySpend.utcDayEnd(service.clock.instant()));
      assertThat(service.dailySpend(ServiceFixture.noon()).spent().analysis()).isZero();
      assertThat(service.dailySpend(service.clock.instant()).spent().analysis()).isEqualTo(5_000);
      service.clock.set(DailySpend.utcDayEnd(service.clock.instant()).plusSeconds(1));
      assertThat(service.poll().failed()).isEqualTo(1);
      assertThat(service.storedReport(waiting).problem().kind()).isEqualTo(Kind.BUDGET_EXCEEDED);
      assertThat(service.storedReport(waiting).problem().retryable()).isTrue();
      assertThat(ENVIRONMENT.majestic().paidCalls()).hasSize(1);
    }
  }

  @Test
  void reportTakenByAnotherWorkerIsOvertaken() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report taken = service.askAndTakeOver("http://rows-9.example.com/");
      service.reportStore.takeOver(
          taken, taken.takeOver(service.clock.instant(), Duration.ofMinutes(1)));
      assertThat(service.reportAbandoner.giveUp(taken)).isEqualTo(new StepResult.Overtaken());
      assertThat(service.storedReport(taken).state()).isInstanceOf(State.Claimed.class);
    }
  }

  @Test
  void reservationOfDeletedReportIsSettledAtBoundWhenHolderNeverDoesSo() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-9.example.com/");
      assertThat(service.reportDeletion.delete(held.id())).isTrue();
      service.clock.advance(Duration.ofMinutes(15));
      assertThat(service.poll().due()).isZero();
      service.clock.advance(Duration.ofSeconds(6));
      assertThat(service.poll().due()).isEqualTo(1);
      assertThat(service.storedReport(held).state()).isEqualTo(new State.Deleted(true));
      assertThat(service.poll().due()).isZero();
      assertThat(service.reportStore.settleReservation(held)).isFalse();
      assertThat(service.dailySpend(service.clock.instant()).spent())
          .isEqualTo(held.billing().reservation().bound());
    }
  }

  @Test
  void workerKeepsCostThatHolderOfDeletedReportSettled() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-9.example.com/");
      assertThat(service.reportDeletion.delete(held.id())).isTrue();
      assertThat(service.reportStore.settleReservation(held.withBilling(Billing::settleFree)))
          .isTrue();
      service.clock.advance(Duration.ofMinutes(16));
      assertThat(service.poll().due()).isEqualTo(1);
      assertThat(service.poll().due()).isZero();
      assertThat(service.dailySpend(service.clock.instant()).spent()).isEqualTo(Units.ZERO);
    }
  }
}
