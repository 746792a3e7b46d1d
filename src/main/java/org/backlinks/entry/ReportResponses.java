package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.backlinks.render.PageFormat;
import org.backlinks.render.PageRequest;
import org.backlinks.render.RetryDelay;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;

/** Makes the HTTP responses that show reports. */
@Singleton
final class ReportResponses {
  private final Clock clock;

  ReportResponses(Clock clock) {
    this.clock = clock;
  }

  /** Returns the response to a request that asked for a report by its question. */
  HttpResponse ofRequest(ReportView view, HttpRequest request, InvocationContext context)
      throws IOException {
    return switch (view) {
      case ReportView.StateShown shown when shown.report().state().isPending() ->
          withRetryAfter(ofState(202, shown), shown.report())
              .withHeader("Location", reportPath(request, shown.report()));
      case ReportView.PageShown(Report report, PageRequest page, _, _) ->
          withAge(of(view, request, context), report, page);
      case ReportView.NotModified(Report report, PageRequest page, _) ->
          withAge(of(view, request, context), report, page);
      case ReportView.StateShown _, ReportView.ProblemShown _ -> of(view, request, context);
    };
  }

  /** Returns the response to a request that asked for a report by its id. */
  HttpResponse of(ReportView view, HttpRequest request, InvocationContext context)
      throws IOException {
    return switch (view) {
      case ReportView.ProblemShown(Problem problem, ReportId id) ->
          ProblemResponses.of(problem, id, context);
      case ReportView.NotModified same -> HttpResponse.notModified(same.entityTag());
      case ReportView.StateShown shown -> {
        HttpResponse response = ofState(200, shown);
        yield shown.report().state().isPending()
            ? withRetryAfter(response, shown.report())
            : response;
      }
      case ReportView.PageShown shown -> ofPage(shown, request);
    };
  }

  /**
   * Returns the response with a report that has no rows. A browser must not show the page of a
   * pending report again, because the report may be ready then.
   */
  private static HttpResponse ofState(int status, ReportView.StateShown shown) {
    return shown.page().format() == PageFormat.HTML
        ? HttpResponse.html(status, shown.body()).withHeader("Cache-Control", "no-store")
        : HttpResponse.json(status, shown.body());
  }

  private static HttpResponse ofPage(ReportView.PageShown shown, HttpRequest request) {
    return PageResponses.of(
        shown.payload(),
        shown.page().format(),
        shown.entityTag(),
        reportPath(request, shown.report()) + "?",
        shown.page().limit());
  }

  private static String reportPath(HttpRequest request, Report report) {
    return request.pathPrefix() + Route.REPORT.fixedPart() + report.id().text();
  }

  /** Returns the response with the age of its report in seconds, if the report is reused. */
  private HttpResponse withAge(HttpResponse response, Report report, PageRequest page) {
    if (page.reused() && report.state() instanceof State.Ready(Instant readyAt, _)) {
      long seconds = Math.max(0, Duration.between(readyAt, clock.instant()).toSeconds());
      return response.withHeader("Age", Long.toString(seconds));
    }
    return response;
  }

  private HttpResponse withRetryAfter(HttpResponse response, Report report) {
    long seconds = RetryDelay.of(report, clock.instant()).toSeconds();
    return response.withHeader("Retry-After", Long.toString(seconds));
  }
}
