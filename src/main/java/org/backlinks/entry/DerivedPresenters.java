package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import org.backlinks.question.ChangesQuery;

/** Shows direct callers what is derived from the stored rows of reports. */
@Singleton
final class DerivedPresenters {
  private final ChangesPresenter changesPresenter;
  private final SummaryPresenter summaryPresenter;

  DerivedPresenters(ChangesPresenter changesPresenter, SummaryPresenter summaryPresenter) {
    this.changesPresenter = changesPresenter;
    this.summaryPresenter = summaryPresenter;
  }

  ChangesView showChanges(ChangesQuery query) throws IOException {
    return changesPresenter.show(query.id(), query, Representation.DIRECT);
  }

  SummaryView showSummary(String id) throws IOException {
    return summaryPresenter.show(id, Representation.DIRECT);
  }
}
