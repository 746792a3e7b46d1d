package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Utf8;
import org.backlinks.snapshot.Warnings;
import org.jspecify.annotations.Nullable;

/** Writes the JSON payload of one report. Its methods write the members in payload order. */
final class PayloadJson implements AutoCloseable {
  /** The maximum length of a warning. Warnings contain column names, whose length has no limit. */
  private static final int MAX_WARNING_LENGTH = 500;

  private final Report report;
  private final PageRequest page;
  private final ResponseBuffer out;
  private final JsonGenerator json;
  private final ReportHeaderJson reportHeader;

  PayloadJson(Report report, PageRequest page, ResponseBuffer out) throws IOException {
    this.report = report;
    this.page = page;
    this.out = out;
    this.json = JsonGenerators.create(out);
    this.reportHeader = new ReportHeaderJson(report, page, json);
  }

  /** Writes the whole payload of a pending or failed report. */
  void writeWithoutRows(Instant now) throws IOException {
    json.writeStartObject();
    reportHeader.writeIdentity();
    reportHeader.writeUsage();
    if (report.state() instanceof State.Failed) {
      json.writeFieldName("problem");
      ProblemJson.write(
          json, report.problem(), PayloadRenderer.REPORTS_PATH + report.id().text(), null);
    } else {
      json.writeNumberField("retryAfter", RetryDelay.of(report, now).toSeconds());
    }
    json.writeEndObject();
  }

  /** Writes the members before the rows. */
  void writeHeader(Manifest manifest) throws IOException {
    ManifestJson manifestJson = new ManifestJson(manifest, report.question(), json);
    json.writeStartObject();
    reportHeader.writeIdentity();
    if (page.changes() != null) {
      ComparisonJson.writeSummary(json, page.changes());
    }
    manifestJson.writeIndex("index");
    manifestJson.writeProvider();
    reportHeader.writeUsage();
    manifestJson.writeLists();
    manifestJson.writeSummary();
  }

  /** Writes the rows and their domains directly to the buffer behind the generator. */
  void writeRows(PageRows rows) throws IOException {
    json.writeArrayFieldStart("backlinks");
    json.flush();
    rows.write(out);
    json.writeEndArray();
    try (PageDomains domains = rows.domains()) {
      if (domains != null) {
        json.writeArrayFieldStart("domains");
        json.flush();
        domains.write(out, rows.count());
        json.writeEndArray();
      }
    }
  }

  /** Writes the members after the rows, and ends the payload. */
  void writeRest(Snapshot snapshot, PageRows rows, @Nullable String nextCursor) throws IOException {
    List<String> pageWarnings = new ArrayList<>(page.warnings());
    if (rows.isTextTruncated()) {
      pageWarnings.add("texts of this row are cut, because the row is too large for a response");
    }
    if (page.from() == 0 && !new UnknownTablesWriter(snapshot, json, out).write()) {
      pageWarnings.add("some rows of the tables under \"tables\" are not shown");
    }
    writePageMember(rows.count(), rows.totalRows(), nextCursor);
    writeWarnings(snapshot.manifest().warnings(), pageWarnings);
    json.writeEndObject();
  }

  /** Writes the members after the rows that are left out, and ends the payload. */
  void writeRestWithoutRows(Manifest manifest, int totalRows, @Nullable String firstCursor)
      throws IOException {
    writePageMember(0, totalRows, firstCursor);
    writeWarnings(manifest.warnings(), page.warnings());
    json.writeEndObject();
  }

  private void writePageMember(int count, int total, @Nullable String nextCursor)
      throws IOException {
    json.writeObjectFieldStart("page");
    json.writeNumberField("from", page.from());
    json.writeNumberField("count", count);
    json.writeNumberField("total", total);
    if (nextCursor != null) {
      json.writeStringField("next", nextCursor);
    }
    json.writeEndObject();
  }

  private void writeWarnings(List<String> snapshotWarnings, List<String> pageWarnings)
      throws IOException {
    int maxSnapshotWarnings = Warnings.MAX_LINES - pageWarnings.size();
    List<String> warnings =
        new ArrayList<>(
            snapshotWarnings.subList(0, Math.min(maxSnapshotWarnings, snapshotWarnings.size())));
    warnings.addAll(pageWarnings);
    if (!warnings.isEmpty()) {
      json.writeArrayFieldStart("warnings");
      for (String warning : warnings) {
        json.writeString(Utf8.truncate(warning, MAX_WARNING_LENGTH));
      }
      json.writeEndArray();
    }
  }

  /** Writes everything that the generator still holds to the buffer. */
  @Override
  public void close() throws IOException {
    json.close();
  }
}
