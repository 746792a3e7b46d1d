package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.backlinks.changes.Comparison;
import org.backlinks.html.Audience;
import org.backlinks.html.ChangesSection;
import org.backlinks.html.PageRenderer;
import org.backlinks.html.ReportPageRequest;
import org.backlinks.question.EarlierReport;
import org.backlinks.render.ResponseBuffer;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.service.ComparisonService;
import org.backlinks.service.ReportPair;
import org.backlinks.service.ReportReader;
import org.backlinks.service.ReportSharing;
import org.backlinks.service.SummaryService;
import org.backlinks.telemetry.CurrentInvocation;
import org.backlinks.telemetry.Metrics;
import org.backlinks.telemetry.Metrics.Metric;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests on {@link Route#SHARED}: shows a report to everybody who has a link to it. Shows
 * only what is stored. A link that does not work gets the same answer whatever the reason is.
 */
@Singleton
final class SharedPageResource {
  private static final Logger LOG = Logger.getLogger(SharedPageResource.class);
  private static final int MAX_LINKS = 100;

  /** Identifies no request, so that all answers are equal. */
  private static final String INSTANCE = ReportSharing.PATH_PREFIX;

  private final ReportSharing reportSharing;
  private final ReportReader reportReader;
  private final SummaryService summaryService;
  private final ComparisonService comparisonService;
  private final Metrics metrics;

  SharedPageResource(
      ReportSharing reportSharing,
      ReportReader reportReader,
      SummaryService summaryService,
      ComparisonService comparisonService,
      Metrics metrics) {
    this.reportSharing = reportSharing;
    this.reportReader = reportReader;
    this.summaryService = summaryService;
    this.comparisonService = comparisonService;
    this.metrics = metrics;
  }

  boolean isEnabled() {
    return reportSharing.isEnabled();
  }

  /** Shows the report of a link. Ignores query parameters, which other programs add to links. */
  HttpResponse get(HttpRequest request) {
    Optional<Report> found = reportSharing.find(Route.SHARED.variablePartOf(request.path()));
    if (found.isEmpty()) {
      CurrentInvocation.setOutcome(Kind.NOT_FOUND.wireName());
      return ofProblem(
          Problem.of(
              Kind.NOT_FOUND,
              "This link does not work. It may have expired."
                  + " Ask the person who sent it for a new one."));
    }
    Report report = found.get();
    try {
      ResponseBuffer page = render(report);
      metrics.count(Metric.SHARED_PAGES);
      CurrentInvocation.setOutcome("shared-page", report.id().text());
      return withOpenHeaders(HttpResponse.html(200, page));
    } catch (IOException damage) {
      LOG.errorf(damage, "report %s: its rows can't be read", report.id().text());
      metrics.count(Metric.UNREADABLE_REPORTS);
      return ofProblem(
          Problem.of(Kind.INTERNAL, "The links of this report can't be read.").withoutRetry());
    }
  }

  private ResponseBuffer render(Report report) throws IOException {
    return PageRenderer.renderReport(
            new ReportPageRequest(
                report,
                reportReader.openSnapshot(report, 0),
                summaryService.findStored(report).orElse(null),
                findStoredChanges(report),
                0,
                MAX_LINKS,
                new Audience.Public(),
                List.of()))
        .body();
  }

  /** Returns null when no changes are stored, or when the rows of a report can't be read. */
  private @Nullable ChangesSection findStoredChanges(Report report) {
    try {
      if (report.previousId() == null
          || !(comparisonService.findPair(report, new EarlierReport.Previous())
              instanceof ReportPair.Ready pair)) {
        return null;
      }
      Optional<Comparison> stored = comparisonService.findStored(pair);
      return stored.isPresent()
          ? ChangesSection.of(comparisonService.open(pair, stored.get()))
          : null;
    } catch (IOException damage) {
      LOG.errorf(damage, "report %s: its changes can't be read", report.id().text());
      return null;
    }
  }

  private static HttpResponse ofProblem(Problem problem) {
    return withOpenHeaders(
        HttpResponse.html(
            problem.kind().status(), PageRenderer.renderProblem(problem, INSTANCE, null)));
  }

  /** No cache keeps the page, and no search engine lists it. */
  static HttpResponse withOpenHeaders(HttpResponse response) {
    return response.withHeader("Cache-Control", "no-store").withHeader("X-Robots-Tag", "noindex");
  }
}
