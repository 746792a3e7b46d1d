package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.majestic.CallTimeLimits;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.junit.jupiter.api.Test;

class CallTimePolicyTest {
  private static final Settings SETTINGS = Settings.from(Map.of("MAJESTIC_TIMEOUT", "PT60S"));

  /** Twice the timeout, and 30 seconds for the writes. */
  private static final Duration MIN_CALL_TIME = Duration.ofSeconds(150);

  private final Report held = HeldReports.withOneCall();
  private final CallTimePolicy policy = policyAt(NOW);

  @Test
  void callNeedsTimeForFirstByteForGapAndForWrites() {
    assertThat(policy.minCallTime()).isEqualTo(MIN_CALL_TIME);
    assertThat(policy.hasTimeForCall(NOW.plus(MIN_CALL_TIME))).isTrue();
    assertThat(policy.hasTimeForCall(NOW.plus(MIN_CALL_TIME).minusMillis(1))).isFalse();
  }

  @Test
  void paidCallIsRepeatedAsLongAsAnotherCallFits() {
    assertThat(policy.limits(held, NOW.plusSeconds(200)))
        .isEqualTo(new CallTimeLimits(Duration.ofSeconds(50), Duration.ofSeconds(170)));
  }

  @Test
  void paidCallIsNotRepeatedAfterItsLease() {
    assertThat(policy.limits(held, NOW.plus(Duration.ofMinutes(15))).maxRetryTime())
        .isEqualTo(Duration.between(NOW, held.lease().end()));
  }

  @Test
  void pollIsNeverRepeated() {
    Report queued = SampleReports.withState(SampleReports.queued(NOW), held);
    assertThat(policy.limits(queued, NOW.plus(Duration.ofMinutes(15))).maxRetryTime()).isZero();
  }

  @Test
  void paidCallIsNotRepeatedAfterMidnight() {
    Instant midnight = DailySpend.utcDayEnd(NOW);
    CallTimePolicy late = policyAt(midnight.minusSeconds(20));
    Report heldLate = held.withCallCounted(midnight.minusSeconds(20), Duration.ofSeconds(60));
    assertThat(late.limits(heldLate, midnight.plusSeconds(800)).maxRetryTime())
        .isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void callCanBeRepeatedOnDayOfItsReservation() {
    Instant midnight = DailySpend.utcDayEnd(NOW);
    assertThat(policy.canRepeatCall(held, NOW.plus(MIN_CALL_TIME))).isTrue();
    assertThat(policy.canRepeatCall(held, NOW.plusSeconds(149))).isFalse();
    assertThat(policyAt(midnight).canRepeatCall(held, midnight.plusSeconds(900))).isFalse();
    assertThat(policyAt(midnight).canRepeatCall(SampleReports.claimed(), midnight.plusSeconds(900)))
        .isTrue();
  }

  private static CallTimePolicy policyAt(Instant now) {
    return new CallTimePolicy(SETTINGS, Clock.fixed(now, ZoneOffset.UTC));
  }
}
