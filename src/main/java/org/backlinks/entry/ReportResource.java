package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backlinks.question.FieldError;
import org.backlinks.question.PageQuery;
import org.backlinks.report.Problem;

/** Shows and deletes reports. */
@Singleton
final class ReportResource {
  private final ReportPresenter presenter;
  private final ReportResponses responses;

  ReportResource(ReportPresenter presenter, ReportResponses responses) {
    this.presenter = presenter;
    this.responses = responses;
  }

  HttpResponse get(ContentNegotiation negotiation, HttpRequest request, InvocationContext context)
      throws IOException {
    PageQuery query = PageQuery.fromQuery(negotiation.otherParameters());
    List<FieldError> errors = new ArrayList<>(negotiation.errors());
    errors.addAll(query.errors());
    if (!errors.isEmpty()) {
      return ProblemResponses.of(Problem.invalidRequest(errors), context);
    }
    ReportView view =
        presenter.get(
            id(request), query, negotiation.representation(), context.gatewayAnswerDeadline());
    return responses.of(
        request.isHead() ? ReportPresenter.hideFailure(view) : view, request, context);
  }

  HttpResponse delete(HttpRequest request, InvocationContext context) throws IOException {
    if (!request.queryParameters().isEmpty()) {
      return ProblemResponses.unexpectedParameters(request, context);
    }
    Optional<Problem> problem = presenter.delete(id(request));
    return problem.isPresent()
        ? ProblemResponses.of(problem.get(), context)
        : HttpResponse.empty(204);
  }

  private static String id(HttpRequest request) {
    return Route.REPORT.variablePartOf(request.path());
  }
}
