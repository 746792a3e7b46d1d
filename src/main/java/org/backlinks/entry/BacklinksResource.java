package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import org.backlinks.callback.CallbackRegistry;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestOptions;
import org.backlinks.report.Problem;

/** Answers requests on {@link Route#BACKLINKS}: finds the report or asks for it. */
@Singleton
final class BacklinksResource {
  private final ReportRequestParser requestParser;
  private final ReportRequestHandler requestHandler;
  private final CallbackRegistry callbackRegistry;
  private final ReportPresenter presenter;
  private final ReportResponses responses;

  BacklinksResource(
      ReportRequestParser requestParser,
      ReportRequestHandler requestHandler,
      CallbackRegistry callbackRegistry,
      ReportPresenter presenter,
      ReportResponses responses) {
    this.requestParser = requestParser;
    this.requestHandler = requestHandler;
    this.callbackRegistry = callbackRegistry;
    this.presenter = presenter;
    this.responses = responses;
  }

  HttpResponse ask(ContentNegotiation negotiation, HttpRequest request, InvocationContext context)
      throws IOException {
    return switch (requestParser.parse(negotiation, request)) {
      case ReportRequestParser.Result.Refused(Problem problem, RequestOptions options) -> {
        callbackRegistry.refuse(problem, options);
        yield ProblemResponses.of(problem, context);
      }
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
        ? presenter.find(
            reportRequest,
            negotiation.representation(),
            context.gatewayAnswerDeadline(reportRequest.options().maxWait()))
        : requestHandler.ask(reportRequest, negotiation.representation(), context);
  }
}
