package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.backlinks.question.ChangeKind;
import org.backlinks.question.ChangesQuery;
import org.backlinks.question.FieldError;
import org.backlinks.render.ChangeSelection;
import org.backlinks.render.ChangesPageRequest;
import org.backlinks.report.Problem;
import org.backlinks.report.ReportId;

/** Answers requests on {@link Route#CHANGES}: shows what changed since an earlier report. */
@Singleton
final class ChangesResource {
  private final ChangesPresenter presenter;

  ChangesResource(ChangesPresenter presenter) {
    this.presenter = presenter;
  }

  HttpResponse get(ContentNegotiation negotiation, HttpRequest request, InvocationContext context)
      throws IOException {
    ChangesQuery query = ChangesQuery.fromQuery(negotiation.otherParameters());
    List<FieldError> errors = new ArrayList<>(negotiation.errors());
    errors.addAll(query.errors());
    if (!errors.isEmpty()) {
      return ProblemResponses.of(Problem.invalidRequest(errors), context);
    }
    String id = Route.CHANGES.variablePartOf(request.path());
    return switch (presenter.show(id, query, negotiation.representation())) {
      case ChangesView.PageShown shown -> ofPage(shown, request);
      case ChangesView.NotModified same -> HttpResponse.notModified(same.entityTag());
      case ChangesView.ProblemShown(Problem problem, ReportId reportId) ->
          request.isHead() && ReportProblems.isOfFailedReport(problem)
              ? ProblemResponses.of(ReportProblems.notFound(), context)
              : ProblemResponses.of(problem, reportId, context);
    };
  }

  private static HttpResponse ofPage(ChangesView.PageShown shown, HttpRequest request) {
    ChangesPageRequest page = shown.page();
    ChangeSelection selection = page.selection();
    String kinds =
        selection.kinds().stream()
            .sorted()
            .map(ChangeKind::wireName)
            .collect(Collectors.joining(","));
    String path =
        "%s%s?since=%s&kinds=%s&by=%s&"
            .formatted(
                request.pathPrefix(),
                Route.CHANGES.path(shown.id().text()),
                selection.since().text(),
                kinds,
                selection.by().wireName());
    return PageResponses.of(shown.payload(), page.format(), shown.entityTag(), path, page.limit());
  }
}
