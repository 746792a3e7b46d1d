package org.backlinks.snapshot;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The types of upstream's known columns, by name in any case. Source: upstream's page of
 * GetTopBackLinks; -1 as unknown in four of them.
 */
public final class Columns {
  private static final Map<String, CellType> TYPES = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  static {
    all(
        CellType.NUMBER_OR_UNKNOWN,
        "ACRank",
        "AlexaRank",
        "DomainID",
        "LinksAvailableForRootDomain");
    all(
        CellType.NUMBER,
        "SourceOutDomainsExternal",
        "SourceOutLinksExternal",
        "SourceOutLinksInternal",
        "SourceLanguageConfidence",
        "TargetLanguageConfidence",
        "TargetCitationFlow",
        "TargetTrustFlow",
        "SourceCitationFlow",
        "SourceTrustFlow",
        "CitationFlow",
        "TrustFlow",
        "RefDomains",
        "ExtBackLinks",
        "IndexedURLs",
        "CrawledURLs");
    all(
        CellType.FLAG,
        "FlagRedirect",
        "FlagFrame",
        "FlagNoFollow",
        "FlagImages",
        "FlagDeleted",
        "FlagAltText",
        "FlagMention");
    all(
        CellType.DATE,
        "Date",
        "FirstIndexedDate",
        "LastSeenDate",
        "DateLost",
        "FirstCrawled",
        "LastSuccessfulCrawl");
  }

  private Columns() {}

  private static void all(CellType type, String... names) {
    for (String name : names) {
      TYPES.put(name, type);
    }
  }

  /** The type of a column; text for one that is not known. */
  public static CellType typeOf(String column) {
    CellType known = TYPES.get(column);
    if (known != null) {
      return known;
    }
    String lower = column.toLowerCase(Locale.ROOT);
    int value = lower.indexOf("topicaltrustflow_value_");
    return value >= 0 ? CellType.NUMBER : CellType.TEXT;
  }
}
