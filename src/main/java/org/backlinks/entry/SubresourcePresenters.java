package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.backlinks.question.ChangesQuery;
import org.backlinks.question.ShareRequest;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;

/** Shows direct callers what belongs to a report: its changes, its summary and its links. */
@Singleton
final class SubresourcePresenters {
  private final ChangesPresenter changesPresenter;
  private final SummaryPresenter summaryPresenter;
  private final SharePresenter sharePresenter;

  SubresourcePresenters(
      ChangesPresenter changesPresenter,
      SummaryPresenter summaryPresenter,
      SharePresenter sharePresenter) {
    this.changesPresenter = changesPresenter;
    this.summaryPresenter = summaryPresenter;
    this.sharePresenter = sharePresenter;
  }

  ChangesView showChanges(ChangesQuery query) throws IOException {
    return changesPresenter.show(query.id(), query, Representation.DIRECT);
  }

  SummaryView showSummary(String id) throws IOException {
    return summaryPresenter.show(id, Representation.DIRECT);
  }

  SharePresenter.View share(ShareRequest request) {
    return sharePresenter.isEnabled()
        ? sharePresenter.share(request.id(), request)
        : new SharePresenter.View.Refused(sharingIsOff(), null);
  }

  /** Ends all links to a report. Returns the problem if there is one. */
  Optional<Problem> unshare(String id) {
    return sharePresenter.isEnabled() ? sharePresenter.unshare(id) : Optional.of(sharingIsOff());
  }

  private static Problem sharingIsOff() {
    return Problem.of(Kind.NOT_FOUND, "This stack does not share reports.");
  }
}
