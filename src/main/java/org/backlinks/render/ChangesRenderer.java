package org.backlinks.render;

import jakarta.inject.Singleton;
import java.io.IOException;
import org.backlinks.changes.ComparedReports;
import org.backlinks.task.TaskScheduler;
import org.jspecify.annotations.Nullable;

/** Renders changes as payloads of schema {@code backlinks-changes/1}, and in other formats. */
@Singleton
public final class ChangesRenderer {
  private final BufferPool bufferPool;
  private final TaskScheduler scheduler;

  public ChangesRenderer(BufferPool bufferPool, TaskScheduler scheduler) {
    this.bufferPool = bufferPool;
    this.scheduler = scheduler;
  }

  /**
   * Renders a page of changes. The page has fewer changes than requested when there are no more, or
   * when they do not fit into a response.
   *
   * @throws IOException when chunks can't be read
   */
  public RenderedPage renderPage(ComparedReports reports, ChangesPageRequest page)
      throws IOException {
    ResponseBuffer out = new ResponseBuffer(bufferPool);
    ChangePage changes = new ChangePage(rows(reports, page), page);
    if (page.format() != PageFormat.JSON) {
      changes.write(out);
      return new RenderedPage(out, nextCursor(reports, page, changes));
    }
    try (ChangesJson payload = new ChangesJson(reports, page, out)) {
      payload.writeHeader();
      payload.writeChanges(changes);
      String next = nextCursor(reports, page, changes);
      payload.writeRest(changes, next);
      return new RenderedPage(out, next);
    }
  }

  private ChangeRows rows(ComparedReports reports, ChangesPageRequest page) {
    ChangeSelection selection = page.selection();
    return switch (selection.by()) {
      case LINK -> new LinkChangeRows(reports, selection.kinds(), isJson(page.format()), scheduler);
      case DOMAIN -> new DomainChangeRows(reports.comparison().domains(), selection.kinds());
    };
  }

  private static boolean isJson(PageFormat format) {
    return switch (format) {
      case JSON, NDJSON -> true;
      case CSV, RAW_CSV, EXCEL_CSV, HTML -> false;
    };
  }

  private static @Nullable String nextCursor(
      ComparedReports reports, ChangesPageRequest page, ChangePage changes) {
    return changes.end() < changes.total()
        ? new ChangesCursor(changes.end(), reports.before().id())
            .encode(reports.after(), page.selection())
        : null;
  }
}
