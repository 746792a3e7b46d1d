package org.backlinks.entry;

import java.io.IOException;
import java.util.List;
import org.backlinks.html.PageRenderer;
import org.backlinks.question.FieldError;
import org.backlinks.render.ProblemJson;
import org.backlinks.report.Problem;
import org.backlinks.report.ReportId;
import org.backlinks.telemetry.CurrentInvocation;
import org.jspecify.annotations.Nullable;

/** Makes the HTTP responses for problems, and records each problem in the invocation's log line. */
final class ProblemResponses {
  private ProblemResponses() {}

  /** Returns the response for a problem that belongs to no report. */
  static HttpResponse of(Problem problem, InvocationContext context) throws IOException {
    return of(problem, null, context);
  }

  /**
   * Returns the response for a problem.
   *
   * @param reportId the id of the report that the problem belongs to, or null
   */
  static HttpResponse of(Problem problem, @Nullable ReportId reportId, InvocationContext context)
      throws IOException {
    CurrentInvocation.setOutcome(
        problem.kind().wireName(), reportId == null ? null : reportId.text());
    HttpResponse response =
        context.showsProblemsAsHtml()
            ? HttpResponse.html(
                problem.kind().status(),
                PageRenderer.renderProblem(problem, context.problemInstance(), reportId))
            : HttpResponse.problem(
                problem.kind().status(),
                ProblemJson.render(problem, context.problemInstance(), reportId));
    return problem.retryAfter() == null
        ? response
        : response.withHeader("Retry-After", Long.toString(problem.retryAfter().toSeconds()));
  }

  /** Returns the response to a request with query parameters on a route that has none. */
  static HttpResponse unexpectedParameters(HttpRequest request, InvocationContext context)
      throws IOException {
    List<FieldError> errors =
        request.queryParameters().keySet().stream()
            .map(name -> new FieldError(name, "is not a field"))
            .toList();
    return of(Problem.invalidRequest(errors), context);
  }
}
