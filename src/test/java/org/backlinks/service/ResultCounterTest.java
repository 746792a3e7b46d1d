package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.Test;

class ResultCounterTest {
  @Test
  void resultsAreCountedByState() {
    Report claimed = SampleReports.claimed();
    Report ready = claimed.markReady(SampleReports.NOW, Duration.ofDays(1), Globals.NONE);
    State failed = new State.Failed(SampleReports.NOW, FailureProblems.NO_LISTS);
    ResultCounter counter = new ResultCounter();
    counter.count(new StepResult.Advanced(ready));
    counter.count(new StepResult.Advanced(ready));
    counter.count(new StepResult.Advanced(claimed));
    counter.count(new StepResult.Advanced(SampleReports.withState(failed, claimed)));
    counter.count(new StepResult.Overtaken());
    counter.count(new StepResult.Interrupted());
    counter.count(new StepResult.StillRunning());
    assertThat(counter.summary(8)).isEqualTo(new DueReportWorker.Summary(8, 2, 1, 1, 4));
  }
}
