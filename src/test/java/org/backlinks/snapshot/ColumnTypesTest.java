package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypesTest {
  @ParameterizedTest
  @ValueSource(strings = {"ACRank", "AlexaRank", "DomainID", "LinksAvailableForRootDomain"})
  void fourColumnsAreNumberOrUnknown(String name) {
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
  void countAndFlowColumnsAreNumbers(String name) {
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
  void sixColumnsAreDates(String name) {
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
  void otherColumnsAreText(String name) {
    assertInAnyCase(name, CellType.TEXT);
  }

  private static void assertInAnyCase(String name, CellType type) {
    assertThat(ColumnTypes.typeOf(name)).isEqualTo(type);
    assertThat(ColumnTypes.typeOf(name.toLowerCase(Locale.ROOT))).isEqualTo(type);
    assertThat(ColumnTypes.typeOf(name.toUpperCase(Locale.ROOT))).isEqualTo(type);
  }
}
