package org.backlinks.local.majestic;

import java.util.List;

/** The columns of the two tables in the order of Majestic's sample. */
final class FakeColumns {
  /** The 41 columns of a link table. */
  static final List<String> LINK_COLUMNS =
      List.of(
          "SourceURL",
          "ACRank",
          "AnchorText",
          "Date",
          "SourceTitle",
          "SourceOutDomainsExternal",
          "SourceOutLinksExternal",
          "SourceOutLinksInternal",
          "SourceLanguage",
          "SourceLanguageDesc",
          "SourceLanguageConfidence",
          "FlagRedirect",
          "FlagFrame",
          "FlagNoFollow",
          "FlagImages",
          "FlagDeleted",
          "FlagAltText",
          "FlagMention",
          "TargetURL",
          "IndirectTargetURL",
          "IndirectTargetType",
          "TargetTitle",
          "TargetLanguage",
          "TargetLanguageDesc",
          "TargetLanguageConfidence",
          "LinksAvailableForRootDomain",
          "DomainID",
          "FirstIndexedDate",
          "LastSeenDate",
          "DateLost",
          "ReasonLost",
          "LinkType",
          "LinkSubType",
          "TargetCitationFlow",
          "TargetTrustFlow",
          "TargetTopicalTrustFlow_Topic_0",
          "TargetTopicalTrustFlow_Value_0",
          "SourceCitationFlow",
          "SourceTrustFlow",
          "SourceTopicalTrustFlow_Topic_0",
          "SourceTopicalTrustFlow_Value_0");

  /** The 35 columns of the table of referring domains. */
  static final List<String> DOMAIN_COLUMNS =
      List.of(
          "DomainID",
          "Domain",
          "AlexaRank",
          "RefDomains",
          "ExtBackLinks",
          "IndexedURLs",
          "CrawledURLs",
          "FirstCrawled",
          "LastSuccessfulCrawl",
          "IP",
          "SubNet",
          "CountryCode",
          "TLD",
          "CitationFlow",
          "TrustFlow",
          "TopicalTrustFlow_Topic_0",
          "TopicalTrustFlow_Value_0",
          "TopicalTrustFlow_Topic_1",
          "TopicalTrustFlow_Value_1",
          "TopicalTrustFlow_Topic_2",
          "TopicalTrustFlow_Value_2",
          "TopicalTrustFlow_Topic_3",
          "TopicalTrustFlow_Value_3",
          "TopicalTrustFlow_Topic_4",
          "TopicalTrustFlow_Value_4",
          "TopicalTrustFlow_Topic_5",
          "TopicalTrustFlow_Value_5",
          "TopicalTrustFlow_Topic_6",
          "TopicalTrustFlow_Value_6",
          "TopicalTrustFlow_Topic_7",
          "TopicalTrustFlow_Value_7",
          "TopicalTrustFlow_Topic_8",
          "TopicalTrustFlow_Value_8",
          "TopicalTrustFlow_Topic_9",
          "TopicalTrustFlow_Value_9");

  private FakeColumns() {}
}
