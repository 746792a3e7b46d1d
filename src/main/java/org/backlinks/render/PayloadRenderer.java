package org.backlinks.render;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** Renders reports as payloads of schema {@code backlinks/1}, and pages in other formats. */
@Singleton
public final class PayloadRenderer {
  /** The path of a report without its id. */
  public static final String REPORTS_PATH = "/v1/reports/";

  private final BufferPool bufferPool;

  public PayloadRenderer(BufferPool bufferPool) {
    this.bufferPool = bufferPool;
  }

  /** Renders a pending or failed report, which has no rows. */
  public RenderedPage renderWithoutRows(Report report, PageRequest page, Instant now)
      throws IOException {
    ResponseBuffer out = new ResponseBuffer(bufferPool);
    try (PayloadJson payload = new PayloadJson(report, page, out)) {
      payload.writeWithoutRows(now);
    }
    return new RenderedPage(out, null);
  }

  /**
   * Renders a page of a ready report. The page has fewer rows than requested when the report has no
   * more rows, or when they do not fit into a response.
   *
   * @throws IOException when chunks can't be read
   */
  public RenderedPage renderPage(Report report, Snapshot snapshot, PageRequest page)
      throws IOException {
    ResponseBuffer out = new ResponseBuffer(bufferPool);
    PageRows rows = new PageRows(snapshot, page);
    if (page.format() != PageFormat.JSON) {
      rows.write(out);
      return new RenderedPage(out, nextCursor(report, page, rows));
    }
    try (PayloadJson payload = new PayloadJson(report, page, out)) {
      payload.writeHeader(snapshot.manifest());
      payload.writeRows(rows);
      String next = nextCursor(report, page, rows);
      payload.writeRest(snapshot, rows, next);
      return new RenderedPage(out, next);
    }
  }

  /**
   * Returns the cursor of the page that starts at row {@code from}, or null when there is no such
   * row.
   */
  public static @Nullable String cursorOf(Report report, Snapshot snapshot, int from) {
    LinkChunks chunks = new LinkChunks(snapshot.manifest());
    return report.state() instanceof State.Ready ready && from < chunks.totalRows()
        ? Cursor.of(from, ready.snapshotVersion(), chunks.ofRow(from)).encode(report)
        : null;
  }

  private static @Nullable String nextCursor(Report report, PageRequest page, PageRows rows) {
    int end = page.from() + rows.count();
    return report.state() instanceof State.Ready ready && end < rows.totalRows()
        ? Cursor.of(end, ready.snapshotVersion(), rows.chunkOfRow(end)).encode(report)
        : null;
  }
}
