package org.backlinks.snapshot;

import static org.backlinks.snapshot.CellType.DATE;
import static org.backlinks.snapshot.CellType.NUMBER;
import static org.backlinks.snapshot.CellType.NUMBER_OR_UNKNOWN;
import static org.backlinks.snapshot.CellType.TEXT;

/**
 * The known columns of the referring domains, in payload order. Source: upstream's documentation of
 * {@code GetTopBackLinks} with {@code ShowDomainInfo}. A new column is one line here; its field
 * also needs a line in openapi.json.
 */
public enum DomainColumn implements KnownColumn {
  ID(KnownColumn.DOMAIN_ID, NUMBER_OR_UNKNOWN, "id", Role.DOMAIN_ID),
  NAME("Domain", TEXT, "name"),
  ALEXA_RANK("AlexaRank", NUMBER_OR_UNKNOWN, "alexaRank"),
  REF_DOMAINS("RefDomains", NUMBER, "refDomains"),
  EXTERNAL_BACKLINKS("ExtBackLinks", NUMBER, "externalBacklinks"),
  INDEXED_URLS("IndexedURLs", NUMBER, "indexedUrls"),
  CRAWLED_URLS("CrawledURLs", NUMBER, "crawledUrls"),
  FIRST_CRAWLED("FirstCrawled", DATE, "firstCrawled"),
  LAST_CRAWLED("LastSuccessfulCrawl", DATE, "lastCrawled"),
  IP("IP", TEXT, "ip"),
  SUBNET("SubNet", TEXT, "subnet"),
  COUNTRY("CountryCode", TEXT, "country"),
  TLD("TLD", TEXT, "tld"),
  CITATION_FLOW("CitationFlow", NUMBER, "citationFlow"),
  TRUST_FLOW("TrustFlow", NUMBER, "trustFlow"),
  TOPICS("TopicalTrustFlow", NUMBER, "topics", Role.TOPICS);

  private final String upstreamName;
  private final CellType type;
  private final String path;
  private final Role role;

  DomainColumn(String upstreamName, CellType type, String path) {
    this(upstreamName, type, path, Role.VALUE);
  }

  DomainColumn(String upstreamName, CellType type, String path, Role role) {
    this.upstreamName = upstreamName;
    this.type = type;
    this.path = path;
    this.role = role;
  }

  @Override
  public String upstreamName() {
    return upstreamName;
  }

  @Override
  public CellType type() {
    return type;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Role role() {
    return role;
  }
}
