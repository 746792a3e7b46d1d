package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.backlinks.changes.Comparison;
import org.backlinks.changes.ComparisonResult;
import org.backlinks.question.ChangeSubject;
import org.backlinks.question.ChangesQuery;
import org.backlinks.question.FieldError;
import org.backlinks.render.ChangeSelection;
import org.backlinks.render.ChangesCursor;
import org.backlinks.render.ChangesPageRequest;
import org.backlinks.render.ChangesRenderer;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.service.ComparisonService;
import org.backlinks.service.ReportPair;
import org.backlinks.task.Task;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;
import org.backlinks.telemetry.Metrics.Metric;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Shows the changes between two reports, in the same way to HTTP callers and direct callers. */
@Singleton
final class ChangesPresenter {
  private static final Logger LOG = Logger.getLogger(ChangesPresenter.class);

  private final ComparisonService comparisonService;
  private final ChangesRenderer renderer;
  private final Metrics metrics;
  private final TaskScheduler scheduler;
  private final Clock clock;

  ChangesPresenter(
      ComparisonService comparisonService,
      ChangesRenderer renderer,
      Metrics metrics,
      TaskScheduler scheduler,
      Clock clock) {
    this.comparisonService = comparisonService;
    this.renderer = renderer;
    this.metrics = metrics;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /**
   * Shows a page of the changes of a report.
   *
   * @param id the id of the later report as the caller wrote it
   */
  ChangesView show(String id, ChangesQuery query, Representation representation)
      throws IOException {
    Optional<ChangesCursor> cursor =
        Optional.ofNullable(query.cursor()).flatMap(ChangesCursor::parse);
    Optional<ReportPair.Ready> recent = findRecent(id, query, cursor);
    return OutcomeRecorder.record(
        recent.isPresent()
            ? showRecent(recent.get(), id, query, cursor, representation)
            : show(findPair(id, query, cursor), query, cursor, representation));
  }

  /** Returns the reports of a cursor if this process has just shown another page of them. */
  private Optional<ReportPair.Ready> findRecent(
      String id, ChangesQuery query, Optional<ChangesCursor> cursor) {
    return query.by() == ChangeSubject.LINK && cursor.isPresent()
        ? ReportId.parse(id)
            .flatMap(after -> comparisonService.findRecent(cursor.get().since(), after))
        : Optional.empty();
  }

  /** Shows a page while it is checked whether its reports are still there. */
  private ChangesView showRecent(
      ReportPair.Ready recent,
      String id,
      ChangesQuery query,
      Optional<ChangesCursor> cursor,
      Representation representation)
      throws IOException {
    Task<ReportPair> finding = scheduler.start(() -> findPair(id, query, cursor));
    ChangesView view = page(recent, cursor, query, representation);
    ReportPair current = finding.result();
    // a ready report never changes
    if (current instanceof ReportPair.Ready(Report before, _)
        && before.id().equals(recent.before().id())) {
      return view;
    }
    return show(current, query, cursor, representation);
  }

  private ChangesView show(
      ReportPair pair,
      ChangesQuery query,
      Optional<ChangesCursor> cursor,
      Representation representation)
      throws IOException {
    return switch (pair) {
      case ReportPair.Missing _ -> problem(ReportProblems.pairNotFound(), null);
      case ReportPair.NotReady(Report report) ->
          problem(ReportProblems.notReady(report, clock.instant()), report.id());
      case ReportPair.NotComparable(List<FieldError> errors) ->
          problem(Problem.notComparable(errors), null);
      case ReportPair.Ready ready -> page(ready, cursor, query, representation);
    };
  }

  private ReportPair findPair(String id, ChangesQuery query, Optional<ChangesCursor> cursor) {
    Optional<ReportId> parsed = ReportId.parse(id);
    if (parsed.isEmpty()) {
      return new ReportPair.Missing();
    }
    return cursor.isEmpty()
        ? comparisonService.findPair(parsed.get(), query.since())
        : comparisonService.findPair(parsed.get(), query.since(), cursor.get().since());
  }

  private ChangesView page(
      ReportPair.Ready pair,
      Optional<ChangesCursor> cursor,
      ChangesQuery query,
      Representation representation)
      throws IOException {
    Report after = pair.after();
    ChangeSelection selection = new ChangeSelection(pair.before().id(), query.kinds(), query.by());
    String text = query.cursor();
    if (text != null && (cursor.isEmpty() || !cursor.get().isSignedFor(after, selection, text))) {
      FieldError error = new FieldError("cursor", "is not a cursor of these changes");
      return problem(Problem.invalidRequest(List.of(error)), null);
    }
    ChangesPageRequest page =
        new ChangesPageRequest(
            selection,
            cursor.map(ChangesCursor::from).orElse(0),
            representation.format().limit(query.limit()),
            representation.embedded(),
            representation.format());
    String tag = EntityTag.of(after.id(), page, representation.gzip());
    return EntityTag.matches(representation.ifNoneMatch(), tag)
        ? new ChangesView.NotModified(after.id(), tag)
        : compare(pair, page, tag);
  }

  private ChangesView compare(ReportPair.Ready pair, ChangesPageRequest page, String tag)
      throws IOException {
    ReportId id = pair.after().id();
    try {
      return switch (comparisonService.compare(pair, page.selection().by())) {
        case ComparisonResult.NotComparable(List<FieldError> errors) ->
            problem(Problem.notComparable(errors), null);
        case Comparison comparison ->
            new ChangesView.PageShown(
                id, page, renderer.renderPage(comparisonService.open(pair, comparison), page), tag);
      };
    } catch (IOException damage) {
      LOG.errorf(damage, "report %s: its changes can't be read", id.text());
      metrics.count(Metric.UNREADABLE_REPORTS);
      return problem(ReportProblems.unreadablePair(), id);
    }
  }

  private static ChangesView problem(Problem problem, @Nullable ReportId reportId) {
    return new ChangesView.ProblemShown(problem, reportId);
  }
}
