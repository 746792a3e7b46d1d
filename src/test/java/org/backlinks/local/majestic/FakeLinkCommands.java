package org.backlinks.local.majestic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Answers the two link commands with rows and charges their price. */
final class FakeLinkCommands {
  private final FakeUnits units;
  private final FakeIndexes indexes;
  private volatile int planLimit = 50_000;
  private volatile int defaultRows = -1;
  private volatile boolean successorReportsCharges;

  FakeLinkCommands(FakeUnits units, FakeIndexes indexes) {
    this.units = units;
    this.indexes = indexes;
  }

  void setPlanLimit(int maxRows) {
    planLimit = maxRows;
  }

  int planLimit() {
    return planLimit;
  }

  void setDefaultRows(int rows) {
    defaultRows = rows;
  }

  void setSuccessorReportsCharges(boolean isReporting) {
    successorReportsCharges = isReporting;
  }

  /** Charges the rows and returns them, or returns a refusal when the units are used up. */
  FakeAnswer answer(FakeCommand command, FakeQuestion question, boolean hasRows) {
    return command == FakeCommand.GET_BACK_LINK_DATA
        ? answerBackLinkData(question, hasRows)
        : answerTopBackLinks(question, hasRows);
  }

  private FakeAnswer answerTopBackLinks(FakeQuestion question, boolean hasRows) {
    FakeItem item = FakeItem.parse(question.value("URL"));
    FakeDomains domains = new FakeDomains();
    boolean showDomains = question.flagOr("ShowDomainInfo", false);
    List<FakeTable> tables = new ArrayList<>();
    for (FakeItem.Level level : requestedLevels(question)) {
      LinkSelection links =
          selectLinks(
              level == FakeItem.Level.URL
                  ? new FakeItem(item.text(), level)
                  : item.withLevel(level),
              FakeIndex.from(question),
              selectionRange(
                  question, 0, hasRows ? question.intOr("MaxSourceURLs", 100) : 0, false),
              showDomains ? domains : null);
      tables.add(links.toTable(level.wireName, links.attributes(level.wireName, planLimit)));
    }
    int lists = tables.size();
    if (showDomains) {
      tables.add(domains.toTable());
    }
    return charge(question, lists, tables, true);
  }

  private FakeAnswer answerBackLinkData(FakeQuestion question, boolean hasRows) {
    FakeItem item = FakeItem.parse(question.value("item"));
    FakeDomains domains = new FakeDomains();
    boolean showDomains = question.flagOr("ShowDomainInfo", false);
    int from = question.intOr("From", 0);
    int count = hasRows ? question.intOr("Count", 100) : 0;
    LinkSelection links =
        selectLinks(
            item,
            FakeIndex.from(question),
            selectionRange(question, from, count, !question.flagOr("Mode", false)),
            showDomains ? domains : null);
    SequencedMap<String, Object> attributes = links.attributes("BackLinks", planLimit);
    attributes.put("Count", links.rowCount());
    attributes.put("From", from);
    attributes.put("Item", item.text());
    attributes.put("ItemType", item.level().wireName);
    attributes.put("OrigItem", item.text());
    List<FakeTable> tables = new ArrayList<>(List.of(links.toTable("BackLinks", attributes)));
    if (showDomains) {
      tables.add(domains.toTable());
    }
    return charge(question, 1, tables, successorReportsCharges);
  }

  /** Returns the first links to a URL. */
  List<ExpectedLink> expectedLinks(String url, int maxLinks, boolean hasDeletedLinks) {
    LinkSelection links =
        selectLinks(
            new FakeItem(url, FakeItem.Level.URL),
            FakeIndex.HISTORIC,
            new LinkSelection.SelectionRange(0, maxLinks, -1, planLimit, hasDeletedLinks),
            null);
    FakeTable table = links.toTable("URL", links.attributes("URL", planLimit));
    return IntStream.range(0, table.rowCount())
        .mapToObj(table.rowCells())
        .map(cells -> new ExpectedLink(cells[0] + "", cells[18] + "", cells[2] + ""))
        .toList();
  }

  private static List<FakeItem.Level> requestedLevels(FakeQuestion question) {
    List<FakeItem.Level> levels = new ArrayList<>();
    if (question.flagOr("GetUrlData", true)) {
      levels.add(FakeItem.Level.URL);
    }
    if (question.flagOr("GetSubDomainData", false)) {
      levels.add(FakeItem.Level.SUBDOMAIN);
    }
    if (question.flagOr("GetRootDomainData", false)) {
      levels.add(FakeItem.Level.ROOT_DOMAIN);
    }
    return levels;
  }

  private LinkSelection selectLinks(
      FakeItem item,
      FakeIndex index,
      LinkSelection.SelectionRange range,
      @Nullable FakeDomains domains) {
    return new LinkSelection(linksOf(item, index), range, domains);
  }

  /** Returns the links of an item at the current build of an index. */
  FakeLinkList linksOf(FakeItem item, FakeIndex index) {
    return SeriesLinks.isSeries(item)
        ? new SeriesLinks(item, index, indexes.build(index))
        : new GeneratedLinks(item, defaultRows);
  }

  private LinkSelection.SelectionRange selectionRange(
      FakeQuestion question, int from, int count, boolean hasDeletedLinks) {
    int perDomain = question.intOr("MaxSourceURLsPerRefDomain", -1);
    return new LinkSelection.SelectionRange(from, count, perDomain, planLimit, hasDeletedLinks);
  }

  private FakeAnswer charge(
      FakeQuestion question, int lists, List<FakeTable> tables, boolean isReportingCharges) {
    long analysis = (long) lists * FakeUnits.ANALYSIS_UNITS_PER_LIST;
    long retrieval = tables.stream().limit(lists).mapToLong(FakeTable::rowCount).sum();
    Optional<FakeAnswer> refusal = units.charge(analysis, retrieval);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    SequencedMap<String, Object> globals = indexes.globals(question);
    if (isReportingCharges) {
      globals.putFirst("ChargedRetrievalResUnits", retrieval);
      globals.putFirst("ChargedAnalysisResUnits", analysis);
      globals.putFirst("AnalysisMode", "AnalyseAllBackLinks");
      globals.put("RemainingAnalysisResUnits", units.remainingAnalysisUnits());
      globals.put("RemainingDetailedReportsPerPeriod", 1010);
      globals.put("RemainingRetrievalResUnits", units.remainingRetrievalUnits());
      globals.put("RemainingStandardReports", 1010);
    }
    return FakeAnswer.ok(globals, List.copyOf(tables));
  }
}
