package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.backlinks.local.TableFault;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClaimReleaserTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @Test
  void workerMakesCallWhenAnswerToClaimIsLost() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      ENVIRONMENT
          .proxy()
          .setRule(request ->
              request.operation().equals("TransactWriteItems")
                  ? Optional.of(TableFault.RESET_AFTER_EXECUTION)
                  : Optional.empty());
      Optional<RuntimeException> failure =
          catchException(() -> service.ask("http://rows-4.example.com/"));
      assertThat(failure).isPresent();
      ENVIRONMENT.removeTableFaults();
      service.awaitIdle();
      assertThat(ENVIRONMENT.majestic().paidCalls()).isEmpty();
      assertThat(service.poll().ready()).isEqualTo(1);
      assertThat(ENVIRONMENT.majestic().paidCalls()).hasSize(1);
      Instant now = service.clock.instant();
      assertThat(service.dailySpend(now))
          .isEqualTo(new DailySpend(DailySpend.utcDate(now), new Units(5_000, 4), 1));
    }
  }

  @Test
  void heldReportIsReleasedWithoutItsCall() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-4.example.com/");
      service.claimReleaser.release(held);
      service.awaitIdle();
      assertThat(service.storedReport(held).billing().usage().calls()).isZero();
      assertThat(service.storedReport(held).isAvailable(service.clock.instant())).isTrue();
    }
  }

  @Test
  void reservationIsSettledWhenReportIsDeletedBeforeItsRelease() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-4.example.com/");
      assertThat(service.reportDeletion.delete(held.id())).isTrue();
      service.claimReleaser.release(held);
      service.awaitIdle();
      Instant now = service.clock.instant();
      assertThat(service.dailySpend(now)).isEqualTo(DailySpend.zero(DailySpend.utcDate(now)));
    }
  }

  @Test
  void reportOfAnotherHolderIsNotReleased() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-4.example.com/");
      Report other = held.takeOver(service.clock.instant(), Duration.ofMinutes(5));
      assertThat(service.reportStore.takeOver(held, other)).isTrue();
      service.claimReleaser.release(held);
      service.awaitIdle();
      assertThat(service.storedReport(held).lease().version()).isEqualTo(other.lease().version());
      assertThat(service.storedReport(held).isHeld()).isTrue();
    }
  }

  private static Optional<RuntimeException> catchException(Runnable request) {
    try {
      request.run();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }
}
