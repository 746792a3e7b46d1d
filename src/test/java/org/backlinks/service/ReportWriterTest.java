package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.local.TableFault;
import org.backlinks.majestic.Answer;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Lease;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.service.LeaseRenewer.HeldLease;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportWriterTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private static final Globals CHARGED =
      new Globals(Map.of("ChargedAnalysisResUnits", "5000", "ChargedRetrievalResUnits", "3"));
  private static final Duration TTL = Duration.ofDays(30);
  private static final Duration LEASE = Duration.ofSeconds(60);

  @Test
  void paidAnswerIsKeptWhenTableFailsForOneLease() {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_LEASE", "PT3S")) {
      AtomicReference<Instant> end = new AtomicReference<>();
      ENVIRONMENT
          .proxy()
          .setRule(request -> {
            if (ENVIRONMENT.majestic().paidCalls().isEmpty()) {
              return Optional.empty();
            }
            end.compareAndSet(null, Instant.now().plusSeconds(3));
            return Instant.now().isBefore(end.get())
                ? Optional.of(TableFault.SERVER_ERROR)
                : Optional.empty();
          });
      Report report = service.askForReport("http://rows-8.example.com/", "wait", "25");
      assertThat(report.state()).isInstanceOf(State.Ready.class);
      assertThat(ENVIRONMENT.majestic().paidCalls()).hasSize(1);
    }
  }

  @Test
  void nextPaidCallIsCountedWhenThereIsTimeForIt() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-8.example.com/");
      Report written = advanced(commit(service, beforeNextCall(held), service.invocationEnd()));
      assertThat(written.billing().usage().calls()).isEqualTo(2);
      assertThat(written.isHeld()).isTrue();
      assertThat(service.storedReport(held).billing()).isEqualTo(written.billing());
    }
  }

  @Test
  void reportIsReleasedWhenThereIsNoTimeForNextPaidCall() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-8.example.com/");
      Instant end = service.clock.instant().plus(Duration.ofSeconds(40));
      Report written = advanced(commit(service, beforeNextCall(held), end));
      assertThat(written.billing().usage().calls()).isEqualTo(1);
      assertThat(written.lease().end()).isEqualTo(Lease.RELEASED);
      assertThat(service.storedReport(held).lease()).isEqualTo(written.lease());
    }
  }

  @Test
  void commitIsOvertakenByAnotherHolder() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-8.example.com/");
      Report other = held.takeOver(service.clock.instant(), Duration.ofMinutes(5));
      assertThat(service.reportStore.takeOver(held, other)).isTrue();
      assertThat(commit(service, ready(service, held), service.invocationEnd()))
          .isEqualTo(new StepResult.Overtaken());
      assertThat(service.storedReport(held).state()).isInstanceOf(State.Claimed.class);
      assertThat(service.dailySpend(service.clock.instant()).spent().analysis()).isEqualTo(5_000);
    }
  }

  @Test
  void costOfDeletedReportIsSettled() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-8.example.com/");
      assertThat(service.reportDeletion.delete(held.id())).isTrue();
      assertThat(service.dailySpend(service.clock.instant()).spent().retrieval()).isGreaterThan(3);
      assertThat(commit(service, ready(service, held), service.invocationEnd()))
          .isEqualTo(new StepResult.Overtaken());
      assertThat(service.storedReport(held).state()).isInstanceOf(State.Deleted.class);
      assertThat(service.dailySpend(service.clock.instant()).spent().retrieval()).isEqualTo(3);
    }
  }

  @Test
  void costOfDeletedReportIsSettledAfterTableFailed() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-8.example.com/");
      assertThat(service.reportDeletion.delete(held.id())).isTrue();
      failReads("report");
      assertThat(commit(service, ready(service, held), service.invocationEnd()))
          .isEqualTo(new StepResult.Overtaken());
      assertThat(service.dailySpend(service.clock.instant()).spent().retrieval()).isEqualTo(3);
    }
  }

  /** Lets the table fail for longer than its client repeats a read. */
  private static void failReads(String itemKind) {
    AtomicInteger count = new AtomicInteger();
    ENVIRONMENT
        .proxy()
        .setRule(request ->
            request.kind().equals("GetItem " + itemKind) && count.incrementAndGet() <= 5
                ? Optional.of(TableFault.SERVER_ERROR)
                : Optional.empty());
  }

  @Test
  void releaseSettlesReservationWhenReportIsDeletedBefore() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-8.example.com/");
      assertThat(service.reportDeletion.delete(held.id())).isTrue();
      assertThat(service.dailySpend(service.clock.instant()).spent().analysis()).isEqualTo(5_000);
      assertReleaseSettlesReservation(service, held);
    }
  }

  @Test
  void releaseSettlesReservationWhenReportIsDeletedMeanwhile() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-8.example.com/");
      AtomicBoolean isDeleted = new AtomicBoolean();
      ENVIRONMENT
          .proxy()
          .setRule(request -> {
            if (request.kind().equals("PutItem report") && isDeleted.compareAndSet(false, true)) {
              assertThat(service.reportDeletion.delete(held.id())).isTrue();
            }
            return Optional.empty();
          });
      assertReleaseSettlesReservation(service, held);
      assertThat(isDeleted).isTrue();
    }
  }

  private static void assertReleaseSettlesReservation(ServiceFixture service, Report held)
      throws IOException {
    try (HeldLease lease = service.leaseRenewer.start(held)) {
      service.reportWriter.release(held, lease);
    }
    assertThat(service.storedReport(held).state()).isInstanceOf(State.Deleted.class);
    Instant now = service.clock.instant();
    assertThat(service.dailySpend(now)).isEqualTo(DailySpend.zero(DailySpend.utcDate(now)));
    assertThat(service.poll().due()).isZero();
    assertThat(ENVIRONMENT.majestic().paidCalls()).isEmpty();
  }

  @Test
  void lostAnswerIsLeftToNextHolderWhenLeaseHasEnded() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-8.example.com/");
      Answer lost = new Answer.Unavailable("the connection broke", false, null);
      Instant now = service.clock.instant();
      Problem problem = Problem.of(Problem.Kind.UPSTREAM_UNAVAILABLE, "Not now.");
      Report failed = held.fail(now, TTL, problem, Globals.NONE);
      try (HeldLease lease = service.leaseRenewer.start(held)) {
        service.clock.advance(Duration.ofMinutes(5));
        assertThat(
                service.reportWriter.commit(
                    new Transition(held, lost, failed), lease, service.invocationEnd()))
            .isEqualTo(new StepResult.Overtaken());
      }
      assertThat(service.storedReport(held).state()).isInstanceOf(State.Claimed.class);
    }
  }

  private static Transition beforeNextCall(Report held) {
    Answer answer = new Answer.Unavailable("not now", true, null);
    Report settled = held.advanceToCall(held.parameters(), held.lease().end(), LEASE, Globals.NONE);
    return new Transition(held, answer, settled);
  }

  private static Transition ready(ServiceFixture service, Report held) {
    Answer answer = new Answer.Unreadable(CHARGED, "cut");
    return new Transition(held, answer, held.markReady(service.clock.instant(), TTL, CHARGED));
  }

  private static StepResult commit(ServiceFixture service, Transition transition, Instant end)
      throws IOException {
    try (HeldLease lease = service.leaseRenewer.start(transition.held())) {
      return service.reportWriter.commit(transition, lease, end);
    }
  }

  private static Report advanced(StepResult result) {
    assertThat(result).isInstanceOf(StepResult.Advanced.class);
    return ((StepResult.Advanced) result).report();
  }
}
