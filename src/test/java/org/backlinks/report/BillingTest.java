package org.backlinks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.util.HashMap;
import java.util.Map;
import org.backlinks.snapshot.Globals;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;

class BillingTest {
  private static final Units BOUND = new Units(5_000, 100);
  private static final Globals CHARGED = charged("5000", "7");

  /** The billing of a report whose first paid call is under way. */
  private final Billing called = Billing.NONE.reserve(NOW, BOUND, 1).withCallCounted();

  @Test
  void costIsBoundUntilUpstreamReportsCharge() {
    assertThat(cost(called)).isEqualTo(BOUND);
    assertThat(cost(called.book(charged("4000", null)))).isEqualTo(new Units(4_000, 100));
    assertThat(cost(called.book(charged("6000", "200")))).isEqualTo(new Units(6_000, 200));
  }

  @Test
  void chargesOfAllAnswersAreSummed() {
    Billing booked = called.book(charged("5000", null)).book(charged("0", "12"));
    assertThat(cost(booked)).isEqualTo(new Units(5_000, 12));
    assertThat(booked.usage().charged().analysis()).isEqualTo(5_000);
  }

  @Test
  void reportedChargeIsNotEstimated() {
    Billing booked = called.book(CHARGED);
    assertThat(booked.settleEstimated(BOUND)).isEqualTo(booked);
    assertThat(booked.usage().estimated()).isFalse();
  }

  @Test
  void unreportedChargeIsMarkedAsEstimated() {
    Billing settled = called.book(charged(null, "7")).settleEstimated(new Units(5_000, 99));
    assertThat(cost(settled)).isEqualTo(new Units(5_000, 7));
    assertThat(settled.usage().charged().analysis()).isEqualTo(5_000);
    assertThat(settled.usage().charged().retrieval()).isEqualTo(7);
    assertThat(settled.usage().estimated()).isTrue();
  }

  @Test
  void freeCallCostsAndBooksNothing() {
    assertThat(cost(called.settleFree())).isEqualTo(Units.ZERO);
    assertThat(called.settleFree().usage()).isEqualTo(called.usage());
  }

  @Test
  void unknownOutcomeIsBookedAtBound() {
    Billing settled = called.settleAtBound();
    assertThat(cost(settled)).isEqualTo(BOUND);
    assertThat(settled.usage().charged().analysis()).isEqualTo(5_000);
    assertThat(settled.usage().charged().retrieval()).isEqualTo(100);
    assertThat(settled.usage().estimated()).isTrue();
  }

  @Test
  void unknownOutcomeIsNeverBelowReportedCharge() {
    Billing settled = called.book(charged("6000", "1")).settleAtBound();
    assertThat(cost(settled)).isEqualTo(new Units(6_000, 100));
    assertThat(settled.usage().charged().analysis()).isEqualTo(6_000);
    assertThat(settled.usage().charged().retrieval()).isEqualTo(100);
  }

  @Test
  void unknownOutcomeOfOneOfSeveralCallsCostsItsShareOfBound() {
    Billing several = Billing.NONE.reserve(NOW, BOUND, 2).withCallCounted();
    assertThat(cost(several.settleAtBound())).isEqualTo(new Units(2_500, 50));
    assertThat(cost(several.withReservedCalls(5).settleAtBound())).isEqualTo(new Units(1_000, 20));
    assertThat(cost(several.book(charged("4000", "80")).settleAtBound())).isEqualTo(BOUND);
  }

  @Test
  void unreportedUnitsOfOneListAreAddedAsEstimate() {
    Billing added = called.book(charged("1000", null)).addUnreported(new Units(0, 40));
    assertThat(cost(added)).isEqualTo(new Units(1_000, 40));
    assertThat(added.usage().estimated()).isTrue();
    assertThat(called.book(CHARGED).addUnreported(Units.ZERO).usage().estimated()).isFalse();
  }

  @Test
  void nextCallCostIsAddedToUnknownOutcome() {
    Billing nextCall = called.settleAtBound().reserve(NOW, BOUND, 1).withCallCounted();
    assertThat(nextCall.reservation()).isEqualTo(Reservation.of(2, NOW, BOUND, 1));
    Billing booked = nextCall.book(CHARGED);
    assertThat(cost(booked)).isEqualTo(new Units(5_000, 7));
    assertThat(booked.usage().charged().analysis()).isEqualTo(10_000);
    assertThat(booked.usage().charged().retrieval()).isEqualTo(107);
    assertThat(booked.usage().calls()).isEqualTo(2);
  }

  @Test
  void billingWithoutReservationIsNotChangedBySettlement() {
    Billing billing = Billing.NONE.withCallCounted();
    assertThat(billing.settleAtBound()).isEqualTo(billing);
    assertThat(billing.settleFree()).isEqualTo(billing);
    assertThat(billing.settleEstimated(BOUND)).isEqualTo(billing);
    assertThat(billing.settleUnreportedAtBound()).isEqualTo(billing);
    assertThat(billing.addUnreported(BOUND)).isEqualTo(billing);
    assertThat(billing.withReservedCalls(3)).isEqualTo(billing);
  }

  @Test
  void billingIsChargedWhenUnitsAreReportedOrEstimated() {
    assertThat(called.isCharged()).isFalse();
    assertThat(called.book(charged("0", "0")).isCharged()).isFalse();
    assertThat(called.book(charged(null, "1")).isCharged()).isTrue();
    assertThat(called.settleAtBound().isCharged()).isTrue();
  }

  @Test
  void billingIsOverchargedAboveBoundOfTwoCalls() {
    Globals twoCalls = charged("10000", "0");
    assertThat(called.isOvercharged(twoCalls)).isFalse();
    assertThat(called.isOvercharged(charged("10001", "0"))).isTrue();
    assertThat(called.book(twoCalls).isOvercharged(charged("1", null))).isTrue();
    assertThat(called.book(charged("10001", "0")).isOvercharged(Globals.NONE)).isFalse();
    assertThat(Billing.NONE.isOvercharged(charged("10001", "0"))).isFalse();
  }

  @Test
  void chargeIsReportedByAnyAnswerOfReservedCalls() {
    assertThat(called.hasReportedCharge()).isFalse();
    assertThat(called.book(charged("0", null)).hasReportedCharge()).isTrue();
    Billing nextCall = called.book(CHARGED).settleAtBound().reserve(NOW, BOUND, 1);
    assertThat(nextCall.hasReportedCharge()).isFalse();
    assertThat(nextCall.withoutReservation().hasReportedCharge()).isTrue();
  }

  private static Units cost(Billing billing) {
    Reservation reservation = billing.reservation();
    assertThat(reservation).isNotNull();
    return reservation.cost();
  }

  private static Globals charged(String analysis, String retrieval) {
    Map<String, String> values = new HashMap<>();
    if (analysis != null) {
      values.put("ChargedAnalysisResUnits", analysis);
    }
    if (retrieval != null) {
      values.put("ChargedRetrievalResUnits", retrieval);
    }
    return new Globals(values);
  }
}
