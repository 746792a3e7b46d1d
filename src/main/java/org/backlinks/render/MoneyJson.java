package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import org.backlinks.report.Amounts;
import org.backlinks.report.Books;
import org.backlinks.report.Day;
import org.backlinks.report.Estimate;
import org.backlinks.report.Remaining;
import org.jspecify.annotations.Nullable;

/** What is said of units: estimates, and what was spent. */
public final class MoneyJson {
  private MoneyJson() {}

  /** What a request would cost. */
  public static Buffer estimate(Estimate estimate) throws IOException {
    Buffer out = new Buffer();
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("cost");
      json.writeNumberField("analysis", estimate.cost().analysis());
      json.writeNumberField("retrieval", estimate.cost().retrieval());
      json.writeEndObject();
      if (estimate.reusable() != null) {
        json.writeObjectFieldStart("reusable");
        json.writeStringField("id", estimate.reusable().id().text());
        json.writeStringField(
            "readyAt", estimate.reusable().readyAt().truncatedTo(ChronoUnit.SECONDS).toString());
        json.writeEndObject();
      }
      remaining(json, estimate.remaining());
      json.writeBooleanField("allowed", estimate.refusal() == null);
      if (estimate.refusal() != null) {
        json.writeFieldName("refusal");
        ProblemJson.write(json, estimate.refusal(), null, null);
      }
      json.writeEndObject();
    }
    return out;
  }

  /** What was spent, what is left, and the limits in force. */
  public static Buffer books(Books books) throws IOException {
    Buffer out = new Buffer();
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      remaining(json, books.remaining());
      json.writeObjectFieldStart("limits");
      amounts(json, "dayBudget", books.dayBudget());
      amounts(json, "minRemaining", books.minRemaining());
      json.writeNumberField("maxBacklinks", books.maxBacklinks());
      json.writeEndObject();
      json.writeFieldName("today");
      day(json, books.today());
      json.writeArrayFieldStart("days");
      for (Day day : books.days()) {
        day(json, day);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return out;
  }

  private static void remaining(JsonGenerator json, Remaining remaining) throws IOException {
    if (remaining.any()) {
      json.writeObjectFieldStart("remaining");
      number(json, "analysis", remaining.analysis());
      number(json, "retrieval", remaining.retrieval());
      number(json, "standardReports", remaining.standardReports());
      json.writeEndObject();
    }
  }

  private static void amounts(JsonGenerator json, String name, Amounts amounts) throws IOException {
    if (amounts.any()) {
      json.writeObjectFieldStart(name);
      number(json, "analysis", amounts.analysis());
      number(json, "retrieval", amounts.retrieval());
      json.writeEndObject();
    }
  }

  private static void day(JsonGenerator json, Day day) throws IOException {
    json.writeStartObject();
    json.writeStringField("date", day.date().toString());
    json.writeNumberField("analysis", day.analysis());
    json.writeNumberField("retrieval", day.retrieval());
    json.writeNumberField("calls", day.calls());
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, @Nullable Long value)
      throws IOException {
    if (value != null) {
      json.writeNumberField(name, value);
    }
  }
}
