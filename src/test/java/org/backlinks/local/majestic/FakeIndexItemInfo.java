package org.backlinks.local.majestic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Answers {@code GetIndexItemInfo}: how many links each item has. The counts are those of the lists
 * without deleted links. An item without links is not found. An item whose text contains {@code
 * may-exist} may exist, and half of its links are counted.
 */
final class FakeIndexItemInfo {
  private static final String MAY_EXIST = "may-exist";
  private static final List<String> COLUMNS =
      List.of(
          "ItemNum",
          "Item",
          "ResultCode",
          "Status",
          "ExtBackLinks",
          "RefDomains",
          "AnalysisResUnitsCost",
          "ACRank",
          "ItemType",
          "IndexedURLs",
          "GetTopBackLinksAnalysisResUnitsCost",
          "DownloadBacklinksAnalysisResUnitsCost",
          "RefIPs",
          "RefSubNets",
          "CrawledFlag",
          "LastCrawlDate",
          "LastCrawlResult",
          "RedirectFlag",
          "Title",
          "CitationFlow",
          "TrustFlow");

  private FakeIndexItemInfo() {}

  /** Charges the items and returns their counts, or returns a refusal. */
  static FakeAnswer answer(
      FakeQuestion question, FakeUnits units, FakeLinkCommands links, FakeIndexes indexes) {
    int count = question.intOr("items", 0);
    Optional<FakeAnswer> refusal = units.chargeIndexItems(count);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    FakeIndex index = FakeIndex.from(question);
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(cells(i, links.linksOf(FakeItem.parse(question.value("item" + i)), index)));
    }
    SequencedMap<String, Object> globals = indexes.globals(question);
    globals.put("RemainingIndexItemInfoResUnits", units.remainingIndexItemUnits());
    return FakeAnswer.ok(
        globals, List.of(FakeTable.of("Results", Map.of("MaxTopics", 3), COLUMNS, rows)));
  }

  private static Object[] cells(int number, FakeLinkList links) {
    String item = links.item().text();
    boolean isFound = links.rowCount(false) > 0;
    boolean isUncertain = item.contains(MAY_EXIST);
    boolean isUrl = links.item().level() == FakeItem.Level.URL;
    return new Object[] {
      number,
      item,
      "OK",
      isUncertain ? "MayExist" : isFound ? "Found" : "NotFound",
      isUncertain ? links.rowCount(false) / 2 : links.rowCount(false),
      isFound ? links.domainCount() : 0,
      links.rowCount(false),
      isUrl ? 3 : -1,
      isUrl ? 3 : links.item().level() == FakeItem.Level.SUBDOMAIN ? 2 : 1,
      isFound ? 12 : 0,
      FakeUnits.ANALYSIS_UNITS_PER_LIST,
      links.rowCount(false),
      isFound ? links.domainCount() : 0,
      isFound ? links.domainCount() : 0,
      isFound && isUrl ? "True" : "False",
      isFound && isUrl ? "2026-08-30" : "",
      isFound && isUrl ? "DownloadedSuccessfully" : "",
      "False",
      isFound ? "A page | a title" : "",
      isFound ? 41 : 0,
      isFound ? 37 : 0
    };
  }
}
