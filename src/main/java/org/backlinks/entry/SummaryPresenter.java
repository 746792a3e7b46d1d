package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.backlinks.render.SummaryRenderer;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.service.SummaryService;
import org.backlinks.telemetry.Metrics;
import org.backlinks.telemetry.Metrics.Metric;
import org.jboss.logging.Logger;

/** Shows the summary of a report, in the same way to HTTP callers and direct callers. */
@Singleton
final class SummaryPresenter {
  private static final Logger LOG = Logger.getLogger(SummaryPresenter.class);

  private final SummaryService summaryService;
  private final SummaryRenderer renderer;
  private final Metrics metrics;
  private final Clock clock;

  SummaryPresenter(
      SummaryService summaryService, SummaryRenderer renderer, Metrics metrics, Clock clock) {
    this.summaryService = summaryService;
    this.renderer = renderer;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Shows the summary of a report.
   *
   * @param id the id of the report as the caller wrote it
   */
  SummaryView show(String id, Representation representation) throws IOException {
    Optional<Report> report = ReportId.parse(id).flatMap(summaryService::findReport);
    return OutcomeRecorder.record(
        report.isPresent()
            ? show(report.get(), representation)
            : new SummaryView.ProblemShown(ReportProblems.notFound(), null));
  }

  private SummaryView show(Report report, Representation representation) throws IOException {
    ReportId id = report.id();
    if (!(report.state() instanceof State.Ready)) {
      return new SummaryView.ProblemShown(ReportProblems.notReady(report, clock.instant()), id);
    }
    String tag = EntityTag.ofSummary(id, representation.gzip());
    if (EntityTag.matches(representation.ifNoneMatch(), tag)) {
      return new SummaryView.NotModified(id, tag);
    }
    try {
      return new SummaryView.SummaryShown(
          id, renderer.render(report, summaryService.summarize(report)), tag);
    } catch (IOException damage) {
      LOG.errorf(damage, "report %s: its rows can't be counted", id.text());
      metrics.count(Metric.UNREADABLE_REPORTS);
      Problem problem = ReportProblems.unreadable(report);
      return new SummaryView.ProblemShown(problem, id);
    }
  }
}
