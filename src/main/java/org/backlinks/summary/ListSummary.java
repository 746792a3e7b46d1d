package org.backlinks.summary;

import java.util.List;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one list. Dead links are counted apart: they are only in {@code dead} and {@code
 * lost}. A facet is null when no link has a known value of it.
 *
 * @param rows the number of living links
 * @param dead the number of dead links
 * @param sourceUrls the number of different pages that have a living link
 * @param domains the number of different registrable domains of these pages
 * @param languages the codes of the source pages' languages
 * @param tlds the last labels of the source hosts
 * @param countries the countries of the referring domains
 * @param topics all topics of each source page
 * @param referringDomains the registrable domains of the source pages
 * @param targets the pages to which the links point
 * @param firstIndexed the months in which upstream first saw the links
 * @param lost why and when the dead links were lost
 * @param signals what stands out; empty when nothing does
 */
public record ListSummary(
    Scope scope,
    ListCoverage of,
    int rows,
    int dead,
    int sourceUrls,
    int domains,
    @Nullable FollowCounts follow,
    @Nullable Facet linkTypes,
    @Nullable Facet languages,
    @Nullable Facet tlds,
    @Nullable Facet countries,
    @Nullable Facet topics,
    @Nullable Facet anchors,
    @Nullable Facet referringDomains,
    @Nullable Facet targets,
    @Nullable FlowCounts flow,
    @Nullable MonthCounts firstIndexed,
    @Nullable LossCounts lost,
    List<LinkSignal> signals) {
  public ListSummary {
    signals = List.copyOf(signals);
  }

  /** Returns whether a number of sources is known. When no source of links is known, it is 0. */
  public static boolean isSourceCountKnown(int sources, int links) {
    return sources > 0 || links == 0;
  }

  /** Returns the few counts that payloads, notices and events carry. */
  Table.Overview toOverview() {
    return new Table.Overview(
        rows,
        domains,
        follow == null ? 0 : follow.follow(),
        follow == null ? 0 : follow.nofollow(),
        signals.stream().map(signal -> signal.kind().wireName()).toList());
  }
}
