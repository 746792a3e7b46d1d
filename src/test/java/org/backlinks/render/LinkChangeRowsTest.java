package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.ReportFixture.row;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.changes.ComparedReport;
import org.backlinks.changes.ComparedReports;
import org.backlinks.changes.Comparison;
import org.backlinks.changes.ReportComparison;
import org.backlinks.question.ChangeKind;
import org.backlinks.question.ChangeSubject;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.task.ThreadTaskScheduler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkChangeRowsTest {
  private static final ChangesRenderer RENDERER =
      new ChangesRenderer(new BufferPool(), new ThreadTaskScheduler());
  private static final Set<ChangeKind> ALL = EnumSet.allOf(ChangeKind.class);

  private ComparedReports reports;

  @BeforeEach
  void compare() throws IOException {
    ReportFixture before =
        new ReportFixture()
            .withLinks(
                link("a.example/", "same", "0"),
                link("b.example/", "b", "0"),
                link("c.example/", "c", "0"),
                link("d.example/", "d", "0"));
    ReportFixture after =
        new ReportFixture()
            .withLinks(
                link("a.example/", "same", "0"),
                link("b.example/", "=new, \u2028text", "1"),
                link("www.c.example/", "c", "0"),
                link("e.example/", "e", "0"));
    Report report = after.report();
    Comparison comparison =
        (Comparison)
            ReportComparison.compare(
                new ComparedReport(report.question(), SampleReports.NOW, before.snapshot()),
                new ComparedReport(report.question(), SampleReports.NOW, after.snapshot()));
    reports =
        new ComparedReports(
            before.report(), before.snapshot(), report, after.snapshot(), comparison);
  }

  private static Map<String, String> link(String source, String anchor, String nofollow) {
    return row(
        "SourceURL",
        "http://" + source,
        "TargetURL",
        "http://target.example/",
        "AnchorText",
        anchor,
        "FlagNoFollow",
        nofollow,
        "DomainID",
        "3");
  }

  @Test
  void changesAreRenderedInOrderWithTheirRows() throws IOException {
    JsonNode page = json(render(ALL, ChangeSubject.LINK, 0, 10, PageFormat.JSON));
    JsonNode changes = page.path("changes");
    assertThat(changes.findValuesAsText("kind"))
        .containsExactly("appeared", "unlisted", "changed", "moved");
    assertThat(page.path("schema").asText()).isEqualTo("backlinks-changes/1");
    assertThat(page.at("/page/total").intValue()).isEqualTo(4);
    assertThat(page.at("/lists/0/counts/unchanged").intValue()).isEqualTo(1);
    assertThat(changes.at("/0/backlink/source/url").asText()).isEqualTo("http://e.example/");
    assertThat(changes.at("/0/backlink/scope").asText()).isEqualTo("url");
    assertThat(changes.at("/1/backlink/source/url").asText()).isEqualTo("http://d.example/");
    assertThat(changes.findValues("domain")).isEmpty();
    assertThat(changes.findValues("extra")).isEmpty();
    assertThat(changes.at("/2/fields/1/field").asText()).isEqualTo("flags.nofollow");
    assertThat(changes.at("/2/fields/1/before").booleanValue()).isFalse();
    assertThat(changes.at("/2/fields/1/after").booleanValue()).isTrue();
    assertThat(changes.path(2).has("evidence")).isFalse();
    assertThat(changes.at("/3/from/source").asText()).isEqualTo("http://c.example/");
    assertThat(changes.at("/3/to/source").asText()).isEqualTo("http://www.c.example/");
    assertThat(changes.path(3).has("fields")).isFalse();
  }

  @Test
  void pagesOfSelectedKindsAreDisjoint() throws IOException {
    Set<ChangeKind> kinds = EnumSet.of(ChangeKind.CHANGED, ChangeKind.MOVED);
    List<String> found = new ArrayList<>();
    int from = 0;
    String next = "";
    while (next != null) {
      RenderedPage page = render(kinds, ChangeSubject.LINK, from, 1, PageFormat.JSON);
      found.addAll(json(page).path("changes").findValuesAsText("kind"));
      next = page.nextCursor();
      if (next != null) {
        ChangesCursor cursor = ChangesCursor.parse(next).orElseThrow();
        assertThat(cursor.isSignedFor(reports.after(), selection(kinds), next)).isTrue();
        assertThat(cursor.isSignedFor(reports.after(), selection(ALL), next)).isFalse();
        String otherReport =
            next.substring(0, 10) + (next.charAt(10) == 'A' ? 'B' : 'A') + next.substring(11);
        assertThat(
                ChangesCursor.parse(otherReport)
                    .orElseThrow()
                    .isSignedFor(reports.after(), selection(kinds), otherReport))
            .isFalse();
        from = cursor.from();
      }
    }
    assertThat(found).containsExactly("changed", "moved");
  }

  @Test
  void eachLineIsOneChange() throws IOException {
    String text = text(render(ALL, ChangeSubject.LINK, 0, 10, PageFormat.NDJSON));
    assertThat(text).doesNotContain("\u2028");
    List<String> lines = text.lines().toList();
    JsonNode changes =
        json(render(ALL, ChangeSubject.LINK, 0, 10, PageFormat.JSON)).path("changes");
    assertThat(lines).hasSize(4);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(ReportFixture.JSON.readTree(lines.get(i))).isEqualTo(changes.path(i));
    }
  }

  @Test
  void csvHasDifferencesBeforeColumnsOfLink() throws IOException {
    List<List<String>> rows =
        Rfc4180Parser.parseLines(text(render(ALL, ChangeSubject.LINK, 0, 10, PageFormat.CSV)));
    assertThat(rows.getFirst().subList(0, 7))
        .containsExactly("kind", "scope", "evidence", "fields", "from", "to", "source.url");
    assertThat(rows.getFirst()).doesNotContain("domain").doesNotHaveDuplicates();
    assertThat(rows).hasSize(5).allSatisfy(cells -> assertThat(cells).hasSameSizeAs(rows.get(0)));
    assertThat(rows.get(3).getFirst()).isEqualTo("changed");
    assertThat(ReportFixture.JSON.readTree(rows.get(3).get(3))).hasSize(2);
    assertThat(ReportFixture.JSON.readTree(rows.get(4).get(4)).path("target").asText())
        .isEqualTo("http://target.example/");
  }

  @Test
  void domainsAreListedWithTheirLinks() throws IOException {
    JsonNode changes =
        json(render(ALL, ChangeSubject.DOMAIN, 0, 10, PageFormat.JSON)).path("changes");
    assertThat(changes.findValuesAsText("domain")).containsExactly("e.example", "d.example");
    assertThat(changes.at("/0/links/before").intValue()).isZero();
    assertThat(changes.at("/0/links/after").intValue()).isOne();
    assertThat(text(render(ALL, ChangeSubject.DOMAIN, 0, 10, PageFormat.CSV)))
        .startsWith("kind,scope,domain,evidence,links.before,links.after\r\n")
        .contains("unlisted,url,d.example,unknown,1,0\r\n");
  }

  private ChangeSelection selection(Set<ChangeKind> kinds) {
    return new ChangeSelection(reports.before().id(), kinds, ChangeSubject.LINK);
  }

  private RenderedPage render(
      Set<ChangeKind> kinds, ChangeSubject by, int from, int limit, PageFormat format)
      throws IOException {
    ChangeSelection selection = new ChangeSelection(reports.before().id(), kinds, by);
    return RENDERER.renderPage(
        reports, new ChangesPageRequest(selection, from, limit, true, format));
  }

  private static String text(RenderedPage page) {
    return ReportFixture.text(page);
  }

  private static JsonNode json(RenderedPage page) throws IOException {
    return ReportFixture.json(page);
  }
}
