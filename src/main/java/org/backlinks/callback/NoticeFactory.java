package org.backlinks.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.backlinks.question.EarlierReport;
import org.backlinks.render.NoticeRenderer;
import org.backlinks.render.PageFormat;
import org.backlinks.render.PageRequest;
import org.backlinks.report.Notice;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.report.StoredCallback;
import org.backlinks.snapshot.Manifest;
import org.backlinks.store.ChunkStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes the notices of ended reports, for each recipient as it would get the report. */
@Singleton
final class NoticeFactory {
  private static final Logger LOG = Logger.getLogger(NoticeFactory.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChunkStore chunkStore;
  private final NoticeRenderer renderer;
  private final ChangesSummarizer changesSummarizer;
  private final CloudEvents cloudEvents;
  private final Clock clock;

  NoticeFactory(
      ChunkStore chunkStore,
      NoticeRenderer renderer,
      ChangesSummarizer changesSummarizer,
      CloudEvents cloudEvents,
      Clock clock) {
    this.chunkStore = chunkStore;
    this.renderer = renderer;
    this.changesSummarizer = changesSummarizer;
    this.cloudEvents = cloudEvents;
    this.clock = clock;
  }

  /** Returns the earlier report with which a recipient wants the report compared, or null. */
  static @Nullable EarlierReport compareWith(StoredCallback recipient, Report report) {
    if (!(report.state() instanceof State.Ready)) {
      return null;
    }
    if (recipient.id().isEvent()) {
      return report.previousId() == null ? null : new EarlierReport.Previous();
    }
    String text = recipient.view().compareWith();
    return text == null ? null : EarlierReport.of(text);
  }

  /** Returns the report of a settled callback, whose owner may have another id. */
  static ReportId reportId(StoredCallback settled) throws IOException {
    JsonNode notice = JSON.readTree(settled.requireSettlement().notice().json());
    JsonNode payload = settled.id().isEvent() ? notice.path("data") : notice;
    return ReportId.parse(payload.path("id").asText()).orElse(settled.id().owner());
  }

  /** Returns the notice of an ended report without its changes. */
  Notice withoutChanges(Report report, StoredCallback recipient) throws IOException {
    return make(report, recipient, ChangesSummarizer.Result.NOT_ASKED);
  }

  /** Returns the notice of a ready report with its changes. It may take several seconds. */
  Notice withChanges(Report report, StoredCallback recipient, EarlierReport since)
      throws IOException {
    return make(report, recipient, changesSummarizer.summarize(report, since));
  }

  private Notice make(Report report, StoredCallback recipient, ChangesSummarizer.Result changes)
      throws IOException {
    PageRequest page =
        new PageRequest(
            0,
            1,
            recipient.view().tag(),
            recipient.view().reused(),
            false,
            PageFormat.JSON,
            changes.warnings(),
            changes.summary());
    Notice notice =
        switch (report.state()) {
          case State.Ready ready -> ofReady(report, ready, page);
          case State.Failed _ -> renderer.ofFailed(report, page, clock.instant());
          case State.Deleted _ -> renderGone(report.id(), recipient);
          case State.Claimed _, State.Waiting _ ->
              throw new IllegalArgumentException("a pending report has no notice");
        };
    return recipient.id().isEvent()
        ? cloudEvents.ofReport(
            notice, report.id(), report.lease().version(), report.question().target().text())
        : notice;
  }

  /** Returns the notice of a ready report. A report whose rows are damaged is a failure. */
  private Notice ofReady(Report report, State.Ready ready, PageRequest page) throws IOException {
    Manifest manifest;
    try {
      manifest = chunkStore.open(report.id(), ready.snapshotVersion(), List.of()).manifest();
    } catch (IOException damage) {
      LOG.errorf(damage, "report %s: its rows can't be read", report.id().text());
      return renderer.ofProblem(
          report.id(),
          page.tag(),
          Problem.of(Problem.Kind.INTERNAL, "The stored rows of the report can't be read.")
              .withoutRetry());
    }
    return renderer.ofReady(report, manifest, page);
  }

  /** Returns the notice of a report that is not in the table any more. */
  Notice ofGone(ReportId id, StoredCallback recipient) throws IOException {
    Notice notice = renderGone(id, recipient);
    return recipient.id().isEvent() ? cloudEvents.ofReport(notice, id, 0, null) : notice;
  }

  private Notice renderGone(ReportId id, StoredCallback recipient) throws IOException {
    return renderer.ofProblem(
        id,
        recipient.view().tag(),
        Problem.of(Problem.Kind.NOT_FOUND, "The report was deleted, or it has expired."));
  }

  /** Returns the notice of a request that was refused. */
  Notice ofRefused(Problem problem, @Nullable String tag) throws IOException {
    return renderer.ofProblem(null, tag, problem);
  }

  /**
   * Returns the event of a refused request.
   *
   * @param id identifies the request, so that receivers recognize a second event
   */
  Notice eventOfRefused(Problem problem, String id) throws IOException {
    return cloudEvents.ofRefused(renderer.ofProblem(null, null, problem), id);
  }
}
