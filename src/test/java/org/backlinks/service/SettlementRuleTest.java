package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.majestic.Job;
import org.backlinks.report.Billing;
import org.backlinks.report.Report;
import org.backlinks.report.Reservation;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettlementRuleTest {
  private static final Units BOUND = new Units(10_000, 200);
  private static final Globals CHARGED = SampleAnswers.charge(10_000L, 7L);
  private static final Globals NO_CHARGES = Globals.NONE;

  private final TransitionPolicy policy = ServiceParts.transitionPolicy(Settings.from(Map.of()));
  private final Report held = HeldReports.withOneCall();

  @Test
  void rowsCostReportedCharges() {
    assertSettled(held, SampleAnswers.rows(CHARGED), new Units(10_000, 7), false);
  }

  @Test
  void rowsCostListPriceAndOneUnitPerRowWhenChargesAreNotReported() {
    assertSettled(held, SampleAnswers.rows(NO_CHARGES), new Units(10_000, 42), true);
  }

  @Test
  void rowsCostReportedChargeAndRuleForTheOtherWhenOneIsReported() {
    assertSettled(
        held, SampleAnswers.rows(SampleAnswers.charge(9_000L, null)), new Units(9_000, 42), true);
  }

  @Test
  void refusalCostsNothingWhenNoChargeIsReported() {
    // after an unknown command the report continues with another command
    for (RefusalReason reason : EnumSet.complementOf(EnumSet.of(RefusalReason.UNKNOWN_COMMAND))) {
      assertSettled(held, new Answer.Refused(NO_CHARGES, reason, "No", "no"), Units.ZERO, false);
    }
  }

  @Test
  void refusalCostsReportedCharge() {
    Answer refused =
        new Answer.Refused(SampleAnswers.charge(5_000L, 0L), RefusalReason.OTHER, "No", "no");
    assertSettled(held, refused, new Units(5_000, 0), false);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -5_000, 1_000_000_000_001L, Long.MAX_VALUE, Long.MIN_VALUE})
  void impossibleChargeCostsBound(long impossible) {
    Globals both = SampleAnswers.charge(impossible, impossible);
    assertSettled(held, new Answer.Refused(both, RefusalReason.OTHER, "No", "no"), BOUND, true);
    assertSettled(held, SampleAnswers.rows(both), BOUND, true);
    assertSettled(
        held,
        SampleAnswers.rows(SampleAnswers.charge(9_000L, impossible)),
        new Units(9_000, 200),
        true);
    assertSettled(
        held, SampleAnswers.rows(SampleAnswers.charge(impossible, 7L)), new Units(10_000, 7), true);
    assertSettled(
        held,
        new Answer.Refused(
            SampleAnswers.charge(null, impossible), RefusalReason.UNITS_EXHAUSTED, "No", "no"),
        BOUND,
        true);
    assertSettled(held, new Answer.Unreadable(both, "cut"), BOUND, true);
  }

  @Test
  void impossibleChargeOfOneListCostsBoundOfItsCall() {
    Report first =
        policy.nextReport(
            HeldReports.withCallPerList(BOUND),
            SampleAnswers.oneList(SampleAnswers.charge(5_000L, -1L), "url", 40),
            NOW);
    assertThat(settledCost(first)).isEqualTo(new Units(5_000, 100));
    assertSettled(
        first.withCallCounted(NOW, Duration.ofSeconds(60)),
        new Answer.Refused(
            SampleAnswers.charge(-1L, Long.MAX_VALUE), RefusalReason.OTHER, "No", "no"),
        BOUND,
        true);
  }

  @Test
  void callCostsNothingWhenItNeverReachedUpstream() {
    assertSettled(held, new Answer.Unavailable("no connection", true, null), Units.ZERO, false);
  }

  @Test
  void brokenConnectionCostsBound() {
    assertSettled(held, new Answer.Unavailable("broke", false, null), BOUND, true);
  }

  @Test
  void timeoutCostsBound() {
    assertSettled(held, new Answer.TimedOut(NO_CHARGES, "late"), BOUND, true);
  }

  @Test
  void unreadableAnswerCostsBound() {
    assertSettled(held, new Answer.Unreadable(NO_CHARGES, "no JSON"), BOUND, true);
  }

  @Test
  void brokenAnswerCostsChargesReadBeforeItBroke() {
    assertSettled(held, new Answer.Unreadable(CHARGED, "cut"), new Units(10_000, 7), false);
    assertSettled(held, new Answer.TimedOut(CHARGED, "stalled"), new Units(10_000, 7), false);
  }

  @Test
  void answerWithoutListsCostsBoundWhenChargesAreNotReported() {
    assertSettled(held, SampleAnswers.withoutLists(NO_CHARGES), BOUND, true);
    assertSettled(held, SampleAnswers.withoutLists(CHARGED), new Units(10_000, 7), false);
  }

  @Test
  void queuedJobKeepsReservationUntilItEnds() {
    Report queued = policy.nextReport(held, SampleAnswers.queued(NO_CHARGES), NOW);
    assertThat(queued.state().isPending()).isTrue();
    assertThat(queued.billing().reservation()).isEqualTo(held.billing().reservation());
    assertSettled(queued, SampleAnswers.rows(CHARGED), new Units(10_000, 7), false);
  }

  @Test
  void chargesOfQueuedAnswerArePartOfCost() {
    Answer answer = SampleAnswers.queued(SampleAnswers.charge(10_000L, 0L));
    Report queued = policy.nextReport(held, answer, NOW);
    assertSettled(
        queued, SampleAnswers.rows(SampleAnswers.charge(0L, 7L)), new Units(10_000, 7), false);
  }

  @Test
  void jobCostsBoundWhenGivenUp() {
    Report queued = policy.nextReport(held, SampleAnswers.queued(NO_CHARGES), NOW);
    Instant late = NOW.plus(Duration.ofDays(2));
    Report failed =
        policy.nextReport(queued, new Answer.Unavailable("no connection", true, null), late);
    assertThat(failed.state()).isInstanceOf(State.Failed.class);
    assertThat(settledCost(failed)).isEqualTo(BOUND);
    assertThat(failed.billing().usage().estimated()).isTrue();
  }

  @Test
  void chargeIsBookedOnceWhenFileRepeatsIt() {
    Map<String, String> tokens = Map.of("JobID", "17");
    Report done = policy.nextReport(held, new Answer.DownloadReady(CHARGED, new Job(tokens)), NOW);
    assertSettled(done, SampleAnswers.rows(CHARGED), new Units(10_000, 7), false);
  }

  @Test
  void callWithUnknownOutcomeCostsBound() {
    Report failed = policy.giveUp(held, NOW);
    assertThat(settledCost(failed)).isEqualTo(BOUND);
    assertThat(failed.billing().usage().estimated()).isTrue();
    assertThat(failed.billing().usage().charged().analysis()).isEqualTo(10_000);
  }

  @Test
  void eachListCostsItsOwnChargesOrTheRule() {
    Report first =
        policy.nextReport(
            HeldReports.withCallPerList(BOUND), SampleAnswers.oneList(NO_CHARGES, "url", 40), NOW);
    assertThat(first.hasReservedCall()).isTrue();
    assertThat(settledCost(first)).isEqualTo(new Units(5_000, 40));
    assertSettled(
        first.withCallCounted(NOW, Duration.ofSeconds(60)),
        SampleAnswers.oneList(SampleAnswers.charge(5_000L, 7L), "rootDomain", 7),
        new Units(10_000, 47),
        true);
    assertSettled(
        first.withCallCounted(NOW, Duration.ofSeconds(60)),
        SampleAnswers.oneList(NO_CHARGES, "rootDomain", 2),
        new Units(10_000, 42),
        true);
  }

  @Test
  void laterListCostsNothingWhenRefusedAndItsBoundWhenLost() {
    Report first =
        policy
            .nextReport(
                HeldReports.withCallPerList(BOUND),
                SampleAnswers.oneList(SampleAnswers.charge(5_000L, 40L), "url", 40),
                NOW)
            .withCallCounted(NOW, Duration.ofSeconds(60));
    assertSettled(
        first,
        new Answer.Refused(NO_CHARGES, RefusalReason.OTHER, "No", "no"),
        new Units(5_000, 40),
        false);
    assertSettled(first, new Answer.TimedOut(NO_CHARGES, "late"), new Units(10_000, 140), true);
    assertThat(settledCost(first.withBilling(Billing::settleAtBound)))
        .isEqualTo(new Units(10_000, 140));
    assertThat(settledCost(HeldReports.withCallPerList(BOUND).withBilling(Billing::settleAtBound)))
        .isEqualTo(new Units(5_000, 100));
  }

  @Test
  void wholeReservationIsReleasedWhenFirstListIsNotCharged() {
    Answer refused = new Answer.Refused(NO_CHARGES, RefusalReason.OTHER, "No", "no");
    assertSettled(HeldReports.withCallPerList(BOUND), refused, Units.ZERO, false);
    assertSettled(
        HeldReports.withCallPerList(BOUND),
        new Answer.Unavailable("not now", true, null),
        Units.ZERO,
        false);
  }

  @Test
  void jobCostsReportedChargeWhenFileNeverComes() {
    Answer done = new Answer.DownloadReady(CHARGED, new Job(Map.of("JobID", "17")));
    Report waiting = policy.nextReport(held, done, NOW);
    assertThat(settledCost(policy.giveUp(waiting, NOW))).isEqualTo(new Units(10_000, 7));
  }

  private void assertSettled(Report before, Answer answer, Units cost, boolean estimated) {
    Report next = policy.nextReport(before, answer, NOW.plusSeconds(1));
    assertThat(next.state().isPending()).as("pending after %s", answer).isFalse();
    assertThat(settledCost(next)).as("the cost of %s", answer).isEqualTo(cost);
    assertThat(next.billing().usage().estimated())
        .as("estimated after %s", answer)
        .isEqualTo(estimated);
    if (!cost.equals(Units.ZERO)) {
      assertThat(next.billing().usage().charged().analysis()).isEqualTo(cost.analysis());
      assertThat(next.billing().usage().charged().retrieval()).isEqualTo(cost.retrieval());
    }
  }

  private static Units settledCost(Report report) {
    Reservation reservation = report.billing().reservation();
    assertThat(reservation).isNotNull();
    return reservation.cost();
  }
}
