package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.backlinks.html.PageRenderer;
import org.backlinks.question.EarlierReport;
import org.backlinks.render.PageFormat;
import org.backlinks.render.PageRequest;
import org.backlinks.render.PayloadRenderer;
import org.backlinks.render.ResponseBuffer;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.service.ReportDeletion;
import org.backlinks.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** Renders a report in the format that its caller accepts. */
@Singleton
final class ViewRenderer {
  private final PayloadRenderer payloadRenderer;
  private final HtmlReportRenderer htmlRenderer;
  private final ReportDeletion reportDeletion;
  private final Clock clock;

  ViewRenderer(
      PayloadRenderer payloadRenderer,
      HtmlReportRenderer htmlRenderer,
      ReportDeletion reportDeletion,
      Clock clock) {
    this.payloadRenderer = payloadRenderer;
    this.htmlRenderer = htmlRenderer;
    this.reportDeletion = reportDeletion;
    this.clock = clock;
  }

  /** Opens the rows of a ready report. */
  interface SnapshotOpener {
    Snapshot open() throws IOException;
  }

  /**
   * What a caller wants to see.
   *
   * @param compareWith the earlier report with which a page for people compares the report, or null
   *     for the previous one
   * @param idempotencyKey the key with which the report was asked for, or null
   */
  record View(
      Report report,
      PageRequest page,
      Representation representation,
      @Nullable EarlierReport compareWith,
      @Nullable String idempotencyKey) {}

  /**
   * Renders a report.
   *
   * @param answerBy the time by which the caller must be answered
   */
  ReportView render(View view, SnapshotOpener opener, Instant answerBy) throws IOException {
    if (!(view.report.state() instanceof State.Ready ready)) {
      return new ReportView.StateShown(view.report, view.page, renderWithoutRows(view));
    }
    return view.page.format() == PageFormat.HTML
        ? renderHtml(view, ready, opener, answerBy)
        : renderPayload(view, ready, opener);
  }

  private ResponseBuffer renderWithoutRows(View view) throws IOException {
    if (view.page.format() != PageFormat.HTML) {
      return payloadRenderer.renderWithoutRows(view.report, view.page, clock.instant()).body();
    }
    String prefix = view.representation.pathPrefix();
    return view.report.state().isPending()
        ? PageRenderer.renderPending(view.report, clock.instant(), prefix)
        : PageRenderer.renderProblem(
            view.report.problem(),
            PayloadRenderer.REPORTS_PATH + view.report.id().text(),
            view.report.id());
  }

  private ReportView renderPayload(View view, State.Ready ready, SnapshotOpener opener)
      throws IOException {
    Report report = view.report;
    String tag = EntityTag.of(report, ready, view.page, view.representation.gzip());
    if (EntityTag.matches(view.representation.ifNoneMatch(), tag)) {
      return new ReportView.NotModified(report, view.page, tag);
    }
    try {
      return new ReportView.PageShown(
          report, view.page, payloadRenderer.renderPage(report, opener.open(), view.page), tag);
    } catch (IOException damage) {
      return withdraw(view, damage);
    }
  }

  private ReportView renderHtml(
      View view, State.Ready ready, SnapshotOpener opener, Instant answerBy) throws IOException {
    HtmlReportRenderer.Parts parts = htmlRenderer.findParts(view, answerBy);
    String tag = EntityTag.ofHtml(view, ready, parts);
    if (EntityTag.matches(view.representation.ifNoneMatch(), tag)) {
      return new ReportView.NotModified(view.report, view.page, tag);
    }
    try {
      return new ReportView.PageShown(
          view.report, view.page, htmlRenderer.render(view, opener.open(), parts), tag);
    } catch (IOException damage) {
      return withdraw(view, damage);
    }
  }

  private ReportView withdraw(View view, IOException damage) {
    reportDeletion.withdraw(view.report, view.idempotencyKey, damage);
    return new ReportView.ProblemShown(ReportProblems.unreadable(view.report), view.report.id());
  }
}
