package org.backlinks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LifetimeTest {
  private static final Instant EXPIRY = NOW.plusSeconds(100);

  private final Lifetime lifetime = new Lifetime(NOW, EXPIRY);

  @Test
  void lifetimeIsOverFromExpiryOn() {
    assertThat(lifetime.isOver(EXPIRY.minusMillis(1))).isFalse();
    assertThat(lifetime.isOver(EXPIRY)).isTrue();
  }

  @Test
  void postponementExtendsLifetimeAndNeverShortensIt() {
    Instant dayBeforeExpiry = EXPIRY.minus(Duration.ofDays(1));
    assertThat(lifetime.withPostponement(dayBeforeExpiry.plusSeconds(1)))
        .isEqualTo(new Lifetime(NOW, EXPIRY.plusSeconds(1)));
    assertThat(lifetime.withPostponement(dayBeforeExpiry.minusSeconds(1))).isEqualTo(lifetime);
  }

  @Test
  void deadlineCountsFromCreation() {
    assertThat(lifetime.deadline(Duration.ofHours(24))).isEqualTo(NOW.plusSeconds(86_400));
  }
}
