package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.backlinks.changes.ComparedReports;
import org.backlinks.changes.ListComparison;
import org.backlinks.question.QuestionJson;
import org.jspecify.annotations.Nullable;

/** Writes the JSON payload of changes. Its methods write the members in payload order. */
final class ChangesJson implements AutoCloseable {
  private final ComparedReports reports;
  private final ChangesPageRequest page;
  private final ResponseBuffer out;
  private final JsonGenerator json;

  ChangesJson(ComparedReports reports, ChangesPageRequest page, ResponseBuffer out)
      throws IOException {
    this.reports = reports;
    this.page = page;
    this.out = out;
    this.json = JsonGenerators.create(out);
  }

  /** Writes the members before the changes. */
  void writeHeader() throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", "backlinks-changes/1");
    json.writeStringField("id", reports.after().id().text());
    json.writeStringField("since", reports.before().id().text());
    json.writeFieldName("request");
    QuestionJson.write(reports.after().question(), json);
    json.writeObjectFieldStart("index");
    new ManifestJson(reports.beforeSnapshot().manifest(), reports.before().question(), json)
        .writeIndex("before");
    new ManifestJson(reports.afterSnapshot().manifest(), reports.after().question(), json)
        .writeIndex("after");
    json.writeEndObject();
    json.writeArrayFieldStart("lists");
    for (ListComparison list : reports.comparison().lists()) {
      ComparisonJson.writeList(json, list);
    }
    json.writeEndArray();
  }

  /** Writes the changes directly to the buffer behind the generator. */
  void writeChanges(ChangePage changes) throws IOException {
    json.writeArrayFieldStart("changes");
    json.flush();
    changes.write(out);
    json.writeEndArray();
  }

  /** Writes the members after the changes, and ends the payload. */
  void writeRest(ChangePage changes, @Nullable String nextCursor) throws IOException {
    json.writeObjectFieldStart("page");
    json.writeNumberField("from", page.from());
    json.writeNumberField("count", changes.count());
    json.writeNumberField("total", changes.total());
    if (nextCursor != null) {
      json.writeStringField("next", nextCursor);
    }
    json.writeEndObject();
    json.writeArrayFieldStart("warnings");
    for (String warning : reports.comparison().warnings()) {
      json.writeString(warning);
    }
    if (changes.isTextTruncated()) {
      json.writeString("texts of this change are cut, because it is too large for a response");
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes everything that the generator still holds to the buffer. */
  @Override
  public void close() throws IOException {
    json.close();
  }
}
