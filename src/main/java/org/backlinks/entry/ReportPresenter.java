package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backlinks.callback.ChangesSummarizer;
import org.backlinks.question.EarlierReport;
import org.backlinks.question.FieldError;
import org.backlinks.question.PageQuery;
import org.backlinks.question.ReportRequest;
import org.backlinks.render.Cursor;
import org.backlinks.render.PageFormat;
import org.backlinks.render.PageRequest;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.service.AskResult;
import org.backlinks.service.ReportDeletion;
import org.backlinks.service.ReportReader;
import org.backlinks.service.ReportReader.FoundReport;
import org.backlinks.service.ReportService;
import org.backlinks.telemetry.CurrentInvocation;

/** Shows reports to callers, in the same way to HTTP callers and to direct callers. */
@Singleton
final class ReportPresenter {
  /** The time that is reserved for rendering before a caller must be answered. */
  static final Duration RENDERING_TIME = Duration.ofMillis(300);

  private final ReportService reportService;
  private final ReportReader reportReader;
  private final ReportDeletion reportDeletion;
  private final ComparisonSummarizer comparisonSummarizer;
  private final ViewRenderer viewRenderer;

  ReportPresenter(
      ReportService reportService,
      ReportReader reportReader,
      ReportDeletion reportDeletion,
      ComparisonSummarizer comparisonSummarizer,
      ViewRenderer viewRenderer) {
    this.reportService = reportService;
    this.reportReader = reportReader;
    this.reportDeletion = reportDeletion;
    this.comparisonSummarizer = comparisonSummarizer;
    this.viewRenderer = viewRenderer;
  }

  /**
   * Shows a report to the caller who asked its question. A failed report is shown as its problem.
   *
   * @param answerBy the time by which the caller must be answered
   */
  ReportView present(
      AskResult.Answered answered,
      ReportRequest request,
      Representation representation,
      Instant answerBy)
      throws IOException {
    Report report = answered.report();
    return switch (report.state()) {
      case State.Failed _ -> new ReportView.ProblemShown(report.problem(), report.id());
      case State.Deleted _ -> notFound();
      case State.Claimed _, State.Queued _, State.Downloading _, State.Ready _ ->
          // a caller who pays for rows gets them, even if it already has an equal page
          firstPage(
              answered,
              request,
              answered.reused() ? representation : representation.withoutIfNoneMatch(),
              answerBy);
    };
  }

  /**
   * Shows the ready or pending report that answers a request. Starts no new report.
   *
   * @param answerBy the time by which the caller must be answered
   */
  ReportView find(ReportRequest request, Representation representation, Instant answerBy)
      throws IOException {
    Optional<AskResult.Answered> found = reportService.find(request);
    return OutcomeRecorder.record(
        found.isPresent() ? firstPage(found.get(), request, representation, answerBy) : notFound());
  }

  private ReportView firstPage(
      AskResult.Answered answered,
      ReportRequest request,
      Representation representation,
      Instant answerBy)
      throws IOException {
    ChangesSummarizer.Result changes =
        changes(answered.report(), request, representation, answerBy);
    List<String> warnings = new ArrayList<>(answered.warnings());
    warnings.addAll(changes.warnings());
    PageRequest page =
        new PageRequest(
            0,
            representation.format().limit(request.options().limit()),
            request.options().tag(),
            answered.reused(),
            representation.embedded(),
            representation.format(),
            warnings,
            changes.summary());
    return viewRenderer.render(
        new ViewRenderer.View(
            answered.report(),
            page,
            representation,
            request.options().compareWith(),
            request.options().idempotencyKey()),
        () -> reportReader.openSnapshot(answered.report(), 0),
        answerBy);
  }

  /** Returns the changes that a ready payload shows. Other formats have no place for them. */
  private ChangesSummarizer.Result changes(
      Report report, ReportRequest request, Representation representation, Instant answerBy) {
    EarlierReport since = request.options().compareWith();
    return since != null
            && report.state() instanceof State.Ready
            && representation.format() == PageFormat.JSON
        ? comparisonSummarizer.summarize(report, since, answerBy.minus(RENDERING_TIME))
        : ChangesSummarizer.Result.NOT_ASKED;
  }

  /**
   * Shows a page of a report.
   *
   * @param answerBy the time by which the caller must be answered
   */
  ReportView get(String id, PageQuery query, Representation representation, Instant answerBy)
      throws IOException {
    Optional<ReportId> parsed = ReportId.parse(id);
    return OutcomeRecorder.record(
        parsed.isPresent() ? get(parsed.get(), query, representation, answerBy) : notFound());
  }

  private ReportView get(
      ReportId id, PageQuery query, Representation representation, Instant answerBy)
      throws IOException {
    Optional<Cursor> cursor = Optional.ofNullable(query.cursor()).flatMap(Cursor::parse);
    // a caller who may already have the page must not cost a read of rows
    if (cursor.isEmpty() || representation.ifNoneMatch() != null) {
      Optional<Report> report = reportReader.find(id);
      return report.isPresent()
          ? page(
              report.get(),
              cursor,
              query,
              representation,
              () -> reportReader.openSnapshot(report.get(), cursor.map(Cursor::from).orElse(0)),
              answerBy)
          : notFound();
    }
    FoundReport found =
        reportReader.find(id, cursor.get().snapshotVersion(), cursor.get().pieceNumbers());
    return found.report().isPresent()
        ? page(found.report().get(), cursor, query, representation, found::snapshot, answerBy)
        : notFound();
  }

  private ReportView page(
      Report report,
      Optional<Cursor> cursor,
      PageQuery query,
      Representation representation,
      ViewRenderer.SnapshotOpener opener,
      Instant answerBy)
      throws IOException {
    String text = query.cursor();
    if (text != null && (cursor.isEmpty() || !cursor.get().isSignedFor(report, text))) {
      FieldError error = new FieldError("cursor", "is not a cursor of this report");
      return new ReportView.ProblemShown(Problem.invalidRequest(List.of(error)), null);
    }
    PageRequest page =
        new PageRequest(
            cursor.map(Cursor::from).orElse(0),
            representation.format().limit(query.limit()),
            null,
            true,
            representation.embedded(),
            representation.format());
    return viewRenderer.render(
        new ViewRenderer.View(report, page, representation, null, null), opener, answerBy);
  }

  /** Hides a failed report from a caller who only asks whether there is an answer. */
  static ReportView hideFailure(ReportView view) {
    return view instanceof ReportView.StateShown shown
            && shown.report().state() instanceof State.Failed
        ? notFound()
        : view;
  }

  /** Deletes a report. Returns the problem if there is no such report, else empty. */
  Optional<Problem> delete(String id) {
    boolean isDeleted = ReportId.parse(id).map(reportDeletion::delete).orElse(false);
    CurrentInvocation.setOutcome(
        isDeleted ? "deleted" : Kind.NOT_FOUND.wireName(), isDeleted ? id : null);
    return isDeleted ? Optional.empty() : Optional.of(ReportProblems.notFound());
  }

  private static ReportView notFound() {
    return new ReportView.ProblemShown(ReportProblems.notFound(), null);
  }
}
