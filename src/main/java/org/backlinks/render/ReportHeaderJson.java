package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import org.backlinks.question.QuestionJson;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.report.Usage;

/** Writes the members of a payload that describe the report: its identity, state and cost. */
final class ReportHeaderJson {
  static final String SCHEMA = "backlinks/1";

  private final Report report;
  private final PageRequest page;
  private final JsonGenerator json;

  ReportHeaderJson(Report report, PageRequest page, JsonGenerator json) {
    this.report = report;
    this.page = page;
    this.json = json;
  }

  /** Writes the members from {@code schema} to {@code previous}. */
  void writeIdentity() throws IOException {
    json.writeStringField("schema", SCHEMA);
    json.writeStringField("id", report.id().text());
    json.writeStringField("state", stateName(report.state()));
    json.writeFieldName("request");
    QuestionJson.write(report.question(), json);
    if (page.tag() != null) {
      json.writeStringField("tag", page.tag());
    }
    JsonMembers.writeInstant(json, "createdAt", report.lifetime().createdAt());
    if (report.state() instanceof State.Ready(Instant readyAt, _)) {
      JsonMembers.writeInstant(json, "readyAt", readyAt);
    }
    JsonMembers.writeInstant(json, "expiresAt", report.lifetime().expiresAt());
    json.writeBooleanField("reused", page.reused());
    if (report.previousId() != null) {
      json.writeStringField("previous", report.previousId().text());
    }
  }

  private static String stateName(State state) {
    return switch (state) {
      case State.Claimed _, State.Queued _, State.Downloading _ -> "pending";
      case State.Ready _ -> "ready";
      case State.Failed _ -> "failed";
      case State.Deleted _ -> throw new IllegalStateException("a deleted report is not shown");
    };
  }

  /** Writes {@code usage}. */
  void writeUsage() throws IOException {
    Usage usage = report.billing().usage();
    json.writeObjectFieldStart("usage");
    JsonMembers.writeUnits(json, "charged", usage.charged());
    JsonMembers.writeRemaining(json, usage.remaining());
    json.writeNumberField("calls", usage.calls());
    json.writeNumberField("polls", usage.polls());
    json.writeBooleanField("estimated", usage.estimated());
    json.writeEndObject();
  }
}
