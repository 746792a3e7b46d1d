package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import org.backlinks.question.ReportRequest;
import org.backlinks.render.CostJson;
import org.backlinks.render.ResponseBuffer;
import org.backlinks.report.Problem;
import org.backlinks.service.CostEstimator;
import org.backlinks.service.UsageReader;

/** Answers requests for cost estimates, and for the spent and the remaining units. */
@Singleton
final class CostResource {
  private final ReportRequestParser requestParser;
  private final CostEstimator costEstimator;
  private final UsageReader usageReader;

  CostResource(
      ReportRequestParser requestParser, CostEstimator costEstimator, UsageReader usageReader) {
    this.requestParser = requestParser;
    this.costEstimator = costEstimator;
    this.usageReader = usageReader;
  }

  HttpResponse estimate(
      ContentNegotiation negotiation, HttpRequest request, InvocationContext context)
      throws IOException {
    return switch (requestParser.parseEstimate(negotiation, request)) {
      case ReportRequestParser.Result.Refused(Problem problem, _) ->
          ProblemResponses.of(problem, context);
      case ReportRequestParser.Result.Valid(ReportRequest reportRequest) ->
          HttpResponse.json(200, renderEstimate(reportRequest, context));
    };
  }

  HttpResponse usage(HttpRequest request, InvocationContext context) throws IOException {
    return request.queryParameters().isEmpty()
        ? HttpResponse.json(200, renderUsage())
        : ProblemResponses.unexpectedParameters(request, context);
  }

  /** Returns the JSON of an estimate. */
  ResponseBuffer renderEstimate(ReportRequest reportRequest, InvocationContext context)
      throws IOException {
    Instant answerBy = context.gatewayAnswerDeadline(reportRequest.options().maxWait());
    return CostJson.renderEstimate(costEstimator.estimate(reportRequest, answerBy));
  }

  /** Returns the JSON of the usage. */
  ResponseBuffer renderUsage() throws IOException {
    return CostJson.renderUsage(usageReader.usageSummary());
  }
}
