package org.backlinks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final Duration USUAL = Duration.ofSeconds(60);

  private final Lease lease = new Lease(3, NOW);

  @Test
  void firstLeaseIsAvailableAtDueTime() {
    assertThat(Lease.availableFrom(NOW).version()).isEqualTo(1);
    assertThat(Lease.availableFrom(NOW).availableAt()).isEqualTo(NOW);
  }

  @Test
  void leaseIsAvailableAfterItsEndAndClockAllowance() {
    assertThat(lease.availableAt()).isEqualTo(NOW.plusSeconds(5));
    assertThat(lease.availableAfter(NOW.plusSeconds(4))).isEqualTo(NOW.plusSeconds(5));
    assertThat(lease.availableAfter(NOW.plusSeconds(6))).isEqualTo(NOW.plusSeconds(6));
  }

  @Test
  void takeOverRaisesVersionAndMovesEnd() {
    assertThat(lease.takeOver(NOW.plusSeconds(60))).isEqualTo(new Lease(4, NOW.plusSeconds(60)));
  }

  @Test
  void releaseKeepsVersionAndEndsLease() {
    assertThat(lease.release()).isEqualTo(new Lease(3, Lease.RELEASED));
    assertThat(lease.release().isReleased()).isTrue();
    assertThat(lease.isReleased()).isFalse();
  }

  @Test
  void leaseReleasedUntilInstantIsAvailableThen() {
    Lease released = lease.releaseUntil(NOW.plusSeconds(90));
    assertThat(released.availableAt()).isEqualTo(NOW.plusSeconds(90));
    assertThat(released.version()).isEqualTo(4);
  }

  @Test
  void leaseIsHeldBeforeItsEnd() {
    assertThat(lease.isHeldAt(NOW.minusMillis(1))).isTrue();
    assertThat(lease.isHeldAt(NOW)).isFalse();
    assertThat(lease.release().isHeldAt(Lease.RELEASED)).isFalse();
  }

  @Test
  void leaseIsTwiceAsLongDuringPaidCall() {
    assertThat(Lease.length(USUAL, false)).isEqualTo(USUAL);
    assertThat(Lease.length(USUAL, true)).isEqualTo(USUAL.multipliedBy(2));
  }
}
