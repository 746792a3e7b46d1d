package org.backlinks.local.majestic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Answers {@code GetSubscriptionInfo}: the plan, its prices and what is left of it. */
final class Account {
  private Account() {}

  static Answer answer(Question question, Units units, int plan) {
    SequencedMap<String, Object> globals = Index.of(question).globals();
    globals.put("AnalysisDepth", 100_000_000);
    globals.put("MaxGetTopBackLinksAnalysisResUnitsCost", Units.ANALYSIS_A_LIST);
    globals.put("MinGetTopBackLinksAnalysisResUnitsCost", Units.ANALYSIS_A_LIST);
    globals.put("MaxGetIndexInfoBatchCount", 100);
    globals.put("StandardReportBacklinksShown", plan);
    globals.put("SubscriptionIsActive", 1);
    globals.put("TotalAnalysisResUnits", units.analysis());
    globals.put("TotalRetrievalResUnits", units.retrieval());
    globals.put("TotalIndexItemInfoResUnits", 1_000_000);
    globals.put("TotalDetailedReportsPerPeriodRemaining", 1010);
    return Answer.ok(globals, List.of(subscriptions(units, plan), siteExplorer(), indexes()));
  }

  private static Table subscriptions(Units units, int plan) {
    List<Object[]> rows = new ArrayList<>();
    rows.add(
        new Object[] {
          "2026-01-01",
          "2026-12-31",
          1_000_000,
          units.retrieval(),
          units.analysis(),
          0,
          1010,
          plan,
          1010
        });
    return Table.of(
        "Subscriptions",
        Map.of(),
        List.of(
            "Starts",
            "Expires",
            "IndexItemInfoResUnits",
            "RetrievalResUnits",
            "AnalysisResUnits",
            "AdvancedReportsRemaining",
            "StandardReportsRemaining",
            "StandardReportBacklinksShown",
            "DetailedReportsPerPeriodRemaining"),
        rows);
  }

  private static Table siteExplorer() {
    return Table.of(
        "SiteExplorerInfo",
        Map.of("DomainsUsed", 12, "DomainsRemaining", 988),
        List.of(),
        List.of());
  }

  private static Table indexes() {
    List<Object[]> rows = new ArrayList<>();
    rows.add(
        new Object[] {
          "Fresh", Index.FRESH.builtAt, 412_000_000_000L, 1_904_000_000_000L, "2026-11-21"
        });
    rows.add(
        new Object[] {
          "Historic", Index.HISTORIC.builtAt, 4_502_000_000_000L, 21_777_000_000_000L, "2026-09-01"
        });
    return Table.of(
        "IndexInfo",
        Map.of(),
        List.of("Index", "IndexBuildDate", "CrawledPages", "IndexedURLs", "MostRecentBackLinkDate"),
        rows);
  }
}
