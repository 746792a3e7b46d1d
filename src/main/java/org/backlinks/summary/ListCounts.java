package org.backlinks.summary;

import java.util.List;
import org.backlinks.question.Question;
import org.backlinks.report.LinkList;
import org.backlinks.report.ListCompleteness;
import org.backlinks.snapshot.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The counts of the rows of a list, without what only the manifest knows.
 *
 * @param certainty whether the URLs of all rows are what upstream sent
 */
record ListCounts(
    int rows,
    int dead,
    int sourceUrls,
    int domains,
    @Nullable FollowCounts follow,
    ListFacets facets,
    @Nullable FlowCounts flow,
    @Nullable MonthCounts firstIndexed,
    @Nullable LossCounts lost,
    List<LinkSignal> signals,
    UrlCertainty certainty) {
  ListCounts {
    signals = List.copyOf(signals);
  }

  /** Returns the summary of a list that has these rows. */
  ListSummary toSummary(LinkList list, Question question, Manifest manifest) {
    boolean mayBeRepaired = list.tables().stream().anyMatch(manifest::mayHaveInvalidCharacters);
    boolean isComplete =
        ListCompleteness.isComplete(question, manifest, list, certainty.isCertain(mayBeRepaired));
    return new ListSummary(
        list.scope(),
        new ListCoverage(list.returned(), list.totalBacklinks(), isComplete),
        rows,
        dead,
        sourceUrls,
        domains,
        follow,
        facets.linkTypes(),
        facets.languages(),
        facets.tlds(),
        facets.countries(),
        facets.topics(),
        facets.anchors(),
        facets.referringDomains(),
        facets.targets(),
        flow,
        firstIndexed,
        lost,
        signals);
  }
}
