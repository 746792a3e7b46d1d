package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.backlinks.ops.Invocation;
import org.backlinks.question.Asked;
import org.backlinks.question.FieldError;
import org.backlinks.question.Look;
import org.backlinks.render.Cursor;
import org.backlinks.render.PageRequest;
import org.backlinks.render.Payload;
import org.backlinks.render.Rendered;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.service.Backlinks;
import org.backlinks.service.Backlinks.Found;
import org.backlinks.service.Outcome;
import org.backlinks.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** What callers see of reports, the same for HTTP and direct ones. */
@Singleton
final class Views {
  private final Backlinks backlinks;
  private final Clock clock;

  Views(Backlinks backlinks, Clock clock) {
    this.backlinks = backlinks;
    this.clock = clock;
  }

  /** What there is to see. */
  sealed interface View {
    /**
     * A report in any state.
     *
     * @param page what of it is shown
     * @param entityTag of a ready report's page, else null
     */
    record Shown(Report report, PageRequest page, Rendered payload, @Nullable String entityTag)
        implements View {}

    /** A page that the caller has already. */
    record Unchanged(Report report, PageRequest page, String entityTag) implements View {}

    /** A problem, with the report that it belongs to, if there is one. */
    record Wrong(Problem problem, @Nullable ReportId report) implements View {}
  }

  /** Asks; a report that failed is shown as its problem. */
  View ask(Asked asked, Call call, Wish wish) throws IOException {
    return told(answer(asked, call, wish));
  }

  private View answer(Asked asked, Call call, Wish wish) throws IOException {
    return switch (backlinks.ask(asked, call.end())) {
      case Outcome.Refused(Problem problem) -> new View.Wrong(problem, null);
      case Outcome.Answered(Report report, boolean reused) ->
          switch (report.state()) {
            case State.Failed failed -> new View.Wrong(failed.problem(), report.id());
            case State.Deleted deleted -> new View.Wrong(notFound(), null);
            default ->
                show(
                    report,
                    new PageRequest(
                        0,
                        asked.terms().limit(),
                        asked.terms().tag(),
                        reused,
                        wish.escaped(),
                        wish.format()),
                    wish,
                    null);
          };
    };
  }

  /** Looks at a report. */
  View get(String id, Look look, Wish wish) throws IOException {
    return told(look(id, look, wish));
  }

  private View look(String name, Look look, Wish wish) throws IOException {
    Optional<ReportId> id = ReportId.of(name);
    if (id.isEmpty()) {
      return new View.Wrong(notFound(), null);
    }
    Cursor cursor = look.cursor() == null ? null : Cursor.read(look.cursor()).orElse(null);
    // who has the page already must not cost a row
    Found both =
        cursor == null || wish.unless() != null
            ? null
            : backlinks.find(id.get(), cursor.snapshot(), cursor.numbers());
    Optional<Report> found = both == null ? backlinks.find(id.get()) : both.report();
    if (found.isEmpty()) {
      return new View.Wrong(notFound(), null);
    }
    Report report = found.get();
    if (look.cursor() != null && (cursor == null || !cursor.isOf(report, look.cursor()))) {
      return new View.Wrong(
          Problem.invalid(List.of(new FieldError("cursor", "is not one of this report's"))), null);
    }
    int from = cursor == null ? 0 : cursor.from();
    return show(
        report,
        new PageRequest(from, look.limit(), null, true, wish.escaped(), wish.format()),
        wish,
        both);
  }

  /** Takes a report back; null when that is done. */
  @Nullable Problem delete(String id) {
    boolean deleted = ReportId.of(id).map(backlinks::delete).orElse(false);
    Invocation.ends(deleted ? "deleted" : Kind.NOT_FOUND.word(), deleted ? id : null);
    return deleted ? null : notFound();
  }

  /** The log says how it ended, and of which report. */
  private static View told(View view) {
    switch (view) {
      case View.Shown shown ->
          Invocation.ends(word(shown.report().state()), shown.report().id().text());
      case View.Unchanged same -> Invocation.ends("unchanged", same.report().id().text());
      case View.Wrong(Problem problem, ReportId report) ->
          Invocation.ends(problem.kind().word(), report == null ? null : report.text());
    }
    return view;
  }

  private static String word(State state) {
    return switch (state) {
      case State.Ready ready -> "ready";
      case State.Failed failed -> "failed";
      case State.Deleted deleted -> "deleted";
      case State.Claimed claimed -> "pending";
      case State.Queued queued -> "pending";
      case State.Downloading downloading -> "pending";
    };
  }

  /**
   * Shows a page.
   *
   * @param both where the rows are there already, else null
   */
  private View show(Report report, PageRequest page, Wish wish, @Nullable Found both)
      throws IOException {
    if (!(report.state() instanceof State.Ready ready)) {
      return new View.Shown(report, page, Payload.withoutRows(report, page, clock.instant()), null);
    }
    String tag = EntityTag.of(report, ready, page, wish.gzip());
    if (EntityTag.names(wish.unless(), tag)) {
      return new View.Unchanged(report, page, tag);
    }
    Snapshot rows = both == null ? backlinks.open(report, page.from()) : both.snapshot();
    return new View.Shown(report, page, Payload.page(report, rows, page), tag);
  }

  private static Problem notFound() {
    return Problem.of(Kind.NOT_FOUND, "There is no such report: unknown, expired or deleted.");
  }
}
