package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.Problem;

/** Answers requests on {@link Route#BACKLINKS}: finds the report or asks for it. */
@Singleton
final class BacklinksResource {
  private final ReportRequestHandler requestHandler;
  private final ReportPresenter presenter;
  private final ReportResponses responses;

  BacklinksResource(
      ReportRequestHandler requestHandler, ReportPresenter presenter, ReportResponses responses) {
    this.requestHandler = requestHandler;
    this.presenter = presenter;
    this.responses = responses;
  }

  HttpResponse ask(ContentNegotiation negotiation, HttpRequest request, InvocationContext context)
      throws IOException {
    return switch (ReportRequestParser.parse(negotiation, request)) {
      case ReportRequestParser.Result.Refused(Problem problem) ->
          ProblemResponses.of(problem, context);
      case ReportRequestParser.Result.Valid(ReportRequest reportRequest) ->
          responses.ofRequest(
              findOrAsk(reportRequest, negotiation, request, context), request, context);
    };
  }

  private ReportView findOrAsk(
      ReportRequest reportRequest,
      ContentNegotiation negotiation,
      HttpRequest request,
      InvocationContext context)
      throws IOException {
    // a HEAD request must not start a paid call
    return request.isHead()
        ? presenter.find(reportRequest, negotiation.representation())
        : requestHandler.ask(reportRequest, negotiation.representation(), context);
  }
}
