package org.backlinks.service;

import jakarta.inject.Singleton;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.telemetry.Metrics;
import org.backlinks.telemetry.Metrics.Metric;
import org.backlinks.units.RemainingUnits;
import org.backlinks.units.Units;
import org.jspecify.annotations.Nullable;

/** Counts the calls and the changes of reports. Counts a change after it is written. */
@Singleton
final class ReportMetrics {
  private final Metrics metrics;

  ReportMetrics(Metrics metrics) {
    this.metrics = metrics;
  }

  /** Counts a call that begins: a paid call, or a poll. */
  void callStarted(Report held) {
    metrics.count(held.state() instanceof State.Claimed ? Metric.CALLS : Metric.POLLS);
  }

  /** Records the remaining units that an answer reports. */
  void remainingReported(Globals globals) {
    RemainingUnits remaining = RemainingUnits.from(globals::units);
    setIfKnown(Metric.ANALYSIS_LEFT, remaining.analysis());
    setIfKnown(Metric.RETRIEVAL_LEFT, remaining.retrieval());
  }

  private void setIfKnown(Metric metric, @Nullable Long value) {
    if (value != null) {
      metrics.set(metric, value);
    }
  }

  /** Adds the rows that a report keeps. */
  void rowsStored(Manifest manifest) {
    metrics.add(Metric.ROWS, SettlementRule.totalRows(manifest));
  }

  /** Counts the changes between two writes of a report. */
  void reportChanged(Report before, Report after) {
    Units charged = charged(after).minus(charged(before));
    metrics.add(Metric.ANALYSIS_CHARGED, charged.analysis());
    metrics.add(Metric.RETRIEVAL_CHARGED, charged.retrieval());
    if (before.state() instanceof State.Claimed && after.state() instanceof State.Waiting) {
      metrics.count(Metric.QUEUED);
    }
    if (after.state() instanceof State.Failed failed) {
      metrics.countFailure(failed.problem().kind().wireName());
    }
  }

  private static Units charged(Report report) {
    return report.billing().usage().charged().orElse(Units.ZERO);
  }

  /** Counts a request that was refused because of the limits. */
  void requestRefused(Problem problem) {
    if (problem.kind() == Kind.BUDGET_EXCEEDED || problem.kind() == Kind.REMAINING_BELOW_LIMIT) {
      budgetRefused();
    }
  }

  /** Counts a paid call that the limits forbid. */
  void budgetRefused() {
    metrics.count(Metric.BUDGET_REFUSALS);
  }

  /** Counts a ready report whose rows can't be read. */
  void reportUnreadable() {
    metrics.count(Metric.UNREADABLE_REPORTS);
  }
}
