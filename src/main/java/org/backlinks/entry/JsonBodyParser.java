package org.backlinks.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.backlinks.question.FieldError;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;

/** Parses the JSON objects that POST requests have in their bodies. */
final class JsonBodyParser {
  /** The maximum number of bytes of a request's body. */
  static final int MAX_BODY_BYTES = 64 * 1024;

  private JsonBodyParser() {}

  /** The object in a body, or the reason why a request is refused. */
  sealed interface Result {
    /**
     * An object.
     *
     * @param errors the invalid parts of the request outside of the object
     */
    record Parsed(ObjectNode object, List<FieldError> errors) implements Result {}

    /** A request whose body has no object. */
    record Refused(Problem problem) implements Result {}
  }

  static Result parse(ContentNegotiation negotiation, HttpRequest request) {
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
    return json instanceof ObjectNode object
        ? new Result.Parsed(object, List.copyOf(errors))
        : refused(errors, new FieldError("body", "must be a JSON object"));
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

  static Problem bodyTooLarge() {
    return Problem.of(Kind.TOO_LARGE, "The body must have at most " + MAX_BODY_BYTES + " bytes.");
  }
}
