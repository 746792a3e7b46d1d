package org.backlinks.entry;

import org.backlinks.report.Problem;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.telemetry.CurrentInvocation;
import org.jspecify.annotations.Nullable;

/** Records the outcome of a request for a report in the invocation's log line. */
final class OutcomeRecorder {
  private OutcomeRecorder() {}

  /** Records the outcome of a request and returns the view that the caller gets. */
  static ReportView record(ReportView view) {
    switch (view) {
      case ReportView.PageShown shown -> record("ready", shown.report().id());
      case ReportView.StateShown shown ->
          record(outcome(shown.report().state()), shown.report().id());
      case ReportView.NotModified shown -> record("unchanged", shown.report().id());
      case ReportView.ProblemShown(Problem problem, ReportId id) -> record(problem, id);
    }
    return view;
  }

  /** Records the outcome of a request for changes and returns the view that the caller gets. */
  static ChangesView record(ChangesView view) {
    switch (view) {
      case ChangesView.PageShown shown -> record("changes", shown.id());
      case ChangesView.NotModified same -> record("unchanged", same.id());
      case ChangesView.ProblemShown(Problem problem, ReportId id) -> record(problem, id);
    }
    return view;
  }

  /** Records the outcome of a request for a summary and returns the view that the caller gets. */
  static SummaryView record(SummaryView view) {
    switch (view) {
      case SummaryView.SummaryShown shown -> record("summary", shown.id());
      case SummaryView.NotModified same -> record("unchanged", same.id());
      case SummaryView.ProblemShown(Problem problem, ReportId id) -> record(problem, id);
    }
    return view;
  }

  private static void record(Problem problem, @Nullable ReportId id) {
    CurrentInvocation.setOutcome(problem.kind().wireName(), id == null ? null : id.text());
  }

  private static void record(String outcome, ReportId id) {
    CurrentInvocation.setOutcome(outcome, id.text());
  }

  private static String outcome(State state) {
    return switch (state) {
      case State.Claimed _, State.Queued _, State.Downloading _ -> "pending";
      case State.Ready _ -> "ready";
      case State.Failed _ -> "failed";
      case State.Deleted _ -> "deleted";
    };
  }
}
