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
      service.claimReleaser.releaseBeforeCall(held);
      service.awaitIdle();
      assertThat(service.storedReport(held).billing().usage().calls()).isZero();
      assertThat(service.storedReport(held).isAvailable(service.clock.instant())).isTrue();
    }
  }

  @Test
  void reportIsReleasedWhenAnswerToTakeOverForPollIsLost() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report queued = service.askForReport("http://rows-6.queued-1.example.com/");
      service.clock.advance(Duration.ofMinutes(6));
      takeOverAndLoseAnswer(service, queued);
      service.awaitIdle();
      Report released = service.storedReport(queued);
      assertThat(released.lease().version()).isEqualTo(queued.lease().version() + 1);
      assertThat(released.isAvailable(service.clock.instant())).isTrue();
      assertThat(released.billing().usage().calls()).isEqualTo(1);
    }
  }

  @Test
  void reservationOfQueuedReportIsSettledAtBoundWhenReportIsDeletedBeforeItsRelease() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report queued = service.askForReport("http://rows-7.queued-1.example.com/");
      service.clock.advance(Duration.ofMinutes(6));
      Instant now = service.clock.instant();
      Report taken = service.reportTakeOver.takeOverForCall(queued, now).orElseThrow();
      assertThat(service.reportDeletion.delete(queued.id())).isTrue();
      service.claimReleaser.release(taken);
      service.awaitIdle();
      assertThat(service.reportStore.settleReservation(taken.settleAbandoned())).isFalse();
      assertThat(service.dailySpend(now).spent()).isEqualTo(new Units(5_000, 100));
    }
  }

  private static void takeOverAndLoseAnswer(ServiceFixture service, Report queued) {
    ENVIRONMENT
        .proxy()
        .setRule(request ->
            request.operation().equals("PutItem")
                ? Optional.of(TableFault.RESET_AFTER_EXECUTION)
                : Optional.empty());
    Instant now = service.clock.instant();
    assertThat(catchException(() -> service.reportTakeOver.takeOverForCall(queued, now)))
        .isPresent();
    ENVIRONMENT.removeTableFaults();
  }

  @Test
  void reservationIsSettledWhenReportIsDeletedBeforeItsRelease() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-4.example.com/");
      assertThat(service.reportDeletion.delete(held.id())).isTrue();
      service.claimReleaser.releaseBeforeCall(held);
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
      service.claimReleaser.releaseBeforeCall(held);
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
