package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.backlinks.callback.CallbackWorker;
import org.backlinks.render.BatchItemFailuresJson;
import org.backlinks.render.ResponseBuffer;
import org.backlinks.report.CallbackId;
import org.backlinks.report.ReportId;
import org.backlinks.service.DueReportWorker;
import org.backlinks.task.Task;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.CurrentInvocation;
import org.jspecify.annotations.Nullable;

/** Starts the worker: for a poll, a tick of the schedule, or records of the table's stream. */
@Singleton
final class WorkerTriggers {
  private final DueReportWorker worker;
  private final CallbackWorker callbackWorker;
  private final TaskScheduler scheduler;

  WorkerTriggers(DueReportWorker worker, CallbackWorker callbackWorker, TaskScheduler scheduler) {
    this.worker = worker;
    this.callbackWorker = callbackWorker;
    this.scheduler = scheduler;
  }

  /** Processes the reports and the callbacks that are due. */
  ResponseBuffer processDue(InvocationContext context) {
    Task<Boolean> callbacks = scheduler.start(() -> callbackWorker.processDue(context.deadline()));
    DueReportWorker.Summary summary = worker.processDue(context.deadline());
    callbacks.result();
    // the ends of reports made more callbacks due
    callbackWorker.processDue(context.deadline());
    CurrentInvocation.setOutcome(
        "due %d, ready %d, queued %d, failed %d, left %d"
            .formatted(
                summary.due(),
                summary.ready(),
                summary.queued(),
                summary.failed(),
                summary.unfinished()));
    return ResponseBuffers.ofAscii(
        "{\"due\":%d,\"ready\":%d,\"queued\":%d,\"failed\":%d,\"left\":%d}"
            .formatted(
                summary.due(),
                summary.ready(),
                summary.queued(),
                summary.failed(),
                summary.unfinished()));
  }

  /**
   * Processes the new reports and the changed callbacks of a stream. The response asks the platform
   * to repeat a record only if the table failed. The schedule finds everything else that is not
   * done.
   */
  ResponseBuffer processChanges(Event.TableStream stream, InvocationContext context) {
    List<CallbackId> callbacks = distinct(stream, Event.StreamRecord::callback);
    Task<List<CallbackId>> delivering =
        scheduler.start(() -> callbackWorker.processAll(callbacks, context.deadline()));
    List<ReportId> reports = distinct(stream, Event.StreamRecord::newReport);
    List<ReportId> failedReports = worker.processAll(reports, context.deadline());
    List<CallbackId> failedCallbacks = delivering.result();
    CurrentInvocation.setOutcome(
        "new %d, callbacks %d, broken %d"
            .formatted(
                reports.size(), callbacks.size(), failedReports.size() + failedCallbacks.size()));
    return BatchItemFailuresJson.render(
        stream.records().stream()
            .filter(record ->
                isIn(failedReports, record.newReport()) || isIn(failedCallbacks, record.callback()))
            .map(Event.StreamRecord::sequenceNumber)
            .toList());
  }

  private static <T> boolean isIn(List<T> failed, @Nullable T id) {
    return id != null && failed.contains(id);
  }

  private static <T> List<T> distinct(
      Event.TableStream stream, Function<Event.StreamRecord, @Nullable T> id) {
    List<T> ids = new ArrayList<>();
    for (Event.StreamRecord record : stream.records()) {
      T found = id.apply(record);
      if (found != null && !ids.contains(found)) {
        ids.add(found);
      }
    }
    return ids;
  }
}
