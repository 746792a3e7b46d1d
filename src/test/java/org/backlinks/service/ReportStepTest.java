package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.report.Billing;
import org.backlinks.report.Lease;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.service.LeaseRenewer.HeldLease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportStepTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private static final Duration POLL_DEADLINE = Duration.ofHours(24);

  @Test
  void fileIsDownloadedAtDeadlineWhenPollsWereInterrupted() {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_LEASE", "PT1S")) {
      ENVIRONMENT.majestic().scriptTarget("rows-6.late", new Behaviour.JobDone(2, 4));
      Report queued = service.askForReport("http://rows-6.late.example.com/");
      assertThat(queued.state().isPending()).isTrue();
      Report stored = service.storedReport(queued);
      service.clock.advance(POLL_DEADLINE.minusSeconds(1));
      Instant now = service.clock.instant();
      assertThat(
              service.reportStore.takeOver(
                  stored,
                  stored
                      .takeOver(now, Duration.ofSeconds(1))
                      .withBilling(Billing::withPollCounted)))
          .isTrue();
      service.clock.advance(Duration.ofMinutes(1));
      service.poll();
      assertThat(service.storedReport(queued).state()).isInstanceOf(State.Ready.class);
    }
  }

  @Test
  void noCallIsMadeWhenReportWasTakenOverAfterItsLease() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-6.example.com/");
      try (HeldLease lease = service.leaseRenewer.start(held)) {
        service.clock.set(held.lease().end());
        Instant now = service.clock.instant();
        Report taken = held.takeOver(now, Duration.ofMinutes(1));
        assertThat(service.reportStore.takeOver(held, taken)).isTrue();
        assertThat(service.reportStep.run(held, lease, service.invocationEnd()))
            .isEqualTo(new StepResult.Interrupted());
      }
      assertThat(ENVIRONMENT.majestic().paidCalls()).isEmpty();
    }
  }

  @Test
  void callIsMadeWhenLeaseIsOverButCanBeRenewed() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-6.example.com/");
      try (HeldLease lease = service.leaseRenewer.start(held)) {
        service.clock.set(held.lease().end());
        assertThat(service.reportStep.run(held, lease, service.invocationEnd()))
            .isInstanceOf(StepResult.Advanced.class);
      }
      assertThat(ENVIRONMENT.majestic().paidCalls()).hasSize(1);
    }
  }

  @Test
  void stepMakesReportReadyAndBooksItsCharge() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-6.example.com/");
      assertThat(run(service, held, service.invocationEnd()))
          .isInstanceOf(StepResult.Advanced.class);
      Report ready = service.storedReport(held);
      assertThat(ready.state()).isInstanceOf(State.Ready.class);
      assertThat(ready.billing().usage().charged().retrieval()).isEqualTo(6);
      assertThat(ready.lease().version()).isEqualTo(held.lease().version());
    }
  }

  @Test
  void stepReleasesQueuedReportUntilNextPoll() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-6.queued-1.example.com/");
      StepResult result = run(service, held, service.invocationEnd());
      Report queued = service.storedReport(held);
      assertThat(result).isInstanceOf(StepResult.Advanced.class);
      assertThat(queued.state()).isInstanceOf(State.Queued.class);
      assertThat(queued.lease().end()).isEqualTo(Lease.RELEASED);
    }
  }

  @Test
  void unchargedCallIsDeferredWhenInvocationEndsTooSoonToRepeatIt() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      ENVIRONMENT
          .majestic()
          .scriptTarget(
              "rows-6.busy", new Behaviour.FixedResponse(503, "text/plain", "", Map.of()));
      Report held = service.askAndTakeOver("http://rows-6.busy.example.com/");
      Instant end = service.clock.instant().plus(Duration.ofSeconds(40));
      assertThat(run(service, held, end)).isEqualTo(new StepResult.Interrupted());
      Report released = service.storedReport(held);
      assertThat(released.state()).isInstanceOf(State.Claimed.class);
      assertThat(released.billing().usage().calls()).isZero();
      assertThat(released.hasReservedCall()).isTrue();
    }
  }

  @Test
  void stepIsOvertakenWhenReportIsDeleted() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-6.example.com/");
      assertThat(service.reportDeletion.delete(held.id())).isTrue();
      assertThat(run(service, held, service.invocationEnd())).isEqualTo(new StepResult.Overtaken());
      assertThat(service.storedReport(held).state()).isInstanceOf(State.Deleted.class);
      assertThat(service.dailySpend(service.clock.instant()).spent().retrieval()).isEqualTo(6);
    }
  }

  private static StepResult run(ServiceFixture service, Report held, Instant end)
      throws IOException {
    try (HeldLease lease = service.leaseRenewer.start(held)) {
      return service.reportStep.run(held, lease, end);
    }
  }
}
