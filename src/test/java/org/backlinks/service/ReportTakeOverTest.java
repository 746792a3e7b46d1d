package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.backlinks.report.Billing;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.store.StoreFixture;
import org.backlinks.units.RemainingUnits;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportTakeOverTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @Test
  void interruptedPollIsRepeatedWithoutReservation() {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000")) {
      Report queued = service.askForReport("http://rows-6.queued-1-file.example.com/");
      assertThat(queued.state()).isInstanceOf(State.Queued.class);
      for (int crash = 0; crash < 4; crash++) {
        service.clock.advance(Duration.ofMinutes(6));
        Report stored = service.storedReport(queued);
        Instant now = service.clock.instant();
        assertThat(
                service.reportStore.takeOver(
                    stored,
                    stored
                        .takeOver(now, Duration.ofSeconds(1))
                        .withBilling(Billing::withPollCounted)))
            .isTrue();
      }
      for (int poll = 0; poll < 6 && service.storedReport(queued).state().isPending(); poll++) {
        service.clock.advance(Duration.ofMinutes(6));
        service.poll();
      }
      Report ready = service.storedReport(queued);
      assertThat(ready.state()).isInstanceOf(State.Ready.class);
      assertThat(ready.billing().usage().calls()).isEqualTo(1);
      assertThat(service.dailySpend(service.clock.instant()).spent().analysis()).isEqualTo(5_000);
    }
  }

  @Test
  void interruptedCallIsRepeatedWhenUnitsWereBought() {
    try (ServiceFixture service =
        ENVIRONMENT.newService("BACKLINKS_MIN_REMAINING_ANALYSIS", "6000")) {
      service.clock.set(ServiceFixture.noon());
      Report interrupted = service.askAndTakeOver("http://rows-6.example.com/");
      StoreFixture.of(ENVIRONMENT.dynamo().client(), service.settings)
          .subscriptionStore()
          .save(new RemainingUnits(5_999L, null, null), service.clock.instant());
      service.clock.advance(Duration.ofMinutes(10));
      Instant now = service.clock.instant();
      Report taken =
          service
              .reportTakeOver
              .takeOverForCall(service.storedReport(interrupted), now)
              .orElseThrow();
      assertThat(taken.billing().usage().calls()).isEqualTo(2);
      assertThat(service.dailySpend(now))
          .isEqualTo(new DailySpend(DailySpend.utcDate(now), new Units(10_000, 200), 2));
    }
  }

  @Test
  void paidCallIsCountedAndHeldForLonger() {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_LEASE", "PT60S")) {
      Report stored = service.askForReport("http://rows-6.example.com/", "wait", "0");
      Instant now = service.clock.instant();
      Report taken = service.reportTakeOver.takeOverForCall(stored, now).orElseThrow();
      assertThat(taken.billing().usage().calls()).isEqualTo(1);
      assertThat(taken.lease().end()).isEqualTo(now.plusSeconds(120));
      assertThat(taken.lease().version()).isEqualTo(stored.lease().version() + 1);
      assertThat(service.storedReport(stored).billing()).isEqualTo(taken.billing());
    }
  }

  @Test
  void onlyOneWorkerTakesReportOver() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report stored = service.askForReport("http://rows-6.example.com/", "wait", "0");
      Instant now = service.clock.instant();
      assertThat(service.reportTakeOver.takeOver(stored, now)).isPresent();
      assertThat(service.reportTakeOver.takeOver(stored, now)).isEmpty();
      assertThat(service.reportTakeOver.takeOverForCall(stored, now)).isEmpty();
    }
  }
}
