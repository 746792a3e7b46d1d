package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.ReportFixture.json;
import static org.backlinks.render.ReportFixture.row;
import static org.backlinks.render.ReportFixture.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.ChunkRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRowsTest {
  /** The maximum bytes of a complete Lambda response. */
  private static final int MAX_RESPONSE_BYTES = 5_500_000;

  @Test
  void listsAndRowsAreInScopeOrder() throws IOException {
    ReportFixture stored =
        new ReportFixture()
            .withScopes(EnumSet.allOf(Scope.class))
            .withLinks(
                "rootDomain", Map.of(), List.of(row("SourceURL", "r1"), row("SourceURL", "r2")))
            .withLinks("subdomain", Map.of(), List.of(row("SourceURL", "s1")))
            .withLinks("url", Map.of(), List.of(row("SourceURL", "u1"), row("SourceURL", "u2")));
    assertThat(stored.page().path("lists").findValuesAsText("scope"))
        .containsExactly("url", "subdomain", "rootDomain");
    assertThat(stored.page().path("backlinks").findValuesAsText("url"))
        .containsExactly("u1", "u2", "s1", "r1", "r2");
    assertThat(stored.page().path("backlinks").findValuesAsText("scope"))
        .containsExactly("url", "url", "subdomain", "rootDomain", "rootDomain");
    assertThat(stored.page(1, 3).path("page").toString())
        .startsWith("{\"from\":1,\"count\":3,\"total\":5,\"next\":\"");
  }

  @Test
  void pageBeyondEndIsEmpty() throws IOException {
    JsonNode page = new ReportFixture().withLinks(row("SourceURL", "a")).page(1, 10);
    assertThat(page.path("backlinks")).isEmpty();
    assertThat(page.path("page")).isEqualTo(tree("{'from':1,'count':0,'total':1}"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pageOfWideRowsEndsBeforeLimitAndNextPageContinues(boolean embedded) throws IOException {
    List<Map<String, String>> rows = PageDomainsTest.wideRows(120);
    ReportFixture stored = new ReportFixture().withLinks("url", Map.of(), rows);
    List<String> seen = new ArrayList<>();
    int pages = 0;
    for (int from = 0; from < rows.size(); pages++) {
      RenderedPage rendered = stored.renderPage(from, 5_000, embedded);
      int size = embedded ? rendered.body().escapedSize() : rendered.body().size();
      assertThat(size).isLessThan(MAX_RESPONSE_BYTES);
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oversizedRowIsTruncatedWithWarning(boolean embedded) throws IOException {
    Map<String, String> wideRow = new LinkedHashMap<>(row("SourceURL", "u0", "DomainID", "7"));
    Map<String, String> domain = new LinkedHashMap<>(row("DomainID", "7", "TLD", "org"));
    for (int i = 0; i < 40; i++) {
      wideRow.put("New" + i, "\u0001".repeat(60_000));
      domain.put("New" + i, "\"".repeat(60_000));
    }
    ReportFixture stored =
        new ReportFixture()
            .withLinks(wideRow, row("SourceURL", "u1"), row("SourceURL", "u2"))
            .withDomains(domain);
    RenderedPage rendered = stored.renderPage(0, 10, embedded);
    assertThat(rendered.body().escapedSize()).isLessThan(MAX_RESPONSE_BYTES);
    JsonNode page = json(rendered);
    assertThat(page.path("page").path("count").asInt()).isEqualTo(1);
    assertThat(page.at("/backlinks/0/source/url").textValue()).isEqualTo("u0");
    assertThat(page.at("/backlinks/0/extra/New39").textValue()).startsWith("\u0001".repeat(99));
    assertThat(page.at("/domains/0/tld").textValue()).isEqualTo("org");
    assertThat(page.path("warnings").toString()).contains("cut");
    JsonNode next = stored.page(1, 10);
    assertThat(next.path("backlinks").findValuesAsText("url")).containsExactly("u1", "u2");
    assertThat(next.path("warnings").toString()).doesNotContain("texts of this row are cut");
  }

  @Test
  void rowWithManyLongColumnNamesIsShown() throws IOException {
    Map<String, String> wideRow = new LinkedHashMap<>(row("SourceURL", "u0"));
    for (int i = 0; i < 300; i++) {
      wideRow.put("\u0001".repeat(5_000) + i, "x");
    }
    RenderedPage rendered = new ReportFixture().withLinks(wideRow).renderPage(0, 10, true);
    assertThat(rendered.body().escapedSize()).isLessThan(MAX_RESPONSE_BYTES);
    assertThat(json(rendered).at("/backlinks/0/source/url").textValue()).isEqualTo("u0");
  }

  @Test
  void pageReadsOnlyItsChunksInOneBatch() throws IOException {
    List<Map<String, String>> links = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      links.add(row("DomainID", Integer.toString(i)));
    }
    List<Map<String, String>> domains = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      domains.add(row("DomainID", Integer.toString(i)));
    }
    ReportFixture stored = new ReportFixture().withLinks("url", Map.of(), links);
    stored.withDomains(domains.toArray(Map[]::new));
    List<ChunkRef> refs = stored.snapshot().manifest().tables().getFirst().chunks();
    int rows = refs.getFirst().rowCount();
    assertThat(refs).hasSizeGreaterThan(6);
    stored.page(0, 1);
    stored.page(2 * rows - 1, 2);
    stored.page(3 * rows, 2 * rows);
    int first = refs.size();
    assertThat(stored.reads())
        .containsExactly(
            List.of(0),
            List.of(first),
            List.of(1, 2),
            List.of(first + 1, first + 2),
            List.of(3, 4),
            List.of(first + 3, first + 4));
  }
}
