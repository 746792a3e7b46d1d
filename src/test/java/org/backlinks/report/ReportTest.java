package org.backlinks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Duration ALLOWANCE = Duration.ofSeconds(5);
  private static final Duration TTL = Duration.ofDays(30);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Globals CHARGED = new Globals(Map.of("ChargedAnalysisResUnits", "5000"));
  private static final Map<String, String> NEXT_PARAMETERS =
      Map.of("cmd", "GetBackLinkData", "item", "b");
  private static final Units BOUND = new Units(5_000, 100);
  private static final Problem PROBLEM = Problem.of(Problem.Kind.UPSTREAM_REFUSED, "No.");

  private final Report claimed = SampleReports.claimed();

  /** A report whose first paid call is reserved. */
  private final Report reserved =
      SampleReports.withUsage(Usage.NONE, SampleReports.claimed())
          .withBilling(billing -> billing.reserve(NOW, BOUND, 1));

  /** A report whose first paid call is under way. */
  private final Report held = reserved.withCallCounted(NOW, LEASE);

  @Test
  void claimedReportIsDueAfterLeaseAndClockAllowance() {
    assertThat(claimed.dueAt()).hasValue(claimed.lease().end().plus(ALLOWANCE));
    assertThat(claimed.isAvailable(claimed.lease().end().plus(ALLOWANCE).minusMillis(1))).isFalse();
    assertThat(claimed.isAvailable(claimed.lease().end().plus(ALLOWANCE))).isTrue();
  }

  @Test
  void releasedReportIsDueSinceCreation() {
    assertThat(claimed.release().dueAt()).hasValue(claimed.lifetime().createdAt());
  }

  @Test
  void leaseIsDoubledWhilePaidCallIsUnderWay() {
    assertThat(claimed.leaseDuration(LEASE)).isEqualTo(LEASE.multipliedBy(2));
    assertThat(claimed.withCallCounted(NOW, LEASE).lease().end())
        .isEqualTo(NOW.plus(LEASE.multipliedBy(2)));
    assertThat(claimed.withBilling(Billing::withoutCall).leaseDuration(LEASE)).isEqualTo(LEASE);
  }

  @Test
  void leaseIsDoubledWhilePollMayReturnPaidRows() {
    Report queued = claimed.releaseUntil(SampleReports.queued(NOW), CHARGED);
    Report polling = queued.takeOver(NOW, LEASE);
    assertThat(polling.lease().end()).isEqualTo(NOW.plus(LEASE.multipliedBy(2)));
    assertThat(polling.leaseDuration(LEASE)).isEqualTo(LEASE.multipliedBy(2));
    Report advanced = polling.advance(NOW, LEASE, SampleReports.queued(NOW), CHARGED);
    assertThat(advanced.lease().end()).isEqualTo(NOW.plus(LEASE.multipliedBy(2)));
  }

  @Test
  void callIsNotCountedWhenNotMade() {
    assertThat(
            claimed.withCallCounted(NOW, LEASE).withBilling(Billing::withoutCall).billing().usage())
        .isEqualTo(claimed.billing().usage());
  }

  @Test
  void everyTransitionKeepsPreviousReport() {
    ReportId previousId = SampleReports.id();
    Report held = SampleReports.withPreviousId(previousId, claimed);
    State queued = SampleReports.queued(NOW);
    assertThat(
            List.of(
                held.takeOver(NOW, LEASE),
                held.release(),
                held.withCallCounted(NOW, LEASE),
                held.postpone(NOW),
                held.advance(NOW, LEASE, queued, Globals.NONE),
                held.releaseUntil(queued, Globals.NONE).makeDueNow(NOW),
                held.advanceToCall(Map.of(), NOW, LEASE, Globals.NONE),
                held.markReady(NOW, TTL, Globals.NONE),
                held.fail(NOW, TTL, PROBLEM, Globals.NONE),
                held.delete(NOW)))
        .extracting(Report::previousId)
        .containsOnly(previousId);
  }

  @Test
  void postponedReportOutlivesItsDueDay() {
    Instant later = claimed.lifetime().expiresAt().plusSeconds(3_600);
    assertThat(claimed.postpone(later).lifetime().expiresAt())
        .isEqualTo(later.plus(Duration.ofDays(1)));
    assertThat(claimed.postpone(NOW.plusSeconds(60)).lifetime().expiresAt())
        .isEqualTo(claimed.lifetime().expiresAt());
  }

  @Test
  void problemIsRetryableOnlyWhenNothingWasCharged() {
    Problem unavailable = Problem.of(Problem.Kind.UPSTREAM_UNAVAILABLE, "Not now.");
    assertThat(claimed.fail(NOW, TTL, unavailable, Globals.NONE).problem().retryable()).isTrue();
    assertThat(claimed.fail(NOW, TTL, unavailable, CHARGED).problem().retryable()).isFalse();
    Report atBound =
        claimed
            .withBilling(billing -> billing.reserve(NOW, new Units(5_000, 100), 1))
            .withBilling(Billing::settleAtBound);
    assertThat(atBound.fail(NOW, TTL, unavailable, Globals.NONE).problem().retryable()).isFalse();
    assertThat(claimed.fail(NOW, TTL, PROBLEM, Globals.NONE).problem().retryable()).isFalse();
  }

  @Test
  void releasedReportIsDueAtNextPoll() {
    Report queued = claimed.releaseUntil(SampleReports.queued(NOW.plusSeconds(15)), CHARGED);
    assertThat(queued.dueAt()).hasValue(NOW.plusSeconds(15));
    Report downloading =
        claimed.releaseUntil(SampleReports.downloading(NOW.plusSeconds(9)), CHARGED);
    assertThat(downloading.dueAt()).hasValue(NOW.plusSeconds(9));
  }

  @Test
  void releasedReportIsDueAtOnceWhenPollIsDue() {
    assertThat(claimed.releaseUntil(SampleReports.queued(NOW), CHARGED).dueAt()).hasValue(NOW);
  }

  @Test
  void heldReportIsNotDueBeforeLeaseEnds() {
    Report takenOver =
        claimed
            .releaseUntil(SampleReports.queued(NOW), CHARGED)
            .takeOver(NOW.plusSeconds(1), LEASE);
    assertThat(takenOver.dueAt())
        .hasValue(NOW.plusSeconds(1).plus(LEASE.multipliedBy(2)).plus(ALLOWANCE));
    assertThat(takenOver.isAvailable(NOW.plusSeconds(125))).isFalse();
  }

  @Test
  void finishedReportIsNeverDue() {
    assertThat(claimed.markReady(NOW, TTL, CHARGED).dueAt()).isEmpty();
    assertThat(claimed.fail(NOW, TTL, PROBLEM, CHARGED).dueAt()).isEmpty();
    assertThat(claimed.delete(NOW).dueAt()).isEmpty();
    assertThat(claimed.markReady(NOW, TTL, CHARGED).isAvailable(NOW.plus(TTL))).isFalse();
  }

  @Test
  void onlyUnfinishedStatesArePending() {
    assertThat(claimed.state().isPending()).isTrue();
    assertThat(SampleReports.queued(NOW).isPending()).isTrue();
    assertThat(SampleReports.downloading(NOW).isPending()).isTrue();
    assertThat(claimed.markReady(NOW, TTL, CHARGED).state().isPending()).isFalse();
    assertThat(claimed.fail(NOW, TTL, PROBLEM, CHARGED).state().isPending()).isFalse();
    assertThat(claimed.delete(NOW).state().isPending()).isFalse();
  }

  @Test
  void reportIsGoneFromExpiryOn() {
    assertThat(claimed.isGone(claimed.lifetime().expiresAt().minusMillis(1))).isFalse();
    assertThat(claimed.isGone(claimed.lifetime().expiresAt())).isTrue();
  }

  @Test
  void reportIsGoneWhenDeleted() {
    assertThat(claimed.delete(NOW).isGone(NOW)).isTrue();
  }

  @Test
  void takeOverRaisesVersionAndRenewsLease() {
    Report takenOver = claimed.takeOver(NOW, LEASE);
    assertThat(takenOver.lease().version()).isEqualTo(claimed.lease().version() + 1);
    assertThat(takenOver.lease().end()).isEqualTo(NOW.plus(LEASE));
    assertThat(takenOver).usingRecursiveComparison().ignoringFields("lease").isEqualTo(claimed);
  }

  @Test
  void deletionRaisesVersion() {
    Report deleted = claimed.delete(NOW);
    assertThat(deleted.lease().version()).isEqualTo(claimed.lease().version() + 1);
    assertThat(deleted.billing().usage()).isEqualTo(claimed.billing().usage());
    assertThat(deleted.state()).isEqualTo(new State.Deleted(true));
  }

  @Test
  void countingCallsAndPollsChangesNothingElse() {
    assertThat(claimed.withCallCounted(NOW, LEASE).billing().usage().calls()).isEqualTo(2);
    assertThat(claimed.withBilling(Billing::withPollCounted).billing().usage().polls())
        .isEqualTo(1);
    assertThat(claimed.withCallCounted(NOW, LEASE).withBilling(Billing::withPollCounted))
        .usingRecursiveComparison()
        .ignoringFields("billing.usage", "lease")
        .isEqualTo(claimed);
  }

  @Test
  void readyReportHasVersionAndNewExpiry() {
    Report ready = claimed.takeOver(NOW, LEASE).markReady(NOW.plusSeconds(7), TTL, CHARGED);
    assertThat(ready.state()).isEqualTo(new State.Ready(NOW.plusSeconds(7), 2));
    assertThat(ready.lifetime().expiresAt()).isEqualTo(NOW.plusSeconds(7).plus(TTL));
    assertThat(ready.lease().version()).isEqualTo(2);
    assertThat(ready.billing().usage().charged().analysis()).isEqualTo(5000L);
  }

  @Test
  void failedReportKeepsCharges() {
    Report failed = claimed.fail(NOW, TTL, PROBLEM, CHARGED);
    assertThat(failed.state()).isEqualTo(new State.Failed(NOW, PROBLEM));
    assertThat(failed.billing().usage().charged().analysis()).isEqualTo(5000L);
    assertThat(failed.billing().usage().calls()).isEqualTo(1);
    assertThat(failed.lifetime().expiresAt()).isEqualTo(NOW.plus(TTL));
  }

  @Test
  void releaseBooksChargesAndKeepsExpiry() {
    Report waiting = claimed.releaseUntil(SampleReports.queued(NOW), CHARGED);
    assertThat(waiting.billing().usage().charged().analysis()).isEqualTo(5000L);
    assertThat(waiting.lifetime().expiresAt()).isEqualTo(claimed.lifetime().expiresAt());
    assertThat(waiting.lease().version()).isEqualTo(claimed.lease().version());
  }

  @Test
  void transitionsDoNotChangeTheOriginal() {
    Report before = SampleReports.withState(claimed.state(), claimed);
    claimed.markReady(NOW, TTL, CHARGED);
    claimed.releaseUntil(SampleReports.queued(NOW), CHARGED);
    claimed.delete(NOW);
    assertThat(claimed).isEqualTo(before);
  }

  @Test
  void jobTokensExistOnlyWhileJobIsOpen() {
    assertThat(claimed.state().tokens()).isEmpty();
    assertThat(SampleReports.withState(SampleReports.queued(NOW), claimed).state().tokens())
        .containsEntry("JobID", "17");
    assertThat(SampleReports.withState(SampleReports.downloading(NOW), claimed).state().tokens())
        .containsEntry("DownloadJobID", "18");
    assertThat(claimed.markReady(NOW, TTL, CHARGED).state().tokens()).isEmpty();
  }

  @Test
  void callIsReservedUntilItIsCounted() {
    assertThat(reserved.hasReservedCall()).isTrue();
    assertThat(held.hasReservedCall()).isFalse();
    assertThat(SampleReports.claimed().hasReservedCall()).isFalse();
  }

  @Test
  void postponedReportIsDueNextDayWithoutReservation() {
    Instant midnight = DailySpend.utcDayEnd(NOW);
    Report postponed = held.withBilling(Billing::settleAtBound).postpone(midnight);
    assertThat(postponed.billing().reservation()).isNull();
    assertThat(postponed.dueAt()).hasValue(midnight);
    assertThat(postponed.isAvailable(midnight.minusMillis(1))).isFalse();
    assertThat(postponed.wasInterrupted()).isTrue();
    assertThat(postponed.lease().version()).isEqualTo(held.lease().version() + 1);
  }

  @Test
  void postponedQueuedReportIsDueNextDay() {
    Instant midnight = DailySpend.utcDayEnd(NOW);
    Report queued = SampleReports.withState(SampleReports.queued(NOW), held);
    assertThat(queued.postpone(midnight).dueAt()).hasValue(midnight);
    assertThat(queued.postpone(midnight).wasInterrupted()).isTrue();
  }

  @Test
  void deletionIsFreeWhenCallWasNotMade() {
    assertThat(cost(released(reserved).delete(NOW))).isEqualTo(Units.ZERO);
  }

  @Test
  void deletionIsFreeWhileHolderHasNotCountedItsCall() {
    assertThat(reserved.isHeld()).isTrue();
    assertThat(cost(reserved.delete(NOW))).isEqualTo(Units.ZERO);
  }

  @Test
  void deletionOfUpstreamJobCostsBound() {
    Report queued = waiting(held, Globals.NONE);
    assertThat(cost(queued.delete(NOW))).isEqualTo(BOUND);
  }

  @Test
  void deletionOfHeldReportLeavesSettlementToHolder() {
    Report tombstone = held.delete(NOW);
    assertThat(tombstone.isUnsettledTombstone()).isTrue();
    assertThat(tombstone.billing()).isEqualTo(held.billing());
    assertThat(tombstone.dueAt()).hasValue(NOW.plus(Duration.ofMinutes(15)).plus(ALLOWANCE));
  }

  @Test
  void deletionOfFinishedReportSettlesNothing() {
    assertThat(held.markReady(NOW, TTL, CHARGED).delete(NOW.plus(TTL)).billing().reservation())
        .isNull();
  }

  @Test
  void previousCallsAreSettledAndBookedWhenAdvancingToCall() {
    assertThat(claimed.unsettledCalls()).isEqualTo(1);
    assertThat(claimed.isBeforeCall()).isFalse();
    Report next = claimed.advanceToCall(NEXT_PARAMETERS, NOW.plusSeconds(30), LEASE, CHARGED);
    assertThat(next.unsettledCalls()).isZero();
    assertThat(next.isBeforeCall()).isTrue();
    assertThat(next.isHeld()).isTrue();
    assertThat(next.lease().end()).isEqualTo(NOW.plusSeconds(90));
    assertThat(next.billing().usage().charged().analysis()).isEqualTo(5_000);
    assertThat(next.parameters()).isEqualTo(NEXT_PARAMETERS);
    assertThat(next.withCallCounted(NOW, LEASE).unsettledCalls()).isEqualTo(1);
    assertThat(next.withCallCounted(NOW, LEASE).isBeforeCall()).isFalse();
  }

  @Test
  void releasedReportIsDueAtOnceAndNotHeld() {
    Report released = claimed.advanceToCall(NEXT_PARAMETERS, NOW, LEASE, Globals.NONE).release();
    assertThat(released.isHeld()).isFalse();
    assertThat(released.isAvailable(NOW)).isTrue();
    assertThat(released.state().isPending()).isTrue();
  }

  @Test
  void readyReportIsNotHeld() {
    assertThat(claimed.isHeld()).isTrue();
    assertThat(claimed.markReady(NOW, Duration.ofDays(1), CHARGED).isHeld()).isFalse();
  }

  @Test
  void maxPaidCallsIsThree() {
    assertThat(Report.MAX_PAID_CALLS).isEqualTo(3);
  }

  private static Report released(Report report) {
    return report.releaseUntil(new State.Claimed(), Globals.NONE);
  }

  private static Report waiting(Report report, Globals globals) {
    return report.releaseUntil(SampleReports.queued(NOW.plusSeconds(15)), globals);
  }

  private static Units cost(Report report) {
    Reservation reservation = report.billing().reservation();
    assertThat(reservation).isNotNull();
    return reservation.cost();
  }
}
