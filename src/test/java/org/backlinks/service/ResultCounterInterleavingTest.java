package org.backlinks.service;

import java.time.Duration;
import java.util.List;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.Globals;
import org.backlinks.task.ModelChecker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Results of tasks that continue while the worker answers. */
public class ResultCounterInterleavingTest {
  private static final Report READY =
      SampleReports.claimed().markReady(SampleReports.NOW, Duration.ofDays(1), Globals.NONE);

  private final ResultCounter counter = new ResultCounter();
  private int sum;

  @Test
  void summaryAddsUp() {
    new ModelChecker(getClass()).check(List.of("countReady", "countReady"), List.of("summarize"));
  }

  @Operation
  public void countReady() {
    counter.count(new StepResult.Advanced(READY));
  }

  @Operation
  public void summarize() {
    DueReportWorker.Summary summary = counter.summary(2);
    sum = summary.ready() + summary.queued() + summary.failed() + summary.unfinished();
  }

  @Validate
  public void checkSum() {
    if (sum != 2) {
      throw new IllegalStateException("of 2 reports, the summary has " + sum);
    }
  }
}
