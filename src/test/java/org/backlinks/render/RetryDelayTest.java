package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;

class RetryDelayTest {
  @Test
  void delayEndsAtDueTimeWhenReportIsPostponed() {
    Report postponed = SampleReports.claimed().postpone(NOW.plus(Duration.ofHours(3)));
    assertThat(RetryDelay.of(postponed, NOW)).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void delayIsShortWhenReportIsHeld() {
    Report held =
        SampleReports.claimed()
            .withBilling(billing -> billing.reserve(NOW, new Units(5_000, 100), 1));
    assertThat(RetryDelay.of(held, NOW)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    State past = SampleReports.queued(NOW.minusSeconds(60));
    assertThat(RetryDelay.of(SampleReports.withState(past, SampleReports.claimed()), NOW))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
  }
}
