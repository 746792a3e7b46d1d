package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.backlinks.local.TableFault;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Lease;
import org.backlinks.report.Report;
import org.backlinks.service.LeaseRenewer.HeldLease;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CallPreparerTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @Test
  void reservationMovesToDayOfCall() {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000")) {
      Instant beforeMidnight = DailySpend.utcDayEnd(ServiceFixture.noon()).minusSeconds(5);
      service.clock.set(beforeMidnight);
      Report waiting = service.askForReport("http://rows-9.example.com/", "wait", "0");
      assertThat(service.dailySpend(beforeMidnight).spent().analysis()).isEqualTo(5_000);
      service.clock.set(beforeMidnight.plusSeconds(10));
      assertThat(service.poll().ready()).isEqualTo(1);
      assertThat(service.storedReport(waiting).billing().usage().calls()).isEqualTo(1);
      assertThat(service.dailySpend(beforeMidnight))
          .isEqualTo(DailySpend.zero(DailySpend.utcDate(beforeMidnight)));
      Instant after = beforeMidnight.plusSeconds(10);
      assertThat(service.dailySpend(after))
          .isEqualTo(new DailySpend(DailySpend.utcDate(after), new Units(5_000, 9), 1));
    }
  }

  @Test
  void reservationKeepsItsDayWhenItCannotMove() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Instant yesterday = DailySpend.utcDayEnd(ServiceFixture.noon()).minusSeconds(30);
      service.clock.set(yesterday);
      Report held = service.askAndTakeOver("http://rows-9.example.com/");
      service.clock.advance(Duration.ofSeconds(31));
      Instant today = service.clock.instant();
      ENVIRONMENT
          .proxy()
          .setRule(request ->
              request.operation().equals("TransactWriteItems")
                  ? Optional.of(TableFault.TRANSACTION_CONFLICT)
                  : Optional.empty());
      try (HeldLease lease = service.leaseRenewer.start(held)) {
        assertThat(service.callPreparer.prepare(held, lease, service.invocationEnd())).isEmpty();
      }
      ENVIRONMENT.removeTableFaults();
      assertThat(service.storedReport(held).billing().usage().calls()).isZero();
      assertThat(service.dailySpend(yesterday))
          .isEqualTo(new DailySpend(DailySpend.utcDate(yesterday), new Units(5_000, 100), 1));
      assertThat(service.dailySpend(today)).isEqualTo(DailySpend.zero(DailySpend.utcDate(today)));
      assertThat(service.poll().ready()).isEqualTo(1);
      assertThat(service.dailySpend(yesterday))
          .isEqualTo(DailySpend.zero(DailySpend.utcDate(yesterday)));
      assertThat(service.dailySpend(today))
          .isEqualTo(new DailySpend(DailySpend.utcDate(today), new Units(5_000, 9), 1));
    }
  }

  @Test
  void callIsPreparedWithoutChangeWhenReservedForToday() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      service.clock.set(ServiceFixture.noon());
      Report held = service.askAndTakeOver("http://rows-9.example.com/");
      try (HeldLease lease = service.leaseRenewer.start(held)) {
        assertThat(service.callPreparer.prepare(held, lease, service.invocationEnd()))
            .hasValue(held);
      }
    }
  }

  @Test
  void reportIsReleasedWithoutCallWhenInvocationEndsTooSoon() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-9.example.com/");
      Instant end = service.clock.instant().plus(Duration.ofSeconds(60));
      try (HeldLease lease = service.leaseRenewer.start(held)) {
        assertThat(service.callPreparer.prepare(held, lease, end)).isEmpty();
      }
      Report released = service.storedReport(held);
      assertThat(released.lease().end()).isEqualTo(Lease.RELEASED);
      assertThat(released.billing().usage().calls()).isZero();
      assertThat(released.hasReservedCall()).isTrue();
    }
  }
}
