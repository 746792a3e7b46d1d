package org.backlinks.local.majestic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Answers {@code GetSubscriptionInfo}: the plan, its prices and the remaining units. */
final class FakeSubscriptionInfo {
  private FakeSubscriptionInfo() {}

  static FakeAnswer answer(
      FakeQuestion question, FakeIndexes indexes, FakeUnits units, int planLimit) {
    SequencedMap<String, Object> globals = indexes.globals(question);
    globals.put("AnalysisDepth", 100_000_000);
    globals.put("MaxGetTopBackLinksAnalysisResUnitsCost", FakeUnits.ANALYSIS_UNITS_PER_LIST);
    globals.put("MinGetTopBackLinksAnalysisResUnitsCost", FakeUnits.ANALYSIS_UNITS_PER_LIST);
    globals.put("MaxGetIndexInfoBatchCount", 100);
    globals.put("StandardReportBacklinksShown", planLimit);
    globals.put("SubscriptionIsActive", 1);
    globals.put("TotalAnalysisResUnits", units.remainingAnalysisUnits());
    globals.put("TotalRetrievalResUnits", units.remainingRetrievalUnits());
    globals.put("TotalIndexItemInfoResUnits", units.remainingIndexItemUnits());
    globals.put("TotalDetailedReportsPerPeriodRemaining", 1010);
    return FakeAnswer.ok(
        globals, List.of(subscriptions(units, planLimit), siteExplorer(), indexes.toTable()));
  }

  private static FakeTable subscriptions(FakeUnits units, int planLimit) {
    List<Object[]> rows = new ArrayList<>();
    rows.add(
        new Object[] {
          "2026-01-01",
          "2026-12-31",
          units.remainingIndexItemUnits(),
          units.remainingRetrievalUnits(),
          units.remainingAnalysisUnits(),
          0,
          1010,
          planLimit,
          1010
        });
    return FakeTable.of(
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

  private static FakeTable siteExplorer() {
    return FakeTable.of(
        "SiteExplorerInfo",
        Map.of("DomainsUsed", 12, "DomainsRemaining", 988),
        List.of(),
        List.of());
  }
}
