package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.backlinks.local.TableFault;
import org.backlinks.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkerRunTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private static final int MAX_CONCURRENT_REPORTS = 2;

  @Test
  void resultsOfSubmittedReportsAreCounted() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      WorkerRun run = newRun(service, service.invocationEnd());
      for (String target : new String[] {"rows-1", "rows-2", "rows-3", "rows-4.queued-1"}) {
        Report report = service.askForReport("http://" + target + ".example.com/", "wait", "0");
        assertThat(run.submit(report.id())).isTrue();
      }
      run.awaitAll();
      assertThat(run.summary(5)).isEqualTo(new DueReportWorker.Summary(5, 3, 1, 0, 1));
      assertThat(run.failedToStart()).isEmpty();
    }
  }

  @Test
  void reportIsNotSubmittedWhenThereIsNoTimeForCall() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = service.askForReport("http://rows-1.example.com/", "wait", "0");
      Instant now = service.clock.instant();
      WorkerRun run = newRun(service, now.plus(Duration.ofSeconds(60)));
      assertThat(run.hasTime()).isFalse();
      assertThat(run.submit(report.id())).isFalse();
      assertThat(run.summary(1)).isEqualTo(new DueReportWorker.Summary(1, 0, 0, 0, 1));
    }
  }

  @Test
  void reportThatIsNotDueIsLeftUnfinished() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-1.example.com/");
      WorkerRun run = newRun(service, service.invocationEnd());
      assertThat(run.submit(held.id())).isTrue();
      run.awaitAll();
      assertThat(run.summary(1)).isEqualTo(new DueReportWorker.Summary(1, 0, 0, 0, 1));
      assertThat(run.failedToStart()).isEmpty();
      assertThat(ENVIRONMENT.majestic().paidCalls()).isEmpty();
    }
  }

  @Test
  void reportFailsToStartWhenTableFails() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = service.askForReport("http://rows-1.example.com/", "wait", "0");
      ENVIRONMENT
          .proxy()
          .setRule(request ->
              request.operation().equals("GetItem")
                  ? Optional.of(TableFault.SERVER_ERROR)
                  : Optional.empty());
      WorkerRun run = newRun(service, service.invocationEnd());
      assertThat(run.submit(report.id())).isTrue();
      run.awaitAll();
      assertThat(run.failedToStart()).containsExactly(report.id());
    }
  }

  private static WorkerRun newRun(ServiceFixture service, Instant end) {
    return new WorkerRun(
        service.dueReportStarter,
        service.callTimePolicy,
        service.scheduler,
        service.clock,
        end,
        MAX_CONCURRENT_REPORTS);
  }
}
