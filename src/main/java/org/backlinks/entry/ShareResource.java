package org.backlinks.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backlinks.question.FieldError;
import org.backlinks.question.ShareRequest;
import org.backlinks.render.ShareLinkJson;
import org.backlinks.report.Problem;
import org.backlinks.report.ReportId;

/** Answers requests on {@link Route#SHARE}: makes links to a report, and ends them. */
@Singleton
final class ShareResource {
  private final SharePresenter presenter;

  ShareResource(SharePresenter presenter) {
    this.presenter = presenter;
  }

  HttpResponse share(ContentNegotiation negotiation, HttpRequest request, InvocationContext context)
      throws IOException {
    // every field has a default, so the body may be missing
    JsonBodyParser.Result body =
        request.body().length() == 0 && negotiation.otherParameters().isEmpty()
            ? new JsonBodyParser.Result.Parsed(
                JsonNodeFactory.instance.objectNode(), negotiation.errors())
            : JsonBodyParser.parse(negotiation, request);
    return switch (body) {
      case JsonBodyParser.Result.Refused(Problem problem) -> ProblemResponses.of(problem, context);
      case JsonBodyParser.Result.Parsed(ObjectNode object, List<FieldError> errors) ->
          share(ShareRequest.fromBody(object), errors, request, context);
    };
  }

  private HttpResponse share(
      ShareRequest shareRequest,
      List<FieldError> otherErrors,
      HttpRequest request,
      InvocationContext context)
      throws IOException {
    List<FieldError> errors = new ArrayList<>(otherErrors);
    errors.addAll(shareRequest.errors());
    if (!errors.isEmpty()) {
      return ProblemResponses.of(Problem.invalidRequest(errors), context);
    }
    return switch (presenter.share(id(request), shareRequest)) {
      case SharePresenter.View.Shared(var link) ->
          HttpResponse.json(201, ShareLinkJson.render(link.url(), link.expiresAt()));
      case SharePresenter.View.Refused(Problem problem, ReportId reportId) ->
          ProblemResponses.of(problem, reportId, context);
    };
  }

  HttpResponse unshare(HttpRequest request, InvocationContext context) throws IOException {
    if (!request.queryParameters().isEmpty()) {
      return ProblemResponses.unexpectedParameters(request, context);
    }
    Optional<Problem> problem = presenter.unshare(id(request));
    return problem.isPresent()
        ? ProblemResponses.of(problem.get(), context)
        : HttpResponse.empty(204);
  }

  private static String id(HttpRequest request) {
    return Route.SHARE.variablePartOf(request.path());
  }
}
