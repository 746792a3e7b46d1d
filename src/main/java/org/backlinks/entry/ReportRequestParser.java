package org.backlinks.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
import org.backlinks.report.Problem.Kind;

/**
 * Parses requests for reports. A GET or HEAD request has its fields in the query, a POST request in
 * the body.
 */
@Singleton
final class ReportRequestParser {
  /** The maximum number of bytes of a request's body. */
  static final int MAX_BODY_BYTES = 64 * 1024;

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
    String type = request.header("content-type");
    if (type != null && !isJson(type)) {
      return new Result.Refused(
          Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json."));
    }
    if (request.body().length() > MAX_BODY_BYTES) {
      return new Result.Refused(bodyTooLarge());
    }
    List<FieldError> errors = new ArrayList<>(negotiation.errors());
    negotiation
        .otherParameters()
        .keySet()
        .forEach(name -> errors.add(new FieldError(name, "belongs in the body of a POST request")));
    JsonNode json;
    try {
      json = request.body().parseJson();
    } catch (IOException e) {
      return refused(
          errors, new FieldError("body", "must be one JSON object without repeated members"));
    }
    if (!(json instanceof ObjectNode object)) {
      return refused(errors, new FieldError("body", "must be a JSON object"));
    }
    String key = request.header(KEY_HEADER);
    if (key != null && object.hasNonNull(KEY_FIELD)) {
      errors.add(new FieldError(KEY_FIELD, "must not be given in both the body and the header"));
    } else if (key != null) {
      object.put(KEY_FIELD, key);
    }
    return toResult(reader.apply(object), errors);
  }

  private static boolean isJson(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"));
  }

  private static Result refused(List<FieldError> errors, FieldError lastError) {
    List<FieldError> allErrors = new ArrayList<>(errors);
    allErrors.add(lastError);
    return new Result.Refused(Problem.invalidRequest(allErrors));
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

  static Problem bodyTooLarge() {
    return Problem.of(Kind.TOO_LARGE, "The body must have at most " + MAX_BODY_BYTES + " bytes.");
  }
}
