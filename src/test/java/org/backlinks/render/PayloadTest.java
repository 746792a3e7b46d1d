package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.Kept.json;
import static org.backlinks.render.Kept.row;
import static org.backlinks.render.Kept.tree;
import static org.backlinks.report.Samples.NOW;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.backlinks.question.Scope;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.Samples;
import org.backlinks.report.State;
import org.backlinks.report.Units;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Warnings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
  /** No complete Lambda response may pass this, bytes. */
  private static final int LARGEST_RESPONSE = 5_500_000;

  private static final Problem PROBLEM = Problem.of(Problem.Kind.UPSTREAM_REFUSED, "No.");
  private static final PageRequest TAGGED = new PageRequest(0, 10, "my \"tag\"", true, false);

  @Test
  void begins() throws IOException {
    Kept kept = new Kept().links();
    Report report = kept.report();
    JsonNode page = json(Payload.page(report, kept.snapshot(), TAGGED));
    assertThat(page.path("schema").textValue()).isEqualTo("backlinks/1");
    assertThat(page.path("id").textValue()).isEqualTo(report.id().text());
    assertThat(page.path("state").textValue()).isEqualTo("ready");
    assertThat(page.path("tag").textValue()).isEqualTo("my \"tag\"");
    assertThat(page.path("createdAt").textValue()).isEqualTo("2126-11-23T10:00:00Z");
    assertThat(page.path("readyAt").textValue()).isEqualTo("2126-11-23T10:00:05Z");
    assertThat(page.path("expiresAt").textValue()).isEqualTo("2126-12-23T10:00:05Z");
    assertThat(page.path("reused").booleanValue()).isTrue();
    assertThat(page.path("request"))
        .isEqualTo(
            tree(
                "{'target':'"
                    + report.question().target().text()
                    + "','scopes':['url'],'index':'historic','maxBacklinks':100,"
                    + "'includeDomains':false,'command':'auto'}"));
  }

  @Test
  void membersStandInTheOrderOfTheSchema() throws IOException {
    Kept kept =
        new Kept()
            .globals("UniqueIndexID", "i", "New", "x", "ChargedAnalysisResUnits", "1")
            .links(row("DomainID", "0", "FlagFrame", "?"))
            .domains(row("DomainID", "0"))
            .other("New", List.of(row("A", "b")));
    JsonNode page = json(Payload.page(kept.report(), kept.snapshot(), TAGGED));
    assertThat(page.fieldNames())
        .toIterable()
        .containsExactly(
            "schema",
            "id",
            "state",
            "request",
            "tag",
            "createdAt",
            "readyAt",
            "expiresAt",
            "reused",
            "index",
            "provider",
            "usage",
            "lists",
            "backlinks",
            "domains",
            "tables",
            "page",
            "warnings");
  }

  @Test
  void aReportWithoutRowsStillHasItsLists() throws IOException {
    JsonNode page = new Kept().links().page();
    assertThat(page.path("backlinks")).isEqualTo(tree("[]"));
    assertThat(page.path("lists")).hasSize(1);
    assertThat(page.path("page")).isEqualTo(tree("{'from':0,'count':0,'total':0}"));
    for (String absent : List.of("tag", "domains", "tables", "warnings")) {
      assertThat(page.has(absent)).as(absent).isFalse();
    }
  }

  @Test
  void theIndexIsWhatUpstreamSaysItIs() throws IOException {
    assertThat(
            new Kept()
                .globals(
                    "IndexType", "1",
                    "IndexBuildDate", "2017-09-04 13:42:54",
                    "UniqueIndexID", "20170904134254-FRESH")
                .links()
                .page()
                .path("index"))
        .isEqualTo(
            tree("{'name':'fresh','builtAt':'2017-09-04T13:42:54','id':'20170904134254-FRESH'}"));
    assertThat(new Kept().links().page().path("index")).isEqualTo(tree("{'name':'historic'}"));
  }

  @Test
  void aBuildTimeKeepsItsSecondsOfZero() throws IOException {
    assertThat(
            new Kept()
                .globals("IndexBuildDate", "2017-09-04 13:00:00")
                .links()
                .page()
                .at("/index/builtAt")
                .textValue())
        .isEqualTo("2017-09-04T13:00:00");
  }

  @ParameterizedTest
  @CsvSource({
    "IndexBuildDate, 04/09/2017 13:42:54",
    "IndexBuildDate, 2017-02-30 00:00:00",
    "IndexBuildDate, 2017-09-04 24:00:00",
    "IndexType, 2",
    "ChargedAnalysisResUnits, many",
    "RemainingRetrievalResUnits, none",
    "AnalysisMode, AnalyseAllBackLinks"
  })
  void aGlobalThatNoFieldCanTakeStandsUnderExtra(String name, String value) throws IOException {
    JsonNode page = new Kept().globals(name, value).links().page();
    assertThat(page.at("/provider/extra").path(name).textValue()).isEqualTo(value);
    assertThat(page.path("index")).isEqualTo(tree("{'name':'historic'}"));
    assertThat(page.path("usage")).hasSize(3);
  }

  @Test
  void globalsWithAPlaceOfTheirOwnDoNotStandTwice() throws IOException {
    JsonNode page =
        new Kept()
            .globals(
                "chargedanalysisresunits", "5000",
                "ChargedRetrievalResUnits", "1",
                "RemainingAnalysisResUnits", "97072651",
                "RemainingRetrievalResUnits", "19462825",
                "RemainingStandardReports", "1010",
                "IndexType", "0",
                "IndexBuildDate", "2017-09-04 13:42:54",
                "UniqueIndexID", "x")
            .links()
            .page();
    assertThat(page.path("provider"))
        .isEqualTo(tree("{'name':'majestic','command':'GetTopBackLinks'}"));
    assertThat(page.path("usage"))
        .isEqualTo(
            tree(
                """
                {'charged':{'analysis':5000,'retrieval':1},
                 'remaining':{'analysis':97072651,'retrieval':19462825,'standardReports':1010},
                 'calls':1,'polls':0,'estimated':false}
                """));
  }

  @Test
  void whatACallCostIsLeftOutWhereUpstreamDidNotSay() throws IOException {
    assertThat(new Kept().globals("RemainingStandardReports", "0").links().page().path("usage"))
        .isEqualTo(
            tree("{'remaining':{'standardReports':0},'calls':1,'polls':0,'estimated':false}"));
  }

  @Test
  void aListTellsWhatUpstreamKnows() throws IOException {
    Map<String, String> attributes =
        Map.of(
            "BackLinkItem", "http://item.example/",
            "BackLinkType", "URL",
            "totalbacklinks", "2812912800",
            "AvailableLines", "50000",
            "TotalMatches", "1");
    JsonNode page = new Kept().links("url", attributes, List.of(row("SourceURL", "u"))).page();
    assertThat(page.path("lists"))
        .isEqualTo(
            tree(
                """
                [{'scope':'url','item':'http://item.example/','totalBacklinks':2812912800,
                  'available':50000,'returned':1,'extra':{'TotalMatches':'1'}}]
                """));
  }

  @Test
  void aListWithoutAnItemIsOfTheTarget() throws IOException {
    Kept kept = new Kept().links("url", Map.of("AvailableLines", "?"), List.of());
    assertThat(kept.page().path("lists"))
        .isEqualTo(
            tree(
                "[{'scope':'url','item':'"
                    + kept.report().question().target().text()
                    + "','returned':0,'extra':{'AvailableLines':'?'}}]"));
  }

  @Test
  void aListThatWasAskedForAndDidNotComeIsMissing() throws IOException {
    Kept kept = new Kept().asked(EnumSet.of(Scope.URL, Scope.ROOT_DOMAIN)).links();
    JsonNode lists = kept.page().path("lists");
    assertThat(lists).hasSize(2);
    assertThat(lists.get(0).has("missing")).isFalse();
    assertThat(lists.get(1))
        .isEqualTo(
            tree(
                "{'scope':'rootDomain','item':'"
                    + kept.report().question().target().text()
                    + "','missing':true}"));
  }

  @Test
  void listsAndRowsStandInOneOrderWhateverUpstreams() throws IOException {
    Kept kept =
        new Kept()
            .asked(EnumSet.allOf(Scope.class))
            .links("rootDomain", Map.of(), List.of(row("SourceURL", "r1"), row("SourceURL", "r2")))
            .links("subdomain", Map.of(), List.of(row("SourceURL", "s1")))
            .links("url", Map.of(), List.of(row("SourceURL", "u1"), row("SourceURL", "u2")));
    assertThat(kept.page().path("lists").findValuesAsText("scope"))
        .containsExactly("url", "subdomain", "rootDomain");
    assertThat(kept.page().path("backlinks").findValuesAsText("url"))
        .containsExactly("u1", "u2", "s1", "r1", "r2");
    assertThat(kept.page().path("backlinks").findValuesAsText("scope"))
        .containsExactly("url", "url", "subdomain", "rootDomain", "rootDomain");
    assertThat(kept.page(1, 3).path("page").toString())
        .startsWith("{\"from\":1,\"count\":3,\"total\":5,\"next\":\"");
  }

  @Test
  void twoTablesOfOneScopeAreOneList() throws IOException {
    JsonNode page =
        new Kept()
            .links("url", Map.of("TotalBackLinks", "7"), List.of(row("SourceURL", "a")))
            .links("url", Map.of("TotalBackLinks", "9"), List.of(row("SourceURL", "b")))
            .page();
    assertThat(page.at("/lists/0/returned").asInt()).isEqualTo(2);
    assertThat(page.at("/lists/0/totalBacklinks").asInt()).isEqualTo(7);
    assertThat(page.path("lists")).hasSize(1);
    assertThat(page.path("backlinks").findValuesAsText("url")).containsExactly("a", "b");
  }

  @Test
  void theNextPageBeginsWhereThisOneEnds() throws IOException {
    Kept kept =
        new Kept().links(row("SourceURL", "a"), row("SourceURL", "b"), row("SourceURL", "c"));
    Rendered first = kept.rendered(0, 2, false);
    JsonNode page = json(first);
    assertThat(page.at("/page/next").textValue()).isEqualTo(first.next());
    assertThat(kept.from(String.valueOf(first.next()))).isEqualTo(2);
    Rendered last = kept.rendered(2, 2, false);
    assertThat(last.next()).isNull();
    assertThat(json(last).path("page")).isEqualTo(tree("{'from':2,'count':1,'total':3}"));
  }

  @Test
  void aPageBehindTheEndIsEmpty() throws IOException {
    JsonNode page = new Kept().links(row("SourceURL", "a")).page(1, 10);
    assertThat(page.path("backlinks")).isEmpty();
    assertThat(page.path("page")).isEqualTo(tree("{'from':1,'count':0,'total':1}"));
  }

  @Test
  void domainsAreThoseOfThePagesRowsOnceEachAsTheyAreMet() throws IOException {
    Kept kept =
        new Kept()
            .links(
                row("DomainID", "5"),
                row("DomainID", "0"),
                row("DomainID", "5"),
                row("SourceURL", "none"),
                row("DomainID", "-1"),
                row("DomainID", "odd"),
                row("DomainID", "77"),
                row("DomainID", "3"))
            .domains(
                row("DomainID", "0", "TLD", "a"),
                row("DomainID", "3", "TLD", "b"),
                row("DomainID", "4", "TLD", "c"),
                row("DomainID", "5", "TLD", "d"));
    assertThat(kept.page().path("domains"))
        .isEqualTo(tree("[{'id':5,'tld':'d'},{'id':0,'tld':'a'},{'id':3,'tld':'b'}]"));
    assertThat(kept.page(1, 1).path("domains")).isEqualTo(tree("[{'id':0,'tld':'a'}]"));
    assertThat(kept.page(3, 4).has("domains")).isFalse();
  }

  @Test
  void domainsAreFoundInAnyOfTheirChunks() throws IOException {
    List<Map<String, String>> links = new ArrayList<>();
    List<Map<String, String>> domains = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      links.add(row("DomainID", Integer.toString(5_999 - i)));
      domains.add(row("DomainID", Integer.toString(i), "TLD", "t" + i));
    }
    Collections.swap(domains, 0, 5_998);
    Kept kept = new Kept().links("url", Map.of(), links);
    kept.domains(domains.toArray(Map[]::new));
    for (int from : List.of(0, 2_400, 5_990)) {
      JsonNode found = kept.page(from, 10).path("domains");
      assertThat(found.findValuesAsText("id"))
          .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "" + (5_999 - from - i)).toList());
      assertThat(found.findValuesAsText("tld"))
          .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "t" + (5_999 - from - i)).toList());
    }
  }

  @Test
  void unknownTablesStandAsTextOnTheFirstPageOnly() throws IOException {
    Kept kept =
        new Kept()
            .links(row("SourceURL", "a"), row("SourceURL", "b"))
            .other("New", List.of(row("Date", "31/02/2017", "Empty", ""), row("N", "1")))
            .other("Bare", List.of());
    assertThat(kept.page(0, 1).path("tables"))
        .isEqualTo(tree("{'New':[{'Date':'31/02/2017'},{'N':'1'}]}"));
    assertThat(kept.page(1, 1).has("tables")).isFalse();
  }

  @Test
  void twoUnknownTablesOfOneNameDoNotMakeTheSameMemberTwice() throws IOException {
    Kept kept =
        new Kept()
            .links()
            .other("New", List.of(row("A", "1")))
            .other("New", List.of(row("A", "2")));
    assertThat(kept.page().path("tables").toString()).contains("\"1\"");
  }

  @Test
  void warningsAreTold() throws IOException {
    assertThat(new Kept().links(row("DateLost", "31/02/2017")).page().path("warnings"))
        .hasSize(1)
        .first()
        .asString()
        .contains("DateLost");
  }

  @Test
  void thereAreAtMostFiftyWarningsWhatIsSaidOfThePageAmongThem() throws IOException {
    Map<String, String> huge = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      huge.put("New" + i, "\u0001".repeat(60_000));
    }
    Kept kept = new Kept().links(huge);
    Manifest manifest = kept.snapshot().manifest();
    List<String> odd = IntStream.range(0, Warnings.MOST).mapToObj(i -> "odd " + i).toList();
    Manifest warned = new Manifest("", manifest.globals(), manifest.tables(), odd);
    Snapshot snapshot = new Snapshot(warned, kept.snapshot().source());
    PageRequest page = new PageRequest(0, 10, null, false, false);
    JsonNode warnings = json(Payload.page(kept.report(), snapshot, page)).path("warnings");
    assertThat(warnings).hasSize(Warnings.MOST);
    assertThat(warnings.get(0).textValue()).isEqualTo("odd 0");
    assertThat(warnings.get(Warnings.MOST - 1).textValue()).contains("are cut");
  }

  @Test
  void theCellsOfUnknownTablesAreOfNoTypeAndGiveNoWarning() throws IOException {
    Kept kept = new Kept().links().other("New", List.of(row("Date", "31/02/2017")));
    assertThat(kept.page().has("warnings")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPageOfWideRowsEndsBeforeItIsTooLargeAndTheNextGoesOn(boolean escaped) throws IOException {
    List<Map<String, String>> rows = wide(120);
    Kept kept = new Kept().links("url", Map.of(), rows);
    List<String> seen = new ArrayList<>();
    int pages = 0;
    for (int from = 0; from < rows.size(); pages++) {
      Rendered rendered = kept.rendered(from, 5_000, escaped);
      int size = escaped ? rendered.body().escapedSize() : rendered.body().size();
      assertThat(size).isLessThan(LARGEST_RESPONSE);
      JsonNode page = json(rendered);
      page.path("backlinks").forEach(link -> seen.add(link.at("/source/url").textValue()));
      int count = page.at("/page/count").asInt();
      assertThat(page.path("backlinks")).hasSize(count).isNotEmpty();
      from += count;
      assertThat(page.at("/page").has("next")).isEqualTo(from < rows.size());
    }
    assertThat(pages).isGreaterThan(1);
    assertThat(seen).isEqualTo(rows.stream().map(row -> row.get("SourceURL")).toList());
  }

  @Test
  void theDomainOfARowThatDidNotFitIsNotOnThePage() throws IOException {
    int fitting = new Kept().links("url", Map.of(), wide(120)).page().at("/page/count").asInt();
    List<Map<String, String>> rows = wide(120);
    rows.get(0).put("DomainID", "1");
    rows.get(fitting).put("DomainID", "2");
    JsonNode page =
        new Kept()
            .links("url", Map.of(), rows)
            .domains(row("DomainID", "1"), row("DomainID", "2"))
            .page();
    assertThat(page.at("/page/count").asInt()).isEqualTo(fitting);
    assertThat(page.path("domains")).isEqualTo(tree("[{'id':1}]"));
  }

  @Test
  void aPageWhoseOnlyDomainDidNotFitIsStillJson() throws IOException {
    int fitting = new Kept().links("url", Map.of(), wide(120)).page().at("/page/count").asInt();
    List<Map<String, String>> rows = wide(120);
    rows.get(fitting).put("DomainID", "2");
    JsonNode page = new Kept().links("url", Map.of(), rows).domains(row("DomainID", "2")).page();
    assertThat(page.at("/page/count").asInt()).isEqualTo(fitting);
    assertThat(page.has("domains")).isFalse();
  }

  @Test
  void aPageOfWideDomainsEndsBeforeItIsTooLarge() throws IOException {
    List<Map<String, String>> links = new ArrayList<>();
    List<Map<String, String>> domains = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      links.add(row("DomainID", Integer.toString(i)));
      domains.add(row("DomainID", Integer.toString(i), "New", "\"".repeat(60_000)));
    }
    Kept kept = new Kept().links("url", Map.of(), links);
    kept.domains(domains.toArray(Map[]::new));
    Rendered rendered = kept.rendered(0, 5_000, true);
    assertThat(rendered.body().escapedSize()).isLessThan(LARGEST_RESPONSE);
    JsonNode page = json(rendered);
    assertThat(page.path("domains")).hasSize(page.at("/page/count").asInt());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRowTooLargeForAnyAnswerIsCutAndSaysSo(boolean escaped) throws IOException {
    Map<String, String> huge = new LinkedHashMap<>(row("SourceURL", "u0", "DomainID", "7"));
    Map<String, String> domain = new LinkedHashMap<>(row("DomainID", "7", "TLD", "org"));
    for (int i = 0; i < 40; i++) {
      huge.put("New" + i, "\u0001".repeat(60_000));
      domain.put("New" + i, "\"".repeat(60_000));
    }
    Kept kept =
        new Kept().links(huge, row("SourceURL", "u1"), row("SourceURL", "u2")).domains(domain);
    Rendered rendered = kept.rendered(0, 10, escaped);
    assertThat(rendered.body().escapedSize()).isLessThan(LARGEST_RESPONSE);
    JsonNode page = json(rendered);
    assertThat(page.path("page").path("count").asInt()).isEqualTo(1);
    assertThat(page.at("/backlinks/0/source/url").textValue()).isEqualTo("u0");
    assertThat(page.at("/backlinks/0/extra/New39").textValue()).startsWith("\u0001".repeat(99));
    assertThat(page.at("/domains/0/tld").textValue()).isEqualTo("org");
    assertThat(page.path("warnings").toString()).contains("cut");
    JsonNode next = kept.page(1, 10);
    assertThat(next.path("backlinks").findValuesAsText("url")).containsExactly("u1", "u2");
    assertThat(next.path("warnings").toString()).doesNotContain("texts of this row are cut");
  }

  @Test
  void aRowOfTooManyEndlessNamesIsStillShown() throws IOException {
    Map<String, String> huge = new LinkedHashMap<>(row("SourceURL", "u0"));
    for (int i = 0; i < 300; i++) {
      huge.put("\u0001".repeat(5_000) + i, "x");
    }
    Rendered rendered = new Kept().links(huge).rendered(0, 10, true);
    assertThat(rendered.body().escapedSize()).isLessThan(LARGEST_RESPONSE);
    assertThat(json(rendered).at("/backlinks/0/source/url").textValue()).isEqualTo("u0");
  }

  @Test
  void aPageReadsItsChunksTogetherAndNoOthers() throws IOException {
    List<Map<String, String>> links = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      links.add(row("DomainID", Integer.toString(i)));
    }
    List<Map<String, String>> domains = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      domains.add(row("DomainID", Integer.toString(i)));
    }
    Kept kept = new Kept().links("url", Map.of(), links);
    kept.domains(domains.toArray(Map[]::new));
    List<ChunkRef> refs = kept.snapshot().manifest().tables().getFirst().chunks();
    int rows = refs.getFirst().rows();
    assertThat(refs).hasSizeGreaterThan(6);
    kept.page(0, 1);
    kept.page(2 * rows - 1, 2);
    kept.page(3 * rows, 2 * rows);
    int first = refs.size();
    assertThat(kept.reads())
        .containsExactly(
            List.of(0),
            List.of(first),
            List.of(1, 2),
            List.of(first + 1, first + 2),
            List.of(3, 4),
            List.of(first + 3, first + 4));
  }

  @Test
  void aCursorNamesTheChunkOfItsFirstRow() throws IOException {
    List<Map<String, String>> links = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      links.add(row("SourceURL", "http://example.com/" + i));
    }
    Kept kept = new Kept().links("url", Map.of(), links).links("subdomain", Map.of(), links);
    List<ChunkRef> refs = kept.snapshot().manifest().tables().getFirst().chunks();
    int rows = refs.getFirst().rows();
    for (int from : List.of(1, rows - 1, rows, rows + 1, 3_999, 4_000, 4_000 + rows, 7_999)) {
      String next = String.valueOf(kept.rendered(from - 1, 1, false).next());
      kept.reads().clear();
      kept.rendered(from, 1, false);
      assertThat(kept.reads()).containsExactly(Cursor.read(next).orElseThrow().numbers());
    }
  }

  @Test
  void unknownTablesDoNotMakeAnAnswerTooLarge() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(row("Text", "x".repeat(60_000)));
    }
    Rendered rendered =
        new Kept().links(row("SourceURL", "a")).other("New", rows).rendered(0, 10, false);
    assertThat(rendered.body().size()).isLessThan(LARGEST_RESPONSE);
  }

  @Test
  void aPendingReportSaysWhenToLookAgain() throws IOException {
    Report queued =
        Samples.claimed().waiting(NOW, Samples.queued(NOW.plusMillis(14_001)), Globals.NONE);
    JsonNode json = json(Payload.withoutRows(queued, TAGGED, NOW));
    assertThat(json.path("state").textValue()).isEqualTo("pending");
    assertThat(json.path("retryAfter").asInt()).isEqualTo(15);
    assertThat(json.path("tag").textValue()).isEqualTo("my \"tag\"");
    assertThat(json.path("usage")).isEqualTo(tree("{'calls':1,'polls':0,'estimated':false}"));
    for (String absent : List.of("readyAt", "backlinks", "lists", "problem", "page")) {
      assertThat(json.has(absent)).as(absent).isFalse();
    }
  }

  @Test
  void aReportWhoseNextCallTheBudgetPutsOffMayBeLookedAtThen() {
    Report postponed = Samples.claimed().postponed(NOW.plus(Duration.ofHours(3)));
    assertThat(Payload.retryAfter(postponed, NOW)).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void aReportThatIsWorkedOnMayBeLookedAtSoonAgain() {
    Report held = Samples.claimed().reserved(NOW, new Units(5_000, 100), 1);
    assertThat(Payload.retryAfter(held, NOW))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    State past = Samples.queued(NOW.minusSeconds(60));
    assertThat(Payload.retryAfter(Samples.in(past, Samples.claimed()), NOW))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
  }

  @Test
  void aFailedReportShowsItsProblemInside() throws IOException {
    Report failed =
        Samples.claimed()
            .failed(
                NOW,
                Duration.ofDays(1),
                PROBLEM,
                new Globals(Map.of("ChargedAnalysisResUnits", "5000")));
    JsonNode json = json(Payload.withoutRows(failed, TAGGED, NOW));
    assertThat(json.path("state").textValue()).isEqualTo("failed");
    assertThat(json.path("problem"))
        .isEqualTo(
            tree(
                "{'type':'/problems/upstream-refused','title':'Refused by upstream',"
                    + "'status':502,'detail':'No.','instance':'/v1/reports/"
                    + failed.id().text()
                    + "','retryable':false}"));
    assertThat(json.at("/usage/charged")).isEqualTo(tree("{'analysis':5000}"));
    assertThat(json.has("retryAfter")).isFalse();
  }

  @Test
  void anEstimatedCostIsSaidToBeOne() throws IOException {
    Report report = Samples.claimed();
    Report estimated =
        new Report(
            report.id(),
            report.version(),
            report.leaseEnd(),
            report.question(),
            report.parameters(),
            report.cursorKey(),
            report.createdAt(),
            report.expiresAt(),
            new Usage(15_000L, 300L, null, null, null, 3, 4, true),
            report.state());
    assertThat(json(Payload.withoutRows(estimated, TAGGED, NOW)).path("usage"))
        .isEqualTo(
            tree(
                "{'charged':{'analysis':15000,'retrieval':300},'calls':3,'polls':4,"
                    + "'estimated':true}"));
  }

  private static List<Map<String, String>> wide(int count) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row("SourceURL", "u" + i, "AnchorText", "\"".repeat(60_000)));
    }
    return rows;
  }
}
