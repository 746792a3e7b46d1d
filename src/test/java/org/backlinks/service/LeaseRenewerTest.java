package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.backlinks.report.Lease;
import org.backlinks.report.Report;
import org.backlinks.service.LeaseRenewer.HeldLease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LeaseRenewerTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @Test
  void leaseIsRenewedUntilItIsClosed() throws InterruptedException {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_LEASE", "PT1S")) {
      Report held = service.askAndTakeOver("http://rows-1.example.com/");
      Instant first = held.lease().end();
      try (HeldLease lease = service.leaseRenewer.start(held)) {
        assertThat(waitFor(() -> storedLease(service, held).end().isAfter(first))).isTrue();
        assertThat(waitFor(() -> service.clock.instant().isAfter(first))).isTrue();
        assertThat(lease.isHeld()).isTrue();
      }
      // a last renewal may be under way
      Instant last = storedLease(service, held).end().plusSeconds(1);
      assertThat(waitFor(() -> service.clock.instant().isAfter(last))).isTrue();
      assertThat(storedLease(service, held).end()).isBefore(service.clock.instant());
    }
  }

  @Test
  void leaseIsNotRenewedWhenAnotherWorkerHasReport() throws InterruptedException {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_LEASE", "PT1S")) {
      Report held = service.askAndTakeOver("http://rows-1.example.com/");
      Report other = held.takeOver(service.clock.instant(), Duration.ofSeconds(1));
      assertThat(service.reportStore.takeOver(held, other)).isTrue();
      try (HeldLease lease = service.leaseRenewer.start(held)) {
        assertThat(waitFor(() -> !lease.isHeld())).isTrue();
      }
      assertThat(storedLease(service, held).version()).isEqualTo(other.lease().version());
    }
  }

  @Test
  void leaseEndsWithReportThatHolderReleased() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-1.example.com/");
      try (HeldLease lease = service.leaseRenewer.start(held)) {
        assertThat(lease.isHeld()).isTrue();
        lease.advance(held.release());
        assertThat(lease.isHeld()).isFalse();
      }
    }
  }

  @Test
  void shortLeaseIsRenewedBeforeCall() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-1.example.com/");
      try (HeldLease lease = service.leaseRenewer.start(held)) {
        service.clock.advance(Duration.between(service.clock.instant(), held.lease().end()));
        service.clock.advance(Duration.ofSeconds(-1));
        assertThat(lease.isHeld()).isTrue();
        assertThat(lease.holdOrRenew()).isTrue();
        assertThat(storedLease(service, held).end())
            .isAfterOrEqualTo(service.clock.instant().plus(service.settings.work().lease()));
      }
    }
  }

  @Test
  void shortLeaseIsNotHeldWhenAnotherWorkerHasReport() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-1.example.com/");
      try (HeldLease lease = service.leaseRenewer.start(held)) {
        service.clock.advance(Duration.between(service.clock.instant(), held.lease().end()));
        Report other = held.takeOver(service.clock.instant(), Duration.ofSeconds(60));
        assertThat(service.reportStore.takeOver(held, other)).isTrue();
        assertThat(lease.holdOrRenew()).isFalse();
      }
    }
  }

  private static Lease storedLease(ServiceFixture service, Report report) {
    return service.storedReport(report).lease();
  }

  private static boolean waitFor(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
      Thread.sleep(20);
    }
    return condition.getAsBoolean();
  }
}
