package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.backlinks.question.FieldError;
import org.backlinks.report.Problem;
import org.backlinks.report.ReportId;
import org.jspecify.annotations.Nullable;

/** Problems as RFC 9457 objects. */
public final class ProblemJson {
  private ProblemJson() {}

  /**
   * Writes a problem that is a whole answer.
   *
   * @param instance names this one occurrence
   * @param report the report that it belongs to, or null when there is none
   */
  public static Buffer whole(Problem problem, String instance, @Nullable ReportId report)
      throws IOException {
    Buffer out = new Buffer();
    try (JsonGenerator json = Json.generator(out)) {
      write(json, problem, instance, report);
    }
    return out;
  }

  static void write(
      JsonGenerator json, Problem problem, @Nullable String instance, @Nullable ReportId report)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "/problems/" + problem.kind().word());
    json.writeStringField("title", problem.kind().title());
    json.writeNumberField("status", problem.kind().status());
    json.writeStringField("detail", problem.detail());
    if (instance != null) {
      json.writeStringField("instance", instance);
    }
    json.writeBooleanField("retryable", problem.kind().retryable());
    if (problem.retryAfter() != null) {
      json.writeNumberField("retryAfter", problem.retryAfter().toSeconds());
    }
    if (report != null) {
      json.writeStringField("report", report.text());
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
