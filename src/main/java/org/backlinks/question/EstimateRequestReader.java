package org.backlinks.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Reads requests for estimates. They have the fields of a request for a report, and one more. */
public final class EstimateRequestReader {
  /** The field that asks for upstream's own counts. */
  public static final String EXACT_FIELD = "exact";

  private EstimateRequestReader() {}

  /**
   * Reads a JSON object whose members are the fields.
   *
   * @param requestReader reads the fields that a request for a report has, too
   */
  public static RequestResult read(RequestReader requestReader, ObjectNode body) {
    RequestFields fields = new RequestFields(body);
    boolean isExact = fields.readFlag(EXACT_FIELD);
    ObjectNode others = body.objectNode();
    others.setAll(body);
    others.remove(EXACT_FIELD);
    List<FieldError> errors = new ArrayList<>(fields.errors());
    return switch (requestReader.fromJson(others)) {
      case InvalidRequest invalid -> {
        errors.addAll(invalid.errors());
        yield new InvalidRequest(errors);
      }
      case ReportRequest request ->
          errors.isEmpty()
              ? new ReportRequest(request.question(), request.options(), isExact)
              : new InvalidRequest(errors);
    };
  }
}
