package org.backlinks.summary;

import java.time.YearMonth;
import java.util.List;
import org.backlinks.question.Scope;

/** The fullest and the emptiest summary of a list. */
final class SummaryFixture {
  private static final Facet FACET =
      new Facet(3, List.of(new FacetValue("\u202E<b>\uD83D\uDE00", 2, 1)), new OtherValues(1, 1));

  /** Has each member. */
  static final ListSummary FULL =
      new ListSummary(
          Scope.ROOT_DOMAIN,
          new ListCoverage(4, 2_812_912_800L, true),
          3,
          1,
          2,
          2,
          new FollowCounts(3, 2, 1),
          FACET,
          FACET,
          FACET,
          FACET,
          FACET,
          FACET,
          FACET,
          FACET,
          new FlowCounts(
              3,
              List.of(new FlowCell(72, 64, 3)),
              List.of(0, 0, 0, 0, 0, 0, 0, 3, 0, 0),
              List.of(0, 0, 0, 0, 0, 0, 3, 0, 0, 0)),
          new MonthCounts(2, List.of(new MonthCount(YearMonth.of(2024, 5), 2))),
          new LossCounts(
              1,
              List.of(new FacetValue("Dropped", 1, 1)),
              List.of(new MonthCount(YearMonth.of(2025, 6), 1))),
          List.of(new LinkSignal(SignalKind.ANCHOR_CLUSTER, 3, 2, List.of("a", "b"))));

  /** Has only the members that are never absent. */
  static final ListSummary EMPTY =
      new ListSummary(
          Scope.URL,
          new ListCoverage(0, null, false),
          0,
          0,
          0,
          0,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          List.of());

  private SummaryFixture() {}
}
