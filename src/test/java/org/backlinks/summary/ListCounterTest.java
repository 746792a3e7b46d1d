package org.backlinks.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.question.Scope;
import org.backlinks.report.LinkList;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.TableFixture;
import org.junit.jupiter.api.Test;

class ListCounterTest {
  private final DomainFacts facts = new DomainFacts();
  private final ListCounter counter = new ListCounter(new DomainIds(), facts);

  /** Returns a link to one target. More cells follow. */
  private static Map<String, String> link(String source, String... namesAndValues) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("SourceURL", source);
    row.put("TargetURL", "http://target.example/");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return row;
  }

  private void addLinks(List<Map<String, String>> rows) throws IOException {
    counter.add(TableFixture.chunkOf(rows), 0);
  }

  private ListSummary summary() throws IOException {
    CountedReport report = new CountedReport().withLinks(List.of());
    Manifest manifest = report.stored().manifest();
    LinkList list = LinkList.find(manifest, report.question(), Scope.URL).orElseThrow();
    return counter.toSummary(list, report.question(), manifest);
  }

  @Test
  void deadLinksAreOnlyInTheirOwnCounts() throws IOException {
    addLinks(
        List.of(
            link("http://a.example/", "FlagDeleted", "0", "AnchorText", "x"),
            link("http://b.example/", "FlagDeleted", "1", "ReasonLost", "Dropped")));
    addLinks(
        List.of(
            link("http://c.example/", "DateLost", "2026-01-05", "LastSeenDate", "2026-01-05"),
            link("http://a.example/", "DateLost", "2026-01-05", "LastSeenDate", "2026-01-06")));
    ListSummary list = summary();
    assertThat(counter.rowCount()).isEqualTo(4);
    assertThat(list.rows()).isEqualTo(2);
    assertThat(list.dead()).isEqualTo(2);
    assertThat(list.sourceUrls()).isEqualTo(1);
    assertThat(list.domains()).isEqualTo(1);
    assertThat(list.lost()).isNotNull();
    assertThat(list.lost().known()).isEqualTo(2);
    assertThat(list.lost().reasons()).containsExactly(new FacetValue("Dropped", 1, 1));
  }

  @Test
  void followIsCountedOnlyWhereItIsKnown() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (String flag : List.of("0", "false", "1", "", "maybe")) {
      rows.add(link("http://a.example/", "FlagNoFollow", flag));
    }
    addLinks(rows);
    assertThat(summary().follow()).isEqualTo(new FollowCounts(3, 2, 1));
  }

  @Test
  void pageSignalsHaveExactLimits() throws IOException {
    addLinks(
        List.of(
            page("http://a.example/", 100, 20, 6),
            page("http://b.example/", 101, 19, 5),
            page("http://c.example/", 500, 20, 5),
            link("http://d.example/", "SourceCitationFlow", "90", "SourceTrustFlow", "")));
    assertThat(summary().signals())
        .containsExactly(
            new LinkSignal(
                SignalKind.MANY_OUTLINKS, 2, 2, List.of("http://b.example/", "http://c.example/")),
            new LinkSignal(SignalKind.FLOW_IMBALANCE, 1, 1, List.of("http://c.example/")));
  }

  @Test
  void flowImbalanceNeedsTwoKnownFlows() throws IOException {
    addLinks(
        List.of(
            page("http://a.example/", 0, 101, 5),
            page("http://b.example/", 0, 500, 0),
            page("http://c.example/", 0, 100, 0)));
    assertThat(summary().signals())
        .containsExactly(
            new LinkSignal(SignalKind.FLOW_IMBALANCE, 1, 1, List.of("http://c.example/")));
  }

  private static Map<String, String> page(String source, int outlinks, int citation, int trust) {
    return link(
        source,
        "SourceOutLinksExternal",
        Integer.toString(outlinks),
        "SourceCitationFlow",
        Integer.toString(citation),
        "SourceTrustFlow",
        Integer.toString(trust));
  }

  @Test
  void anchorOfManyDomainsIsAClusterFromATenthOfTheDomains() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add(link("http://d" + i + ".example/", "AnchorText", i < 5 ? "money" : "t" + i));
    }
    addLinks(rows);
    assertThat(summary().signals())
        .containsExactly(new LinkSignal(SignalKind.ANCHOR_CLUSTER, 5, 5, List.of("money")));
    addLinks(List.of(link("http://d50.example/")));
    assertThat(summary().signals()).isEmpty();
  }

  @Test
  void factsOfDomainsCountTheirLinksAlsoWhenTheyComeLater() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    List<Map<String, String>> domains = new ArrayList<>();
    for (int id = 0; id < 5; id++) {
      rows.add(link("http://d" + id + ".example/", "DomainID", "" + id));
      domains.add(Map.of("DomainID", "" + id, "CountryCode", "US", "IP", "192.0.2." + id));
    }
    int base = 7;
    counter.add(TableFixture.chunkOf(rows), base);
    Chunk table = TableFixture.chunkOf(domains);
    facts.add(table, 0);
    assertThat(summary().countries()).isNull();
    facts.add(table, base);
    ListSummary list = summary();
    assertThat(list.countries())
        .isEqualTo(new Facet(5, List.of(new FacetValue("US", 5, 5)), new OtherValues(0, 0)));
    assertThat(list.signals())
        .containsExactly(new LinkSignal(SignalKind.SUBNET_CLUSTER, 5, 5, List.of("192.0.2.0/24")));
  }

  @Test
  void topicsOfAllColumnsAreCountedOnceForEachLink() throws IOException {
    addLinks(
        List.of(
            topics("http://a.example/", "Arts", "News"),
            topics("http://a.example/2", "Arts", "Arts"),
            topics("http://b.example/", "", "News")));
    assertThat(summary().topics())
        .isEqualTo(
            new Facet(
                3,
                List.of(new FacetValue("Arts", 2, 1), new FacetValue("News", 2, 2)),
                new OtherValues(0, 0)));
  }

  private static Map<String, String> topics(String source, String first, String second) {
    return link(
        source, "SourceTopicalTrustFlow_Topic_0", first, "SourceTopicalTrustFlow_Topic_1", second);
  }
}
