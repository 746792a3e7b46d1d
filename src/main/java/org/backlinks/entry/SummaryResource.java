package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import org.backlinks.report.Problem;
import org.backlinks.report.ReportId;

/** Answers requests on {@link Route#SUMMARY}: shows the counts of a report. */
@Singleton
final class SummaryResource {
  private final SummaryPresenter presenter;

  SummaryResource(SummaryPresenter presenter) {
    this.presenter = presenter;
  }

  HttpResponse get(ContentNegotiation negotiation, HttpRequest request, InvocationContext context)
      throws IOException {
    if (!request.queryParameters().isEmpty()) {
      return ProblemResponses.unexpectedParameters(request, context);
    }
    String id = Route.SUMMARY.variablePartOf(request.path());
    return switch (presenter.show(id, negotiation.representation())) {
      case SummaryView.SummaryShown shown ->
          HttpResponse.json(200, shown.body()).withHeader("ETag", shown.entityTag());
      case SummaryView.NotModified same -> HttpResponse.notModified(same.entityTag());
      case SummaryView.ProblemShown(Problem problem, ReportId reportId) ->
          request.isHead() && ReportProblems.isOfFailedReport(problem)
              ? ProblemResponses.of(ReportProblems.notFound(), context)
              : ProblemResponses.of(problem, reportId, context);
    };
  }
}
