package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.backlinks.report.Notice;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.snapshot.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Renders notices: payloads without rows, in at most 64 KB. A notice that is larger loses its least
 * important parts, and says so.
 */
@Singleton
public final class NoticeRenderer {
  private static final int MAX_BYTES = 64 * 1024;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String EXTRA = "extra";

  /** The parts that a large notice loses, in this order. */
  private static final List<Consumer<ObjectNode>> CUTS =
      List.of(
          notice -> notice.remove("summary"),
          notice -> remove(notice.path("provider"), EXTRA),
          notice -> notice.path("lists").forEach(list -> remove(list, EXTRA)),
          notice -> notice.remove("warnings"));

  private static void remove(JsonNode object, String member) {
    if (object instanceof ObjectNode node) {
      node.remove(member);
    }
  }

  /**
   * Returns the notice of a ready report.
   *
   * @param page the caller's view of the report. Its rows are left out
   */
  public Notice ofReady(Report report, Manifest manifest, PageRequest page) throws IOException {
    ResponseBuffer out = new ResponseBuffer();
    LinkChunks chunks = new LinkChunks(manifest);
    try (PayloadJson payload = new PayloadJson(report, page, out)) {
      payload.writeHeader(manifest);
      payload.writeRestWithoutRows(manifest, chunks.totalRows(), firstCursor(report, chunks));
    }
    return Notice.ofReady(cut(out));
  }

  private static @Nullable String firstCursor(Report report, LinkChunks chunks) {
    return report.state() instanceof State.Ready ready && chunks.totalRows() > 0
        ? Cursor.of(0, ready.snapshotVersion(), chunks.ofRow(0)).encode(report)
        : null;
  }

  /**
   * Returns the notice of a failed report.
   *
   * @param page the caller's view of the report
   */
  public Notice ofFailed(Report report, PageRequest page, Instant now) throws IOException {
    ResponseBuffer out = new ResponseBuffer();
    try (PayloadJson payload = new PayloadJson(report, page, out)) {
      payload.writeWithoutRows(now);
    }
    return Notice.ofFailure(cut(out), report.problem());
  }

  /**
   * Returns the notice of a request that has no report, or of a report that is gone.
   *
   * @param id the report that is gone, or null
   * @param tag the caller's tag, or null
   */
  public Notice ofProblem(@Nullable ReportId id, @Nullable String tag, Problem problem)
      throws IOException {
    ResponseBuffer out = new ResponseBuffer();
    try (JsonGenerator json = JsonGenerators.create(out)) {
      json.writeStartObject();
      json.writeStringField("schema", ReportHeaderJson.SCHEMA);
      if (id != null) {
        json.writeStringField("id", id.text());
      }
      json.writeStringField("state", "failed");
      if (tag != null) {
        json.writeStringField("tag", tag);
      }
      json.writeFieldName("problem");
      ProblemJson.write(json, problem, null, null);
      json.writeEndObject();
    }
    return Notice.ofFailure(cut(out), problem);
  }

  private static String cut(ResponseBuffer rendered) throws IOException {
    String text = new String(rendered.toByteArray(), StandardCharsets.UTF_8);
    if (rendered.size() <= MAX_BYTES) {
      return text;
    }
    ObjectNode notice = (ObjectNode) MAPPER.readTree(text);
    notice.put("cut", true);
    for (Consumer<ObjectNode> part : CUTS) {
      part.accept(notice);
      text = MAPPER.writeValueAsString(notice);
      if (text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
        return text;
      }
    }
    return text;
  }
}
