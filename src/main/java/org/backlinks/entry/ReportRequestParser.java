package org.backlinks.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.backlinks.question.EstimateRequestReader;
import org.backlinks.question.FieldError;
import org.backlinks.question.InvalidRequest;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestOptions;
import org.backlinks.question.RequestReader;
import org.backlinks.question.RequestResult;
import org.backlinks.report.Problem;

/**
 * Parses requests for reports. A GET or HEAD request has its fields in the query, a POST request in
 * the body.
 */
@Singleton
final class ReportRequestParser {
  private static final String KEY_FIELD = "idempotencyKey";
  private static final String KEY_HEADER = "idempotency-key";

  private final RequestReader requestReader;

  ReportRequestParser(RequestReader requestReader) {
    this.requestReader = requestReader;
  }

  /** A valid request, or the reason why a request is refused. */
  sealed interface Result {
    /** A valid request. */
    record Valid(ReportRequest request) implements Result {}

    /**
     * A request that is refused.
     *
     * @param options the valid options. The callbacks among them learn of the problem, too
     */
    record Refused(Problem problem, RequestOptions options) implements Result {
      Refused(Problem problem) {
        this(problem, RequestOptions.defaults());
      }
    }
  }

  Result parse(ContentNegotiation negotiation, HttpRequest request) {
    return request.isGetOrHead()
        ? parseQuery(negotiation, request)
        : parseBody(negotiation, request, requestReader::fromJson);
  }

  /** Parses a request for an estimate, which has its fields in the body. */
  Result parseEstimate(ContentNegotiation negotiation, HttpRequest request) {
    return parseBody(negotiation, request, body -> EstimateRequestReader.read(requestReader, body));
  }

  private Result parseQuery(ContentNegotiation negotiation, HttpRequest request) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    negotiation
        .otherParameters()
        .forEach((name, values) -> parameters.put(name, new ArrayList<>(values)));
    String key = request.header(KEY_HEADER);
    if (key != null) {
      parameters.computeIfAbsent(KEY_FIELD, _ -> new ArrayList<>()).add(key);
    }
    return toResult(requestReader.fromQuery(parameters), negotiation.errors());
  }

  private static Result parseBody(
      ContentNegotiation negotiation,
      HttpRequest request,
      Function<ObjectNode, RequestResult> reader) {
    return switch (JsonBodyParser.parse(negotiation, request)) {
      case JsonBodyParser.Result.Refused(Problem problem) -> new Result.Refused(problem);
      case JsonBodyParser.Result.Parsed(ObjectNode object, List<FieldError> errors) ->
          toResult(object, errors, request, reader);
    };
  }

  private static Result toResult(
      ObjectNode object,
      List<FieldError> bodyErrors,
      HttpRequest request,
      Function<ObjectNode, RequestResult> reader) {
    List<FieldError> errors = new ArrayList<>(bodyErrors);
    String key = request.header(KEY_HEADER);
    if (key != null && object.hasNonNull(KEY_FIELD)) {
      errors.add(new FieldError(KEY_FIELD, "must not be given in both the body and the header"));
    } else if (key != null) {
      object.put(KEY_FIELD, key);
    }
    return toResult(reader.apply(object), errors);
  }

  private static Result toResult(RequestResult parsed, List<FieldError> errors) {
    List<FieldError> allErrors = new ArrayList<>(errors);
    return switch (parsed) {
      case InvalidRequest invalid -> {
        allErrors.addAll(invalid.errors());
        yield new Result.Refused(Problem.invalidRequest(allErrors), invalid.options());
      }
      case ReportRequest request ->
          allErrors.isEmpty()
              ? new Result.Valid(request)
              : new Result.Refused(Problem.invalidRequest(allErrors), request.options());
    };
  }
}
