package org.backlinks.service;

import org.backlinks.ops.Metrics;
import org.backlinks.ops.Metrics.Metric;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Remaining;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.jspecify.annotations.Nullable;

/** Tells the metrics what becomes of reports, once it is written. */
record Told(Metrics metrics) {
  /** A call begins on this report: one that is paid for, or a look at what was. */
  void asks(Report held) {
    metrics.count(held.state() instanceof State.Claimed ? Metric.CALLS : Metric.POLLS);
  }

  /** What upstream says is left. */
  void heard(Globals globals) {
    Remaining left = Remaining.in(globals);
    set(Metric.ANALYSIS_LEFT, left.analysis());
    set(Metric.RETRIEVAL_LEFT, left.retrieval());
  }

  private void set(Metric metric, @Nullable Long value) {
    if (value != null) {
      metrics.set(metric, value);
    }
  }

  /** Rows were kept. */
  void kept(Manifest manifest) {
    metrics.add(Metric.ROWS, Settling.rows(manifest));
  }

  /** The one was replaced by the other in the table. */
  void moved(Report before, Report after) {
    metrics.add(
        Metric.ANALYSIS_CHARGED,
        known(after.usage().analysis()) - known(before.usage().analysis()));
    metrics.add(
        Metric.RETRIEVAL_CHARGED,
        known(after.usage().retrieval()) - known(before.usage().retrieval()));
    boolean waits =
        after.state() instanceof State.Queued || after.state() instanceof State.Downloading;
    if (before.state() instanceof State.Claimed && waits) {
      metrics.count(Metric.QUEUED);
    }
    if (after.state() instanceof State.Failed failed) {
      metrics.failed(failed.problem().kind().word());
    }
  }

  private static long known(@Nullable Long units) {
    return units == null ? 0 : units;
  }

  /** A request that was not taken. */
  void refused(Problem problem) {
    if (problem.kind() == Kind.BUDGET_EXCEEDED || problem.kind() == Kind.REMAINING_BELOW_LIMIT) {
      forbidden();
    }
  }

  /** The limits have no room for a paid call. */
  void forbidden() {
    metrics.count(Metric.BUDGET_REFUSALS);
  }
}
