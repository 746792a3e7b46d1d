package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.backlinks.report.Report;
import org.backlinks.service.LeaseRenewer.HeldLease;
import org.backlinks.snapshot.Manifest;
import org.backlinks.task.Task;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.CurrentInvocation;
import org.jboss.logging.Logger;

/** Works on held reports in the background, step by step. */
@Singleton
public final class ReportProcessor {
  private static final Logger LOG = Logger.getLogger(ReportProcessor.class);

  private final LeaseRenewer leaseRenewer;
  private final CallPreparer callPreparer;
  private final ReportStep reportStep;
  private final LeftoverAnswers leftoverAnswers;
  private final CallTracker callTracker;
  private final TaskScheduler scheduler;

  ReportProcessor(
      LeaseRenewer leaseRenewer,
      CallPreparer callPreparer,
      ReportStep reportStep,
      LeftoverAnswers leftoverAnswers,
      CallTracker callTracker,
      TaskScheduler scheduler) {
    this.leaseRenewer = leaseRenewer;
    this.callPreparer = callPreparer;
    this.reportStep = reportStep;
    this.leftoverAnswers = leftoverAnswers;
    this.callTracker = callTracker;
    this.scheduler = scheduler;
  }

  /**
   * Starts to work on a held report. When the work is interrupted, the report stays as it is: its
   * lease ends, and a later worker takes it over.
   *
   * @param invocationEnd the end of the invocation. The work starts no call that may end later
   * @return the running work, which never ends with an exception
   */
  Task<StepResult> start(Report held, Instant invocationEnd) {
    return submit(
        held, lease -> processWhileHeld(new StepResult.Advanced(held), lease, invocationEnd));
  }

  /**
   * Records an answer that an interrupted holder stored, and then works as {@link #start}.
   *
   * @param held the report after it was taken over
   */
  Task<StepResult> resume(Report held, Manifest.Part leftover, Instant invocationEnd) {
    return submit(
        held,
        lease ->
            processWhileHeld(
                leftoverAnswers.record(held, leftover, lease, invocationEnd),
                lease,
                invocationEnd));
  }

  /** Work that is done while a lease is renewed. */
  private interface LeasedWork {
    StepResult run(HeldLease lease) throws IOException;
  }

  private Task<StepResult> submit(Report held, LeasedWork work) {
    CallTracker.Ticket ticket = callTracker.begin();
    return scheduler.start(() -> {
      CurrentInvocation.setReport(held.id().text());
      try (ticket;
          HeldLease lease = leaseRenewer.start(held)) {
        return work.run(lease);
      } catch (Throwable e) {
        LOG.errorf(e, "report %s: the work on it was interrupted", held.id().text());
        return new StepResult.Interrupted();
      }
    });
  }

  /** Makes steps until the holder has released or lost the report. */
  private StepResult processWhileHeld(StepResult first, HeldLease lease, Instant invocationEnd)
      throws IOException {
    StepResult result = first;
    while (result instanceof StepResult.Advanced(Report report) && report.isHeld()) {
      Optional<Report> ready = callPreparer.prepare(report, lease, invocationEnd);
      result =
          ready.isPresent()
              ? reportStep.run(ready.get(), lease, invocationEnd)
              : new StepResult.Interrupted();
    }
    return result;
  }

  /** Waits for the result of started work, at most for the timeout. */
  static StepResult awaitResult(Task<StepResult> work, Duration timeout) {
    if (!work.await(timeout)) {
      return new StepResult.StillRunning();
    }
    try {
      return work.join();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the work on a report ended with an exception", e);
    }
  }
}
