package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.Kept.row;
import static org.backlinks.render.Kept.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainRowsTest {
  private static final Map<String, String> FULL =
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

  private static final String FULL_DOMAIN =
      """
      {'id':0,'name':'example.org','alexaRank':13657,'refDomains':104972,
       'externalBacklinks':10502133,'indexedUrls':333484,'crawledUrls':226708,
       'firstCrawled':'2011-12-26','lastCrawled':'2017-07-27','ip':'192.0.2.1',
       'subnet':'192.0.2.0','country':'US','tld':'org','citationFlow':50,'trustFlow':64,
       'topics':[{'name':'Computers/Companies','trustFlow':57},
         {'name':'Science','trustFlow':53}]}
      """;

  @Test
  void everyColumnHasItsPlaceAndTheSchemasOrder() throws IOException {
    assertThat(domain(FULL).toString()).isEqualTo(tree(FULL_DOMAIN).toString());
  }

  @Test
  void columnsBindInAnyCase() throws IOException {
    Map<String, String> whispered = new LinkedHashMap<>();
    FULL.forEach((name, cell) -> whispered.put(name.toLowerCase(Locale.ROOT), cell));
    assertThat(domain(whispered)).isEqualTo(tree(FULL_DOMAIN));
  }

  @Test
  void unknownIsLeftOut() throws IOException {
    assertThat(
            domain(row("DomainID", "0", "Domain", "", "AlexaRank", "-1", "IP", " ", "TLD", "org")))
        .isEqualTo(tree("{'id':0,'tld':'org'}"));
  }

  @Test
  void aRealZeroIsKept() throws IOException {
    assertThat(domain(row("DomainID", "0", "AlexaRank", "0", "RefDomains", "0", "TrustFlow", "0")))
        .isEqualTo(tree("{'id':0,'alexaRank':0,'refDomains':0,'trustFlow':0}"));
  }

  @ParameterizedTest
  @CsvSource({"FirstCrawled, 31/02/2017", "TrustFlow, high", "AlexaRank, 1e6", "NewColumn, x"})
  void whatNoFieldCanTakeStandsAsText(String column, String text) throws IOException {
    JsonNode domain = domain(row("DomainID", "0", column, text));
    assertThat(domain).isEqualTo(tree("{'id':0,'extra':{'" + column + "':'" + text + "'}}"));
  }

  @Test
  void theFirstOfTwoRowsWithOneIdStands() throws IOException {
    Kept kept =
        new Kept()
            .links(row("DomainID", "0"))
            .domains(row("DomainID", "0", "TLD", "org"), row("DomainID", "0", "TLD", "com"));
    assertThat(kept.page().path("domains")).isEqualTo(tree("[{'id':0,'tld':'org'}]"));
  }

  @Test
  void aRowWhoseIdCannotBeReadBelongsToNoLink() throws IOException {
    Kept kept =
        new Kept().links(row("DomainID", "0")).domains(row("DomainID", "zero", "TLD", "org"));
    assertThat(kept.page().has("domains")).isFalse();
  }

  private static JsonNode domain(Map<String, String> cells) throws IOException {
    JsonNode domains = new Kept().links(row("DomainID", "0")).domains(cells).page().path("domains");
    assertThat(domains).hasSize(1);
    return domains.get(0);
  }
}
