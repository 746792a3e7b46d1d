package org.backlinks.local.majestic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Answers the two link commands with rows, and takes their price. */
final class Links {
  private final Units units;
  private volatile int plan = 50_000;
  private volatile int usualRows = -1;
  private volatile boolean successorTellsCharges;

  Links(Units units) {
    this.units = units;
  }

  void plan(int mostRows) {
    plan = mostRows;
  }

  int plan() {
    return plan;
  }

  void usualRows(int rows) {
    usualRows = rows;
  }

  void successorTellsCharges(boolean tells) {
    successorTellsCharges = tells;
  }

  /** The charged rows, or the refusal because units are used up. */
  Answer answer(Command command, Question question, boolean withRows) {
    return command == Command.GET_BACK_LINK_DATA
        ? successor(question, withRows)
        : top(question, withRows);
  }

  private Answer top(Question question, boolean withRows) {
    Item item = Item.of(question.text("URL"));
    Domains domains = new Domains();
    boolean showDomains = question.flag("ShowDomainInfo", false);
    List<Table> tables = new ArrayList<>();
    for (Item.Level level : wanted(question)) {
      LinkTable links =
          links(
              level == Item.Level.URL ? new Item(item.text(), level) : item.at(level),
              cut(question, 0, withRows ? question.number("MaxSourceURLs", 100) : 0, false),
              showDomains ? domains : null);
      tables.add(links.table(level.word, links.attributes(level.word, plan)));
    }
    int lists = tables.size();
    if (showDomains) {
      tables.add(domains.table());
    }
    return charged(question, lists, tables, true);
  }

  private Answer successor(Question question, boolean withRows) {
    Item item = Item.of(question.text("item"));
    Domains domains = new Domains();
    boolean showDomains = question.flag("ShowDomainInfo", false);
    int from = question.number("From", 0);
    int count = withRows ? question.number("Count", 100) : 0;
    LinkTable links =
        links(
            item,
            cut(question, from, count, !question.flag("Mode", false)),
            showDomains ? domains : null);
    SequencedMap<String, Object> attributes = links.attributes("BackLinks", plan);
    attributes.put("Count", links.size());
    attributes.put("From", from);
    attributes.put("Item", item.text());
    attributes.put("ItemType", item.level().word);
    attributes.put("OrigItem", item.text());
    List<Table> tables = new ArrayList<>(List.of(links.table("BackLinks", attributes)));
    if (showDomains) {
      tables.add(domains.table());
    }
    return charged(question, 1, tables, successorTellsCharges);
  }

  /** The first links of a URL. */
  List<Link> told(String url, int most) {
    LinkTable links =
        links(new Item(url, Item.Level.URL), new LinkTable.Cut(0, most, -1, plan, false), null);
    Table table = links.table("URL", links.attributes("URL", plan));
    return IntStream.range(0, table.size())
        .mapToObj(table.row())
        .map(cells -> new Link(cells[0] + "", cells[18] + "", cells[2] + ""))
        .toList();
  }

  private static List<Item.Level> wanted(Question question) {
    List<Item.Level> levels = new ArrayList<>();
    if (question.flag("GetUrlData", true)) {
      levels.add(Item.Level.URL);
    }
    if (question.flag("GetSubDomainData", false)) {
      levels.add(Item.Level.SUBDOMAIN);
    }
    if (question.flag("GetRootDomainData", false)) {
      levels.add(Item.Level.ROOT_DOMAIN);
    }
    return levels;
  }

  private LinkTable links(Item item, LinkTable.Cut cut, @Nullable Domains domains) {
    return new LinkTable(new LinkData(item, usualRows), cut, domains);
  }

  private LinkTable.Cut cut(Question question, int from, int count, boolean deleted) {
    int perDomain = question.number("MaxSourceURLsPerRefDomain", -1);
    return new LinkTable.Cut(from, count, perDomain, plan, deleted);
  }

  private Answer charged(Question question, int lists, List<Table> tables, boolean told) {
    long analysis = (long) lists * Units.ANALYSIS_A_LIST;
    long retrieval = tables.stream().limit(lists).mapToLong(Table::size).sum();
    Optional<Answer> refusal = units.take(analysis, retrieval);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    SequencedMap<String, Object> globals = Index.of(question).globals();
    if (told) {
      globals.putFirst("ChargedRetrievalResUnits", retrieval);
      globals.putFirst("ChargedAnalysisResUnits", analysis);
      globals.putFirst("AnalysisMode", "AnalyseAllBackLinks");
      globals.put("RemainingAnalysisResUnits", units.analysis());
      globals.put("RemainingDetailedReportsPerPeriod", 1010);
      globals.put("RemainingRetrievalResUnits", units.retrieval());
      globals.put("RemainingStandardReports", 1010);
    }
    return Answer.ok(globals, List.copyOf(tables));
  }
}
