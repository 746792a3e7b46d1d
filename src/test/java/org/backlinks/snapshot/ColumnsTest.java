package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {
  @ParameterizedTest
  @ValueSource(strings = {"ACRank", "AlexaRank", "DomainID", "LinksAvailableForRootDomain"})
  void minusOneIsUnknownInFourColumns(String name) {
    assertInAnyCase(name, CellType.NUMBER_OR_UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SourceOutDomainsExternal",
        "SourceOutLinksExternal",
        "SourceOutLinksInternal",
        "SourceLanguageConfidence",
        "TargetLanguageConfidence",
        "SourceCitationFlow",
        "SourceTrustFlow",
        "TargetCitationFlow",
        "TargetTrustFlow",
        "CitationFlow",
        "TrustFlow",
        "RefDomains",
        "ExtBackLinks",
        "IndexedURLs",
        "CrawledURLs",
        "TopicalTrustFlow_Value_0",
        "SourceTopicalTrustFlow_Value_9",
        "TargetTopicalTrustFlow_Value_12"
      })
  void countsAndFlowsAreNumbers(String name) {
    assertInAnyCase(name, CellType.NUMBER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FlagRedirect",
        "FlagFrame",
        "FlagNoFollow",
        "FlagImages",
        "FlagDeleted",
        "FlagAltText",
        "FlagMention"
      })
  void sevenColumnsAreFlags(String name) {
    assertInAnyCase(name, CellType.FLAG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Date",
        "FirstIndexedDate",
        "LastSeenDate",
        "DateLost",
        "FirstCrawled",
        "LastSuccessfulCrawl"
      })
  void sixColumnsAreDays(String name) {
    assertInAnyCase(name, CellType.DATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SourceURL",
        "ReasonLost",
        "IP",
        "SourceTopicalTrustFlow_Topic_0",
        "NewColumn",
        "FlagNew",
        "",
        "Datum"
      })
  void everythingElseIsText(String name) {
    assertInAnyCase(name, CellType.TEXT);
  }

  private static void assertInAnyCase(String name, CellType type) {
    assertThat(Columns.typeOf(name)).isEqualTo(type);
    assertThat(Columns.typeOf(name.toLowerCase(Locale.ROOT))).isEqualTo(type);
    assertThat(Columns.typeOf(name.toUpperCase(Locale.ROOT))).isEqualTo(type);
  }
}
