package org.backlinks.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.backlinks.question.Scope;
import org.junit.jupiter.api.Test;

class SnapshotCounterTest {
  private static final String[] HOSTS = {
    "a.example", "www.a.example", "A.Example.", "b.co.uk", "x.b.co.uk", "co.uk", "1.2.3.4", "[::1]",
    "localhost", "a:b:c", "ü.example", "ß.de", "x.ß.de", "_x.c-.com", "y.c-.com", "user@d.org:8080",
    "github.io", "me.github.io", "-", "..", "x..y", "com."
  };
  private static final String[] TEXTS = {
    "",
    " ",
    "anchor",
    "Anchor",
    "<b>&amp;</b>",
    "\u202Ertl",
    "\uD83D\uDE00",
    "a\\b",
    "\"q\"",
    "javascript:alert(1)",
    "0",
    "-1"
  };
  private static final String[] DAYS = {"", "2026-01-31", "2026-01-01", "2025-12-29", "31/02/2017"};
  private static final String[] NUMBERS = {
    "", "-1", "0", "5", "6", "9", "10", "19", "20", "99", "100", "101", "200", "x", "4.0"
  };
  private static final String[] FLAGS = {"", "0", "1", "true", "False", "maybe"};

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void everyNumberEqualsACountOverTheRows(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    CountedReport report = new CountedReport();
    Map<Scope, List<Map<String, String>>> lists = new LinkedHashMap<>();
    for (Scope scope : Scope.values()) {
      if (random.nextInt(3) > 0) {
        lists.put(scope, rows(random));
        report.withList(scope, Map.of(), lists.get(scope));
      }
    }
    List<Map<String, String>> domains = domains(random);
    report.withDomains(domains);
    ReportSummary summary = report.streamed();
    assertThat(summary).isEqualTo(report.counted());
    assertThat(summary.lists())
        .extracting(ListSummary::scope)
        .containsExactlyElementsOf(lists.keySet());
    for (ListSummary list : summary.lists()) {
      new RowByRowCount(lists.get(list.scope()), domains).assertEqualTo(list);
    }
  }

