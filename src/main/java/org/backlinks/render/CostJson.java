package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.backlinks.question.IndexItem;
import org.backlinks.question.Scope;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Estimate;
import org.backlinks.report.ExactPrice;
import org.backlinks.report.Problem;
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
      switch (estimate.exact()) {
        case null -> {}
        case ExactPrice.Counted counted -> writeExact(json, counted);
        case ExactPrice.Unavailable(Problem problem) -> {
          json.writeFieldName("exactProblem");
          ProblemJson.write(json, problem, null, null);
        }
      }
      json.writeEndObject();
    }
    return out;
  }

  private static void writeExact(JsonGenerator json, ExactPrice.Counted exact) throws IOException {
    json.writeObjectFieldStart("exact");
    JsonMembers.writeUnits(json, exact.units());
    json.writeNumberField("indexItems", exact.indexItems());
    json.writeArrayFieldStart("items");
    for (ExactPrice.CountedItem counted : exact.items()) {
      json.writeStartObject();
      json.writeArrayFieldStart("scopes");
      for (Scope scope : counted.scopes()) {
        json.writeString(scope.wireName());
      }
      json.writeEndArray();
      writeItem(json, counted.item());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeItem(JsonGenerator json, IndexItem item) throws IOException {
    json.writeStringField("item", item.item());
    if (item.status() != null) {
      json.writeStringField("status", item.status().wireName());
    }
    JsonMembers.writeNumber(json, "backlinks", item.backlinks());
    JsonMembers.writeNumber(json, "refDomains", item.refDomains());
    JsonMembers.writeNumber(json, "citationFlow", item.citationFlow());
    JsonMembers.writeNumber(json, "trustFlow", item.trustFlow());
    if (item.lastCrawled() != null) {
      json.writeStringField("lastCrawled", item.lastCrawled().toString());
    }
  }

  /** Renders the units that were spent, the units that are left, and the limits. */
  public static ResponseBuffer renderUsage(UsageSummary summary) throws IOException {
    ResponseBuffer out = new ResponseBuffer();
    try (JsonGenerator json = JsonGenerators.create(out)) {
      json.writeStartObject();
      JsonMembers.writeRemaining(json, summary.remaining());
      json.writeObjectFieldStart("limits");
      json.writeObjectFieldStart("dayBudget");
      JsonMembers.writeUnits(json, summary.dayBudget());
      json.writeNumberField("indexItems", summary.maxIndexItems());
      json.writeEndObject();
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
    json.writeNumberField("indexItems", day.indexItems());
    json.writeEndObject();
  }
}
