package org.backlinks.summary;

import java.util.List;
import org.backlinks.question.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A few counts of one list.
 *
 * @param rows the number of living links
 * @param domains the number of different registrable domains of their sources
 * @param follow null when it is not known of any link
 */
public record ListOverview(
    Scope scope, int rows, int domains, @Nullable FollowCounts follow, List<SignalKind> signals) {
  public ListOverview {
    signals = List.copyOf(signals);
  }

  static ListOverview of(ListSummary list) {
    return new ListOverview(
        list.scope(),
        list.rows(),
        list.domains(),
        list.follow(),
        list.signals().stream().map(LinkSignal::kind).toList());
  }
}
