package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.ReportFixture.row;
import static org.backlinks.render.ReportFixture.text;
import static org.backlinks.render.ReportFixture.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the rows of referring domains that {@link ChunkRows} writes. */
class DomainRowsTest {
  private static final Map<String, String> DOMAIN_CELLS =
      row(
          "DomainID", "0",
          "Domain", "example.org",
          "AlexaRank", "13657",
          "RefDomains", "104972",
          "ExtBackLinks", "10502133",
          "IndexedURLs", "333484",
          "CrawledURLs", "226708",
          "FirstCrawled", "2011-12-26",
          "LastSuccessfulCrawl", "2017-07-27",
          "IP", "192.0.2.1",
          "SubNet", "192.0.2.0",
          "CountryCode", "US",
          "TLD", "org",
          "CitationFlow", "50",
          "TrustFlow", "64",
          "TopicalTrustFlow_Topic_0", "Computers/Companies",
          "TopicalTrustFlow_Value_0", "57",
          "TopicalTrustFlow_Topic_1", "Science",
          "TopicalTrustFlow_Value_1", "53");

  private static final String DOMAIN_FIELDS =
      """
      {'id':0,'name':'example.org','alexaRank':13657,'refDomains':104972,
       'externalBacklinks':10502133,'indexedUrls':333484,'crawledUrls':226708,
       'firstCrawled':'2011-12-26','lastCrawled':'2017-07-27','ip':'192.0.2.1',
       'subnet':'192.0.2.0','country':'US','tld':'org','citationFlow':50,'trustFlow':64,
       'topics':[{'name':'Computers/Companies','trustFlow':57},
         {'name':'Science','trustFlow':53}]}
      """;

  @Test
  void everyDomainColumnIsWrittenInSchemaOrder() throws IOException {
    assertThat(domain(DOMAIN_CELLS).toString()).isEqualTo(tree(DOMAIN_FIELDS).toString());
  }

  @Test
  void domainColumnNamesIgnoreCase() throws IOException {
    Map<String, String> lowerCase = new LinkedHashMap<>();
    DOMAIN_CELLS.forEach((name, cell) -> lowerCase.put(name.toLowerCase(Locale.ROOT), cell));
    assertThat(domain(lowerCase)).isEqualTo(tree(DOMAIN_FIELDS));
  }

  @Test
  void unknownDomainValueIsOmitted() throws IOException {
    assertThat(
            domain(row("DomainID", "0", "Domain", "", "AlexaRank", "-1", "IP", " ", "TLD", "org")))
        .isEqualTo(tree("{'id':0,'tld':'org'}"));
  }

  @Test
  void zeroOfDomainIsKept() throws IOException {
    assertThat(domain(row("DomainID", "0", "AlexaRank", "0", "RefDomains", "0", "TrustFlow", "0")))
        .isEqualTo(tree("{'id':0,'alexaRank':0,'refDomains':0,'trustFlow':0}"));
  }

  @ParameterizedTest
  @CsvSource({"FirstCrawled, 31/02/2017", "TrustFlow, high", "AlexaRank, 1e400", "NewColumn, x"})
  void unreadableDomainCellIsWrittenToExtra(String column, String text) throws IOException {
    JsonNode domain = domain(row("DomainID", "0", column, text));
    assertThat(domain).isEqualTo(tree("{'id':0,'extra':{'" + column + "':'" + text + "'}}"));
  }

  @Test
  void firstDomainIsWrittenWhenIdIsRepeated() throws IOException {
    ReportFixture stored =
        new ReportFixture()
            .withLinks(row("DomainID", "0"))
            .withDomains(row("DomainID", "0", "TLD", "org"), row("DomainID", "0", "TLD", "com"));
    assertThat(stored.page().path("domains")).isEqualTo(tree("[{'id':0,'tld':'org'}]"));
  }

  @Test
  void domainIsOmittedWhenIdIsUnreadable() throws IOException {
    ReportFixture stored =
        new ReportFixture()
            .withLinks(row("DomainID", "0"))
            .withDomains(row("DomainID", "zero", "TLD", "org"));
    assertThat(stored.page().has("domains")).isFalse();
  }

  private static JsonNode domain(Map<String, String> cells) throws IOException {
    JsonNode domains =
        new ReportFixture()
            .withLinks(row("DomainID", "0"))
            .withDomains(cells)
            .page()
            .path("domains");
    assertThat(domains).hasSize(1);
    return domains.get(0);
  }
}
