package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.ReportFixture.json;
import static org.backlinks.render.ReportFixture.row;
import static org.backlinks.render.ReportFixture.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageDomainsTest {
  /** The maximum bytes of a complete Lambda response. */
  private static final int MAX_RESPONSE_BYTES = 5_500_000;

  @Test
  void pageListsDomainsOfItsRowsOnce() throws IOException {
    ReportFixture stored =
        new ReportFixture()
            .withLinks(
                row("DomainID", "5"),
                row("DomainID", "0"),
                row("DomainID", "5"),
                row("SourceURL", "none"),
                row("DomainID", "-1"),
                row("DomainID", "odd"),
                row("DomainID", "77"),
                row("DomainID", "3"))
            .withDomains(
                row("DomainID", "0", "TLD", "a"),
                row("DomainID", "3", "TLD", "b"),
                row("DomainID", "4", "TLD", "c"),
                row("DomainID", "5", "TLD", "d"));
    assertThat(stored.page().path("domains"))
        .isEqualTo(tree("[{'id':5,'tld':'d'},{'id':0,'tld':'a'},{'id':3,'tld':'b'}]"));
    assertThat(stored.page(1, 1).path("domains")).isEqualTo(tree("[{'id':0,'tld':'a'}]"));
    assertThat(stored.page(3, 4).has("domains")).isFalse();
  }

  @Test
  void domainsAreFoundInAnyChunk() throws IOException {
    List<Map<String, String>> links = new ArrayList<>();
    List<Map<String, String>> domains = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      links.add(row("DomainID", Integer.toString(5_999 - i)));
      domains.add(row("DomainID", Integer.toString(i), "TLD", "t" + i));
    }
    Collections.swap(domains, 0, 5_998);
    ReportFixture stored = new ReportFixture().withLinks("url", Map.of(), links);
    stored.withDomains(domains.toArray(Map[]::new));
    for (int from : List.of(0, 2_400, 5_990)) {
      JsonNode shown = stored.page(from, 10).path("domains");
      assertThat(shown.findValuesAsText("id"))
          .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "" + (5_999 - from - i)).toList());
      assertThat(shown.findValuesAsText("tld"))
          .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "t" + (5_999 - from - i)).toList());
    }
  }

  @Test
  void domainIsOmittedWhenItsRowDoesNotFit() throws IOException {
    int fitting =
        new ReportFixture()
            .withLinks("url", Map.of(), wideRows(120))
            .page()
            .at("/page/count")
            .asInt();
    List<Map<String, String>> rows = wideRows(120);
    rows.get(0).put("DomainID", "1");
    rows.get(fitting).put("DomainID", "2");
    JsonNode page =
        new ReportFixture()
            .withLinks("url", Map.of(), rows)
            .withDomains(row("DomainID", "1"), row("DomainID", "2"))
            .page();
    assertThat(page.at("/page/count").asInt()).isEqualTo(fitting);
    assertThat(page.path("domains")).isEqualTo(tree("[{'id':1}]"));
  }

  @Test
  void pageHasNoDomainsWhenOnlyDomainDoesNotFit() throws IOException {
    int fitting =
        new ReportFixture()
            .withLinks("url", Map.of(), wideRows(120))
            .page()
            .at("/page/count")
            .asInt();
    List<Map<String, String>> rows = wideRows(120);
    rows.get(fitting).put("DomainID", "2");
    JsonNode page =
        new ReportFixture()
            .withLinks("url", Map.of(), rows)
            .withDomains(row("DomainID", "2"))
            .page();
    assertThat(page.at("/page/count").asInt()).isEqualTo(fitting);
    assertThat(page.has("domains")).isFalse();
  }

  @Test
  void pageOfWideDomainsEndsBeforeLimit() throws IOException {
    List<Map<String, String>> links = new ArrayList<>();
    List<Map<String, String>> domains = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      links.add(row("DomainID", Integer.toString(i)));
      domains.add(row("DomainID", Integer.toString(i), "New", "\"".repeat(60_000)));
    }
    ReportFixture stored = new ReportFixture().withLinks("url", Map.of(), links);
    stored.withDomains(domains.toArray(Map[]::new));
    RenderedPage rendered = stored.renderPage(0, 5_000, true);
    assertThat(rendered.body().escapedSize()).isLessThan(MAX_RESPONSE_BYTES);
    JsonNode page = json(rendered);
    assertThat(page.path("domains")).hasSize(page.at("/page/count").asInt());
  }

  /** Returns wide rows. A page has room for fewer than 120 of them. */
  static List<Map<String, String>> wideRows(int count) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row("SourceURL", "u" + i, "AnchorText", "\"".repeat(60_000)));
    }
    return rows;
  }
}
