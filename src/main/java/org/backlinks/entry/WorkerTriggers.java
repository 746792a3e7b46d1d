package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.backlinks.render.ResponseBuffer;
import org.backlinks.report.ReportId;
import org.backlinks.service.DueReportWorker;
import org.backlinks.telemetry.CurrentInvocation;

/** Starts the worker: for a poll, a tick of the schedule, or records of the table's stream. */
@Singleton
final class WorkerTriggers {
  private final DueReportWorker worker;

  WorkerTriggers(DueReportWorker worker) {
    this.worker = worker;
  }

  /** Processes the reports that are due. */
  ResponseBuffer processDue(InvocationContext context) {
    DueReportWorker.Summary summary = worker.processDue(context.deadline());
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
   * Processes the new reports of a stream. The response asks the platform to repeat a record only
   * if the table failed. The schedule finds every other report that is not done.
   */
  ResponseBuffer processNew(Event.TableStream stream, InvocationContext context) {
    List<ReportId> reports =
        stream.records().stream()
            .map(Event.StreamRecord::newReport)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    List<ReportId> failedToStart = worker.processAll(reports, context.deadline());
    CurrentInvocation.setOutcome(
        "new %d, broken %d".formatted(reports.size(), failedToStart.size()));
    return ResponseBuffers.ofAscii(
        stream.records().stream()
            .filter(
                record -> record.newReport() != null && failedToStart.contains(record.newReport()))
            .map(record -> "{\"itemIdentifier\":\"" + record.sequenceNumber() + "\"}")
            .collect(Collectors.joining(",", "{\"batchItemFailures\":[", "]}")));
  }
}
