package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.backlinks.question.QuestionJson;
import org.backlinks.report.Report;
import org.backlinks.summary.ReportSummary;
import org.backlinks.summary.SummaryJson;

/** Renders summaries as payloads of schema {@code backlinks-summary/1}. */
@Singleton
public final class SummaryRenderer {
  private static final String SCHEMA = "backlinks-summary/1";

  private final BufferPool bufferPool;

  public SummaryRenderer(BufferPool bufferPool) {
    this.bufferPool = bufferPool;
  }

  /** Renders the summary of a ready report. */
  public ResponseBuffer render(Report report, ReportSummary summary) throws IOException {
    ResponseBuffer out = new ResponseBuffer(bufferPool);
    try (JsonGenerator json = JsonGenerators.create(out)) {
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeStringField("id", report.id().text());
      json.writeFieldName("request");
      QuestionJson.write(report.question(), json);
      SummaryJson.writeLists(json, summary);
      json.writeEndObject();
    }
    return out;
  }
}
