package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Estimate;
import org.backlinks.report.UsageSummary;

/** Renders estimates and the summary of the spent units. */
public final class CostJson {
  private CostJson() {}

  /** Renders the estimated cost of a request. */
  public static ResponseBuffer renderEstimate(Estimate estimate) throws IOException {
    ResponseBuffer out = new ResponseBuffer();
    try (JsonGenerator json = JsonGenerators.create(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("cost");
      json.writeNumberField("analysis", estimate.cost().analysis());
      json.writeNumberField("retrieval", estimate.cost().retrieval());
      json.writeEndObject();
      if (estimate.reusable() != null) {
        json.writeObjectFieldStart("reusable");
        json.writeStringField("id", estimate.reusable().id().text());
        JsonMembers.writeInstant(json, "readyAt", estimate.reusable().readyAt());
        if (estimate.reusable().sameIndex() != null) {
          json.writeBooleanField("sameIndex", estimate.reusable().sameIndex());
        }
        json.writeEndObject();
      }
      JsonMembers.writeRemaining(json, estimate.remaining());
      json.writeBooleanField("allowed", estimate.refusal() == null);
      if (estimate.refusal() != null) {
        json.writeFieldName("refusal");
        ProblemJson.write(json, estimate.refusal(), null, null);
      }
      json.writeEndObject();
    }
    return out;
  }

  /** Renders the units that were spent, the units that are left, and the limits. */
  public static ResponseBuffer renderUsage(UsageSummary summary) throws IOException {
    ResponseBuffer out = new ResponseBuffer();
    try (JsonGenerator json = JsonGenerators.create(out)) {
      json.writeStartObject();
      JsonMembers.writeRemaining(json, summary.remaining());
      json.writeObjectFieldStart("limits");
      JsonMembers.writeUnits(json, "dayBudget", summary.dayBudget());
      JsonMembers.writeUnits(json, "minRemaining", summary.minRemaining());
      json.writeNumberField("maxBacklinks", summary.maxBacklinks());
      json.writeEndObject();
      json.writeFieldName("today");
      writeDay(json, summary.today());
      json.writeArrayFieldStart("days");
      for (DailySpend day : summary.days()) {
        writeDay(json, day);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return out;
  }

  private static void writeDay(JsonGenerator json, DailySpend day) throws IOException {
    json.writeStartObject();
    json.writeStringField("date", day.date().toString());
    json.writeNumberField("analysis", day.spent().analysis());
    json.writeNumberField("retrieval", day.spent().retrieval());
    json.writeNumberField("calls", day.calls());
    json.writeEndObject();
  }
}
