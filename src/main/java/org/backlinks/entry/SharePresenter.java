package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.backlinks.question.ShareRequest;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.ReportId;
import org.backlinks.service.ReportSharing;
import org.backlinks.store.ShareLinkStore;
import org.backlinks.telemetry.CurrentInvocation;
import org.jspecify.annotations.Nullable;

/** Makes and ends links to reports, in the same way for HTTP callers and direct callers. */
@Singleton
final class SharePresenter {
  private final ReportSharing reportSharing;
  private final Clock clock;

  SharePresenter(ReportSharing reportSharing, Clock clock) {
    this.reportSharing = reportSharing;
    this.clock = clock;
  }

  /** The result of sharing a report, before it becomes an HTTP response or a direct result. */
  sealed interface View {
    /** A new link. */
    record Shared(ReportSharing.Result.Shared link) implements View {}

    /** A problem, and the report that it belongs to, if there is one. */
    record Refused(Problem problem, @Nullable ReportId reportId) implements View {}
  }

  boolean isEnabled() {
    return reportSharing.isEnabled();
  }

  /** Makes a link to the report with this id. */
  View share(String id, ShareRequest request) {
    Optional<ReportId> parsed = ReportId.parse(id);
    if (parsed.isEmpty()) {
      return refuse(ReportProblems.notFound(), null);
    }
    return switch (reportSharing.share(parsed.get(), request.lifetime())) {
      case ReportSharing.Result.Shared shared -> {
        CurrentInvocation.setOutcome("shared", id);
        yield new View.Shared(shared);
      }
      case ReportSharing.Result.NotFound() -> refuse(ReportProblems.notFound(), null);
      case ReportSharing.Result.NotReady(var report) ->
          refuse(ReportProblems.notReady(report, clock.instant()), report.id());
      case ReportSharing.Result.TooManyLinks(var reportId) ->
          refuse(
              Problem.of(
                  Kind.TOO_MANY_LINKS,
                  "This report has %d open share links. DELETE .../share, or the action unshare,"
                          .formatted(ShareLinkStore.MAX_OPEN_LINKS)
                      + " ends all of them."),
              reportId);
    };
  }

  private static View refuse(Problem problem, @Nullable ReportId reportId) {
    CurrentInvocation.setOutcome(
        problem.kind().wireName(), reportId == null ? null : reportId.text());
    return new View.Refused(problem, reportId);
  }

  /** Ends all links to a report. Returns the problem if there is no such report, else empty. */
  Optional<Problem> unshare(String id) {
    boolean exists = ReportId.parse(id).map(reportSharing::unshare).orElse(false);
    CurrentInvocation.setOutcome(
        exists ? "unshared" : Kind.NOT_FOUND.wireName(), exists ? id : null);
    return exists ? Optional.empty() : Optional.of(ReportProblems.notFound());
  }
}
