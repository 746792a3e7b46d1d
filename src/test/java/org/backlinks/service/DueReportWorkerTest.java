package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.backlinks.local.TableFault;
import org.backlinks.report.Lifetime;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.backlinks.store.StoredReportWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of the worker. {@code -Dworker.stuck=10000} sets the number of stuck reports. */
class DueReportWorkerTest {
  private static final Duration POLL_DEADLINE = Duration.ofHours(24);
  private static final int STUCK_REPORTS = Integer.getInteger("worker.stuck", 500);

  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @Test
  void stuckReportsDoNotDelayOrdinaryReport() {
    Map<String, String> settings = Map.of("BACKLINKS_WORKER_CALLS", "8");
    ENVIRONMENT.dynamo().createTable("stuck");
    try (ServiceFixture service =
        new ServiceFixture(
            ENVIRONMENT.dynamo().endpoint(), "stuck", ENVIRONMENT.majestic(), settings)) {
      // far ahead of the clock of the database, which deletes expired items
      service.clock.set(SampleReports.NOW.plus(Duration.ofDays(3)));
      Report ordinary = service.askForReport("http://rows-5.example.com/", "wait", "0");
      Instant now = service.clock.instant();
      List<Report> stuck = new ArrayList<>();
      IntStream.range(0, STUCK_REPORTS).forEach(i -> stuck.add(expiredReport(now)));
      StoredReportWriter.write(ENVIRONMENT.dynamo().client(), "stuck", stuck);
      long start = System.nanoTime();
      DueReportWorker.Summary summary = service.poll();
      System.out.printf(
          "%d stuck reports ended in %d ms%n",
          STUCK_REPORTS, Duration.ofNanos(System.nanoTime() - start).toMillis());
      assertThat(summary)
          .isEqualTo(new DueReportWorker.Summary(STUCK_REPORTS + 1, 1, 0, STUCK_REPORTS, 0));
      assertThat(service.storedReport(ordinary).state()).isInstanceOf(State.Ready.class);
      assertThat(service.poll().due()).isZero();
    }
  }

  /** Returns a report that waits for upstream long after its deadline. */
  private static Report expiredReport(Instant now) {
    Lifetime lifetime =
        new Lifetime(
            now.minus(POLL_DEADLINE).minus(Duration.ofDays(2)), now.minus(Duration.ofHours(12)));
    Report report = SampleReports.withLifetime(lifetime, SampleReports.claimed()).release();
    return SampleReports.withState(SampleReports.queued(now.minus(Duration.ofDays(2))), report);
  }

  @Test
  void workerProcessesOnlyGivenReports() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report given = service.askForReport("http://rows-5.example.com/", "wait", "0");
      Report other = service.askForReport("http://rows-6.example.com/", "wait", "0");
      assertThat(service.dueReportWorker.processAll(List.of(given.id()), service.invocationEnd()))
          .isEmpty();
      assertThat(service.storedReport(given).state()).isInstanceOf(State.Ready.class);
      assertThat(service.storedReport(other).state()).isInstanceOf(State.Claimed.class);
    }
  }

  @Test
  void workerReturnsReportsThatItCouldNotStart() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = service.askForReport("http://rows-5.example.com/", "wait", "0");
      ENVIRONMENT
          .proxy()
          .setRule(request ->
              request.operation().equals("GetItem")
                  ? Optional.of(TableFault.SERVER_ERROR)
                  : Optional.empty());
      assertThat(service.dueReportWorker.processAll(List.of(report.id()), service.invocationEnd()))
          .containsExactly(report.id());
    }
  }
}
