package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.backlinks.local.TableFault;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.store.StoreFixture;
import org.backlinks.units.RemainingUnits;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnitReserverTest {
  private static final Duration LEASE = Duration.ofSeconds(60);

  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @Test
  void retryIsReservedAndCounted() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report interrupted = interruptedReport(service);
      Instant now = service.clock.instant();
      Report retried = service.unitReserver.reserveRetry(interrupted, now).orElseThrow();
      assertThat(retried.lease().version()).isEqualTo(interrupted.lease().version() + 1);
      assertThat(retried.billing().usage().calls()).isEqualTo(2);
      assertThat(retried.billing().usage().estimated()).isTrue();
      assertThat(service.storedReport(interrupted).billing()).isEqualTo(retried.billing());
      assertThat(service.dailySpend(now))
          .isEqualTo(new DailySpend(DailySpend.utcDate(now), new Units(10_000, 200), 2));
    }
  }

  @Test
  void retryIsNotReservedWhenReportHasChanged() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report interrupted = interruptedReport(service);
      Instant now = service.clock.instant();
      assertThat(service.unitReserver.reserveRetry(interrupted, now)).isPresent();
      DailySpend before = service.dailySpend(now);
      assertThat(service.unitReserver.reserveRetry(interrupted, now)).isEmpty();
      assertThat(service.dailySpend(now)).isEqualTo(before);
    }
  }

  @Test
  void retryIsPostponedWhenBudgetIsUsed() {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000")) {
      service.clock.set(noon());
      Report interrupted = interruptedReport(service);
      Instant now = service.clock.instant();
      assertThat(service.unitReserver.reserveRetry(interrupted, now)).isEmpty();
      assertPostponed(service, interrupted, now);
    }
  }

  @Test
  void retryIsPostponedWhenTooFewUnitsRemain() {
    try (ServiceFixture service =
        ENVIRONMENT.newService("BACKLINKS_MIN_REMAINING_ANALYSIS", "6000")) {
      service.clock.set(noon());
      Report interrupted = interruptedReport(service);
      // the last call to upstream is recent, so no other call is made
      storeRemaining(service, 5_999);
      Instant now = service.clock.instant();
      assertThat(service.unitReserver.reserveRetry(interrupted, now)).isEmpty();
      assertPostponed(service, interrupted, now);
    }
  }

  @Test
  void retryIsReservedWhenUnitsWereBought() {
    try (ServiceFixture service =
        ENVIRONMENT.newService("BACKLINKS_MIN_REMAINING_ANALYSIS", "6000")) {
      Report interrupted = interruptedReport(service);
      storeRemaining(service, 5_999);
      service.clock.advance(SubscriptionInfo.RETRY_INTERVAL);
      assertThat(service.unitReserver.reserveRetry(interrupted, service.clock.instant()))
          .isPresent();
    }
  }

  @Test
  void retryIsTakenBackWhenItsAnswerIsLost() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report interrupted = interruptedReport(service);
      ENVIRONMENT
          .proxy()
          .setRule(request ->
              request.operation().equals("TransactWriteItems")
                  ? Optional.of(TableFault.RESET_AFTER_EXECUTION)
                  : Optional.empty());
      assertThat(
              catchThrowable(
                  () -> service.unitReserver.reserveRetry(interrupted, service.clock.instant())))
          .isNotNull();
      ENVIRONMENT.removeTableFaults();
      service.awaitIdle();
      Report stored = service.storedReport(interrupted);
      assertThat(stored.billing().usage().calls()).isEqualTo(1);
      assertThat(stored.hasReservedCall()).isTrue();
      assertThat(stored.isHeld()).isFalse();
    }
  }

  @Test
  void reservationOfTodayIsKept() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = heldReport(service);
      assertThat(service.unitReserver.moveReservationToToday(held, service.clock.instant()))
          .containsSame(held);
    }
  }

  @Test
  void reservationOfYesterdayMovesToToday() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      service.clock.set(DailySpend.utcDayEnd(noon()).minusSeconds(30));
      Instant yesterday = service.clock.instant();
      Report held = heldReport(service);
      service.clock.advance(Duration.ofSeconds(31));
      Instant now = service.clock.instant();
      Report moved = service.unitReserver.moveReservationToToday(held, now).orElseThrow();
      assertThat(moved.billing().usage().calls()).isEqualTo(1);
      assertThat(service.dailySpend(yesterday))
          .isEqualTo(DailySpend.zero(DailySpend.utcDate(yesterday)));
      assertThat(service.dailySpend(now))
          .isEqualTo(new DailySpend(DailySpend.utcDate(now), new Units(5_000, 100), 1));
    }
  }

  @Test
  void interruptedCallKeepsItsDayWhenRetryIsReservedOnNextDay() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      service.clock.set(DailySpend.utcDayEnd(noon()).minusSeconds(30));
      Instant yesterday = service.clock.instant();
      Report interrupted = interruptedReport(service);
      service.clock.advance(Duration.ofSeconds(31));
      Instant now = service.clock.instant();
      assertThat(service.unitReserver.reserveRetry(interrupted, now)).isPresent();
      assertThat(service.dailySpend(yesterday))
          .isEqualTo(new DailySpend(DailySpend.utcDate(yesterday), new Units(5_000, 100), 1));
      assertThat(service.dailySpend(now))
          .isEqualTo(new DailySpend(DailySpend.utcDate(now), new Units(5_000, 100), 1));
    }
  }

  @Test
  void reservationMovesWhenUnitsWereBought() {
    try (ServiceFixture service =
        ENVIRONMENT.newService("BACKLINKS_MIN_REMAINING_ANALYSIS", "6000")) {
      service.clock.set(DailySpend.utcDayEnd(noon()).minusSeconds(30));
      Instant yesterday = service.clock.instant();
      Report held = heldReport(service);
      storeRemaining(service, 5_999);
      service.clock.advance(SubscriptionInfo.RETRY_INTERVAL);
      Instant now = service.clock.instant();
      assertThat(service.unitReserver.moveReservationToToday(held, now)).isPresent();
      assertThat(service.dailySpend(yesterday))
          .isEqualTo(DailySpend.zero(DailySpend.utcDate(yesterday)));
      assertThat(service.dailySpend(now))
          .isEqualTo(new DailySpend(DailySpend.utcDate(now), new Units(5_000, 100), 1));
    }
  }

  @Test
  void movedReservationIsPostponedWhenTodaysBudgetIsUsed() {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000")) {
      service.clock.set(DailySpend.utcDayEnd(noon()).minusSeconds(30));
      Report held = heldReport(service);
      service.clock.advance(Duration.ofSeconds(31));
      service.askForReport("http://rows-3.example.com/", "wait", "0");
      Instant now = service.clock.instant();
      assertThat(service.unitReserver.moveReservationToToday(held, now)).isEmpty();
      assertPostponed(service, held, now);
      assertThat(service.storedReport(held).billing().usage().calls()).isZero();
    }
  }

  private static void assertPostponed(ServiceFixture service, Report report, Instant now) {
    Report stored = service.storedReport(report);
    assertThat(stored.isPostponed()).isTrue();
    assertThat(stored.dueAt()).hasValue(DailySpend.utcDayEnd(now));
    assertThat(service.dailySpend(now).spent().analysis()).isEqualTo(5_000);
  }

  /** Returns a stored report whose paid call is counted and whose holder is about to make it. */
  private static Report heldReport(ServiceFixture service) {
    Report report =
        service.storedReport(service.askForReport("http://rows-4.example.com/", "wait", "0"));
    Instant now = service.clock.instant();
    Report held = report.takeOver(now, LEASE).withCallCounted(now, LEASE);
    assertThat(service.reportStore.takeOver(report, held)).isTrue();
    return held;
  }

  /** Returns a stored report whose holder stopped during the paid call. */
  private static Report interruptedReport(ServiceFixture service) {
    Report held = heldReport(service);
    return service.storedReport(held);
  }

  private static void storeRemaining(ServiceFixture service, long analysis) {
    StoreFixture.of(ENVIRONMENT.dynamo().client(), service.settings)
        .subscriptionStore()
        .save(new RemainingUnits(analysis, null, null), service.clock.instant());
  }

  /** Returns a time that is far from midnight. */
  private static Instant noon() {
    return Instant.now()
        .plus(Duration.ofDays(1))
        .truncatedTo(ChronoUnit.DAYS)
        .plus(Duration.ofHours(12));
  }
}
