package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.backlinks.question.FieldError;
import org.backlinks.report.Problem;
import org.backlinks.report.ReportId;
import org.jspecify.annotations.Nullable;

/** Renders problems as objects of RFC 9457. */
public final class ProblemJson {
  private ProblemJson() {}

  /**
   * Renders a problem as the whole response.
   *
   * @param instance identifies this occurrence of the problem
   * @param reportId the report that the problem belongs to, or null
   */
  public static ResponseBuffer render(Problem problem, String instance, @Nullable ReportId reportId)
      throws IOException {
    ResponseBuffer out = new ResponseBuffer();
    try (JsonGenerator json = JsonGenerators.create(out)) {
      write(json, problem, instance, reportId);
    }
    return out;
  }

  static void write(
      JsonGenerator json, Problem problem, @Nullable String instance, @Nullable ReportId reportId)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "/problems/" + problem.kind().wireName());
    json.writeStringField("title", problem.kind().title());
    json.writeNumberField("status", problem.kind().status());
    json.writeStringField("detail", problem.detail());
    if (instance != null) {
      json.writeStringField("instance", instance);
    }
    json.writeBooleanField("retryable", problem.retryable());
    if (problem.retryAfter() != null) {
      json.writeNumberField("retryAfter", problem.retryAfter().toSeconds());
    }
    if (reportId != null) {
      json.writeStringField("report", reportId.text());
    }
    if (!problem.errors().isEmpty()) {
      json.writeArrayFieldStart("errors");
      for (FieldError error : problem.errors()) {
        json.writeStartObject();
        json.writeStringField("field", error.field());
        json.writeStringField("message", error.message());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
