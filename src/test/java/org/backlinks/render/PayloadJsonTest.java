package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.ReportFixture.json;
import static org.backlinks.render.ReportFixture.row;
import static org.backlinks.render.ReportFixture.tree;
import static org.backlinks.report.SampleReports.NOW;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.backlinks.changes.ComparisonSummary;
import org.backlinks.changes.DomainCounts;
import org.backlinks.changes.LinkCounts;
import org.backlinks.changes.ListComparison;
import org.backlinks.question.Scope;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.Warnings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PayloadJsonTest {
  private static final Problem PROBLEM = Problem.of(Problem.Kind.UPSTREAM_REFUSED, "No.");
  private static final PageRequest TAGGED = new PageRequest(0, 10, "my \"tag\"", true, false);

  @Test
  void payloadStartsWithReportHeader() throws IOException {
    ReportFixture stored = new ReportFixture().withLinks();
    Report report = stored.report();
    JsonNode page = json(ReportFixture.RENDERER.renderPage(report, stored.snapshot(), TAGGED));
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
  void warningsForCallerComeAfterWarningsOfRows() throws IOException {
    ReportFixture stored = new ReportFixture().withLinks(row("FlagFrame", "?"));
    PageRequest page =
        new PageRequest(0, 10, null, true, false, PageFormat.JSON, List.of("for you"), null);
    JsonNode payload =
        json(ReportFixture.RENDERER.renderPage(stored.report(), stored.snapshot(), page));
    assertThat(payload.path("warnings")).hasSize(2);
    assertThat(payload.at("/warnings/1").textValue()).isEqualTo("for you");
  }

  @Test
  void changesOfWidestScopeAreShown() throws IOException {
    ReportFixture stored = new ReportFixture().withLinks(row("FlagFrame", "0"));
    ReportId since = SampleReports.id();
    ListComparison list =
        new ListComparison(
            Scope.ROOT_DOMAIN,
            new ListComparison.Side(9, 9L, true),
            new ListComparison.Side(9, 9L, true),
            new LinkCounts(1, 2, 3, 4, 5, 6, 7, 8, 9, 0),
            new DomainCounts(0, 0, 0, 0));
    JsonNode changes = changes(stored, new ComparisonSummary(since, list)).path("changes");
    assertThat(changes)
        .isEqualTo(
            tree(
                "{'since':'"
                    + since.text()
                    + "','scope':'rootDomain','counts':{'new':1,'appeared':2,'lost':7,'unlisted':5,"
                    + "'changed':6,'moved':7,'unchanged':8,'gone':{'before':9,'after':0}}}"));
    assertThat(changes(stored, ComparisonSummary.NONE).path("changes"))
        .isEqualTo(tree("{'since':null}"));
    assertThat(changes(stored, null).has("changes")).isFalse();
  }

  private static JsonNode changes(ReportFixture stored, @Nullable ComparisonSummary changes)
      throws IOException {
    PageRequest page =
        new PageRequest(0, 10, null, true, false, PageFormat.JSON, List.of(), changes);
    return json(ReportFixture.RENDERER.renderPage(stored.report(), stored.snapshot(), page));
  }

  @Test
  void membersAreInSchemaOrder() throws IOException {
    ReportFixture stored =
        new ReportFixture()
            .withGlobals("UniqueIndexID", "i", "New", "x", "ChargedAnalysisResUnits", "1")
            .withLinks(row("DomainID", "0", "FlagFrame", "?"))
            .withOverview(new Table.Overview(1, 0, 0, 0, List.of()))
            .withDomains(row("DomainID", "0"))
            .withTable("New", List.of(row("A", "b")));
    Report report = SampleReports.withPreviousId(SampleReports.id(), stored.report());
    JsonNode page = json(ReportFixture.RENDERER.renderPage(report, stored.snapshot(), TAGGED));
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
            "previous",
            "index",
            "provider",
            "usage",
            "lists",
            "summary",
            "backlinks",
            "domains",
            "tables",
            "page",
            "warnings");
  }

  @Test
  void summaryHasWhatIsKnownOfEachCountedList() throws IOException {
    List<Map<String, String>> rows = List.of(row("FlagFrame", "0"));
    ReportFixture stored =
        new ReportFixture()
            .withScopes(Set.of(Scope.values()))
            .withLinks("rootDomain", Map.of(), rows)
            .withOverview(new Table.Overview(9, 8, 5, 2, List.of("manyOutlinks", "anchorCluster")))
            .withLinks("subdomain", Map.of(), rows)
            .withLinks("url", Map.of(), rows)
            .withOverview(new Table.Overview(1, 0, 0, 0, List.of()));
    assertThat(stored.page().path("summary"))
        .isEqualTo(
            tree(
                "[{'scope':'url','rows':1},"
                    + "{'scope':'rootDomain','rows':9,'domains':8,"
                    + "'follow':{'known':7,'follow':5,'nofollow':2},"
                    + "'signals':['manyOutlinks','anchorCluster']}]"));
  }

  @Test
  void emptyReportHasLists() throws IOException {
    JsonNode page = new ReportFixture().withLinks().page();
    assertThat(page.path("backlinks")).isEqualTo(tree("[]"));
    assertThat(page.path("lists")).hasSize(1);
    assertThat(page.path("page")).isEqualTo(tree("{'from':0,'count':0,'total':0}"));
    for (String absent : List.of("tag", "previous", "summary", "domains", "tables", "warnings")) {
      assertThat(page.has(absent)).as(absent).isFalse();
    }
  }

  @Test
  void warningsAreWritten() throws IOException {
    assertThat(new ReportFixture().withLinks(row("DateLost", "31/02/2017")).page().path("warnings"))
        .hasSize(1)
        .first()
        .asString()
        .contains("DateLost");
  }

  @Test
  void warningsAreLimitedToFifty() throws IOException {
    Map<String, String> wideRow = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      wideRow.put("New" + i, "\u0001".repeat(60_000));
    }
    ReportFixture stored = new ReportFixture().withLinks(wideRow);
    Manifest manifest = stored.snapshot().manifest();
    List<String> manyWarnings =
        IntStream.range(0, Warnings.MAX_LINES).mapToObj(i -> "warning " + i).toList();
    Manifest newManifest = new Manifest("", manifest.globals(), manifest.tables(), manyWarnings);
    Snapshot snapshot = new Snapshot(newManifest, stored.snapshot().source());
    PageRequest page = new PageRequest(0, 10, null, false, false);
    JsonNode warnings =
        json(ReportFixture.RENDERER.renderPage(stored.report(), snapshot, page)).path("warnings");
    assertThat(warnings).hasSize(Warnings.MAX_LINES);
    assertThat(warnings.get(0).textValue()).isEqualTo("warning 0");
    assertThat(warnings.get(Warnings.MAX_LINES - 1).textValue()).contains("are cut");
  }

  @Test
  void unknownTablesGiveNoTypeWarnings() throws IOException {
    ReportFixture stored =
        new ReportFixture().withLinks().withTable("New", List.of(row("Date", "31/02/2017")));
    assertThat(stored.page().has("warnings")).isFalse();
  }

  @Test
  void pendingReportHasRetryAfter() throws IOException {
    Report queued =
        SampleReports.claimed()
            .releaseUntil(SampleReports.queued(NOW.plusMillis(14_001)), Globals.NONE);
    JsonNode json = json(ReportFixture.RENDERER.renderWithoutRows(queued, TAGGED, NOW));
    assertThat(json.path("state").textValue()).isEqualTo("pending");
    assertThat(json.path("retryAfter").asInt()).isEqualTo(15);
    assertThat(json.path("tag").textValue()).isEqualTo("my \"tag\"");
    assertThat(json.path("usage")).isEqualTo(tree("{'calls':1,'polls':0,'estimated':false}"));
    for (String absent : List.of("readyAt", "backlinks", "lists", "problem", "page")) {
      assertThat(json.has(absent)).as(absent).isFalse();
    }
  }

  @Test
  void failedReportContainsProblem() throws IOException {
    Report failed =
        SampleReports.claimed()
            .fail(
                NOW,
                Duration.ofDays(1),
                PROBLEM,
                new Globals(Map.of("ChargedAnalysisResUnits", "5000")));
    JsonNode json = json(ReportFixture.RENDERER.renderWithoutRows(failed, TAGGED, NOW));
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
}
