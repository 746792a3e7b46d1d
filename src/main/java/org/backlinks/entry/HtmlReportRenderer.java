package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.backlinks.changes.Comparison;
import org.backlinks.changes.ComparisonResult;
import org.backlinks.html.Audience;
import org.backlinks.html.ChangesSection;
import org.backlinks.html.PageRenderer;
import org.backlinks.html.ReportPageRequest;
import org.backlinks.question.ChangeSubject;
import org.backlinks.question.EarlierReport;
import org.backlinks.render.PageRequest;
import org.backlinks.render.RenderedPage;
import org.backlinks.report.Report;
import org.backlinks.service.ComparisonService;
import org.backlinks.service.ReportPair;
import org.backlinks.service.SummaryService;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.summary.ReportSummary;
import org.backlinks.task.TaskScheduler;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a report's page for people, and renders the page. */
@Singleton
final class HtmlReportRenderer {
  private static final Logger LOG = Logger.getLogger(HtmlReportRenderer.class);

  /** The maximum time in which a page waits for a part. It is shown without that part then. */
  private static final Duration MAX_WAITING_TIME = Duration.ofSeconds(3);

  private static final String SUMMARY_UNKNOWN = "the counts of the links are not available now";

  private static final String CHANGES_UNKNOWN = "the changes since the earlier report are unknown";

  private final SummaryService summaryService;
  private final ComparisonService comparisonService;
  private final TaskScheduler scheduler;
  private final Clock clock;

  HtmlReportRenderer(
      SummaryService summaryService,
      ComparisonService comparisonService,
      TaskScheduler scheduler,
      Clock clock) {
    this.summaryService = summaryService;
    this.comparisonService = comparisonService;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /**
   * The parts of a page that are not in the report itself. Only the first page has them.
   *
   * @param warnings sentences about parts that are missing
   */
  record Parts(
      @Nullable ReportSummary summary, @Nullable ChangesSection changes, List<String> warnings) {
    private static final Parts NONE = new Parts(null, null, List.of());

    Parts {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Finds the parts of a page. A part that can't be had in time is left out.
   *
   * @param answerBy the time by which the caller must be answered
   */
  Parts findParts(ViewRenderer.View view, Instant answerBy) throws IOException {
    if (view.page().from() > 0) {
      return Parts.NONE;
    }
    Report report = view.report();
    Instant deadline =
        earlierOf(
            answerBy.minus(ReportPresenter.RENDERING_TIME), clock.instant().plus(MAX_WAITING_TIME));
    Optional<ReportSummary> summary = find(() -> summarize(report), deadline);
    EarlierReport since = since(view);
    Optional<ChangesSection> compared = Optional.empty();
    // only after the counting, because each of them needs much of the memory
    if (since != null && clock.instant().isBefore(deadline)) {
      compared = find(() -> compare(report, since), deadline);
    }
    List<String> warnings = new ArrayList<>();
    if (summary.isEmpty()) {
      warnings.add(SUMMARY_UNKNOWN);
    }
    if (compared.isEmpty() && view.compareWith() != null) {
      warnings.add(CHANGES_UNKNOWN);
    }
    return new Parts(summary.orElse(null), compared.orElse(null), warnings);
  }

  /** Returns a part, or empty when it can't be had by the deadline. */
  private <T> Optional<T> find(Callable<Optional<T>> part, Instant deadline) throws IOException {
    BoundedTask<Optional<T>> task = BoundedTask.start(scheduler, clock, part);
    Optional<Optional<T>> result = task.await(deadline);
    if (result.isEmpty()) {
      task.cancel();
    }
    return result.flatMap(found -> found);
  }

  /** Returns the counts of a report, or empty when its rows can't be read. */
  private Optional<ReportSummary> summarize(Report report) {
    try {
      return Optional.of(summaryService.summarize(report));
    } catch (IOException | RuntimeException failure) {
      LOG.errorf(failure, "report %s: its rows can't be counted", report.id().text());
      return Optional.empty();
    }
  }

  /** Returns the earlier report with which the page compares the report, or null. */
  private static @Nullable EarlierReport since(ViewRenderer.View view) {
    if (view.compareWith() != null) {
      return view.compareWith();
    }
    return view.report().previousId() == null ? null : new EarlierReport.Previous();
  }

  private static Instant earlierOf(Instant first, Instant second) {
    return first.isBefore(second) ? first : second;
  }

  /** Compares a report with an earlier one. Returns empty when they can't be compared. */
  private Optional<ChangesSection> compare(Report after, EarlierReport since) {
    try {
      if (comparisonService.findPair(after, since) instanceof ReportPair.Ready pair) {
        ComparisonResult result = comparisonService.compare(pair, ChangeSubject.LINK);
        return result instanceof Comparison comparison
            ? Optional.of(ChangesSection.of(comparisonService.open(pair, comparison)))
            : Optional.empty();
      }
      return Optional.empty();
    } catch (IOException | RuntimeException failure) {
      LOG.errorf(failure, "report %s: its changes can't be read", after.id().text());
      return Optional.empty();
    }
  }

  /**
   * Renders the page.
   *
   * @throws IOException when chunks can't be read
   */
  RenderedPage render(ViewRenderer.View view, Snapshot snapshot, Parts parts) throws IOException {
    PageRequest page = view.page();
    List<String> warnings = new ArrayList<>(page.warnings());
    warnings.addAll(parts.warnings);
    return PageRenderer.renderReport(
        new ReportPageRequest(
            view.report(),
            snapshot,
            parts.summary,
            parts.changes,
            page.from(),
            page.limit(),
            new Audience.Caller(view.representation().pathPrefix(), page.tag(), page.reused()),
            warnings));
  }
}