  private static List<Map<String, String>> rows(Random random) {
    List<Map<String, String>> rows = new ArrayList<>();
    int count = random.nextInt(10) == 0 ? 1_500 : random.nextInt(80);
    int variety = 1 + random.nextInt(400);
    for (int i = 0; i < count; i++) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("SourceURL", url(random, variety));
      row.put("TargetURL", random.nextInt(4) == 0 ? url(random, variety) : pick(random, TEXTS));
      row.put(
          "AnchorText", random.nextBoolean() ? pick(random, TEXTS) : "t" + random.nextInt(variety));
      row.put("LinkType", pick(random, "", "TextLink", "ImageLink"));
      row.put("FlagNoFollow", pick(random, FLAGS));
      row.put("FlagDeleted", pick(random, "", "0", "0", "1"));
      row.put("DateLost", pick(random, "", "", "2026-01-31", "2025-01-01", "bad"));
      row.put("LastSeenDate", pick(random, DAYS));
      row.put("ReasonLost", pick(random, "", "Dropped", "404"));
      row.put("FirstIndexedDate", pick(random, DAYS));
      row.put("SourceLanguage", pick(random, "", "en", "de"));
      row.put("SourceCitationFlow", pick(random, NUMBERS));
      row.put("SourceTrustFlow", pick(random, NUMBERS));
      row.put("SourceOutLinksExternal", pick(random, NUMBERS));
      row.put("SourceTopicalTrustFlow_Topic_0", pick(random, "", "Arts", "Computers/C"));
      row.put("sourcetopicaltrustflow_topic_1", pick(random, "", "Arts", "News"));
      row.put("DomainID", pick(random, "", "-1", "0", "1", "2", "3", "4", "5", "6", "7", "x"));
      rows.add(row);
    }
    return rows;
  }

  private static String url(Random random, int variety) {
    String host =
        random.nextBoolean() ? pick(random, HOSTS) : "h" + random.nextInt(variety) + ".com";
    return switch (random.nextInt(8)) {
      case 0 -> host;
      case 1 -> "";
      case 2 -> "HTTPS://" + host + "?q";
      default -> "http://" + host + "/" + random.nextInt(variety);
    };
  }

  private static List<Map<String, String>> domains(Random random) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int id = 0; id < random.nextInt(9); id++) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("DomainID", Integer.toString(id));
      row.put("Domain", "d" + id + ".example");
      row.put("CountryCode", pick(random, "", "US", "DE"));
      row.put("IP", pick(random, "", "192.0.2." + id, "2001:db8::1", "1.2.3.400"));
      row.put("SubNet", pick(random, "", "192.0.2.0", "198.51.100"));
      rows.add(row);
    }
    return rows;
  }

  private static String pick(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  @Test
  void reportWithoutRowsHasOnlyZeros() throws IOException {
    ListSummary list = new CountedReport().withLinks(List.of()).streamed().lists().getFirst();
    assertThat(list)
        .extracting(
            ListSummary::rows, ListSummary::dead, ListSummary::sourceUrls, ListSummary::domains)
        .containsExactly(0, 0, 0, 0);
    assertThat(list.follow()).isNull();
    assertThat(list.anchors()).isNull();
    assertThat(list.flow()).isNull();
    assertThat(list.firstIndexed()).isNull();
    assertThat(list.lost()).isNull();
    assertThat(list.signals()).isEmpty();
  }

  @Test
  void unknownCellsAreNoValues() throws IOException {
    Map<String, String> row = new LinkedHashMap<>();
    for (String column : List.of("SourceURL", "AnchorText", "FlagNoFollow", "SourceTrustFlow")) {
      row.put(column, " ");
    }
    ListSummary list =
        new CountedReport().withLinks(List.of(row, row)).streamed().lists().getFirst();
    assertThat(list.rows()).isEqualTo(2);
    assertThat(list.domains()).isZero();
    assertThat(list.follow()).isNull();
    assertThat(list.anchors()).isNull();
    assertThat(list.referringDomains()).isNull();
    assertThat(list.tlds()).isNull();
    assertThat(list.topics()).isNull();
  }

  @Test
  void onlyTheFiftyMostFrequentValuesAreListed() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int value = 0; value < 3_000; value++) {
      for (int i = 0; i <= (value < 2_960 ? 0 : value - 2_959); i++) {
        rows.add(Map.of("SourceURL", "http://h" + i + ".com/", "AnchorText", "v" + value));
      }
    }
    ListSummary list = new CountedReport().withLinks(rows).streamed().lists().getFirst();
    Facet anchors = list.anchors();
    assertThat(anchors).isNotNull();
    assertThat(anchors.known()).isEqualTo(rows.size());
    assertThat(anchors.values()).hasSize(Facet.MAX_VALUES);
    assertThat(anchors.values().getFirst()).isEqualTo(new FacetValue("v2999", 41, 41));
    assertThat(anchors.values().get(40)).isEqualTo(new FacetValue("v0", 1, 1));
    assertThat(anchors.values().get(41)).isEqualTo(new FacetValue("v1", 1, 1));
    assertThat(anchors.others()).isEqualTo(new OtherValues(2_950, 2_950));
  }

  @Test
  void listOfAllLinksIsComplete() throws IOException {
    CountedReport report =
        new CountedReport()
            .withList(
                Scope.URL,
                Map.of("TotalBackLinks", "1", "AvailableLines", "50000"),
                List.of(Map.of("SourceURL", "http://a.com/", "TargetURL", "http://t.com/")));
    assertThat(report.streamed().lists().getFirst().of()).isEqualTo(new ListCoverage(1, 1L, true));
  }

  @Test
  void damagedRowMakesTheListIncomplete() throws IOException {
    CountedReport report =
        new CountedReport()
            .withList(
                Scope.URL,
                Map.of("TotalBackLinks", "1", "AvailableLines", "50000"),
                List.of(
                    Map.of(
                        "SourceURL",
                        "http://a.com/",
                        "TargetURL",
                        "http://t.com/",
                        "DamagedRow",
                        "x")));
    assertThat(report.streamed().lists().getFirst().of()).isEqualTo(new ListCoverage(1, 1L, false));
  }

  @Test
  void longTextIsCut() throws IOException {
    String anchor = "é".repeat(40_000);
    List<Map<String, String>> rows = List.of(Map.of("SourceURL", "a.com", "AnchorText", anchor));
    Facet anchors = new CountedReport().withLinks(rows).streamed().lists().getFirst().anchors();
    assertThat(anchors).isNotNull();
    assertThat(anchors.values().getFirst().value())
        .isEqualTo("é".repeat(TopValues.MAX_TEXT_BYTES / 2));
  }

  @Test
  void monthsAreByLinksAndThenByTime() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (String day : List.of("2026-02-01", "2025-01-31", "2026-03-31", "2026-03-01")) {
      rows.add(Map.of("SourceURL", "a.com", "FirstIndexedDate", day));
    }
    MonthCounts months =
        new CountedReport().withLinks(rows).streamed().lists().getFirst().firstIndexed();
    assertThat(months)
        .isEqualTo(
            new MonthCounts(
                4,
                List.of(
                    new MonthCount(YearMonth.of(2026, 3), 2),
                    new MonthCount(YearMonth.of(2025, 1), 1),
                    new MonthCount(YearMonth.of(2026, 2), 1))));
  }
}
