package org.backlinks.render;

import java.util.List;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Chunk;
import org.jspecify.annotations.Nullable;

/** The referring domains of one chunk, and the order of their fields. */
final class DomainRows {
  private final Chunk.@Nullable Column id;
  private final Chunk.@Nullable Column name;
  private final Chunk.@Nullable Column alexaRank;
  private final Chunk.@Nullable Column refDomains;
  private final Chunk.@Nullable Column externalBacklinks;
  private final Chunk.@Nullable Column indexedUrls;
  private final Chunk.@Nullable Column crawledUrls;
  private final Chunk.@Nullable Column firstCrawled;
  private final Chunk.@Nullable Column lastCrawled;
  private final Chunk.@Nullable Column ip;
  private final Chunk.@Nullable Column subnet;
  private final Chunk.@Nullable Column country;
  private final Chunk.@Nullable Column tld;
  private final Chunk.@Nullable Column citationFlow;
  private final Chunk.@Nullable Column trustFlow;
  private final List<Binding.Topic> topics;
  private final List<Binding.Unknown> unknown;

  DomainRows(Chunk chunk) {
    Binding columns = new Binding(chunk);
    this.id = columns.column("DomainID");
    this.name = columns.column("Domain");
    this.alexaRank = columns.column("AlexaRank");
    this.refDomains = columns.column("RefDomains");
    this.externalBacklinks = columns.column("ExtBackLinks");
    this.indexedUrls = columns.column("IndexedURLs");
    this.crawledUrls = columns.column("CrawledURLs");
    this.firstCrawled = columns.column("FirstCrawled");
    this.lastCrawled = columns.column("LastSuccessfulCrawl");
    this.ip = columns.column("IP");
    this.subnet = columns.column("SubNet");
    this.country = columns.column("CountryCode");
    this.tld = columns.column("TLD");
    this.citationFlow = columns.column("CitationFlow");
    this.trustFlow = columns.column("TrustFlow");
    this.topics = columns.topics("");
    this.unknown = columns.unknown();
  }

  /** The row's DomainID, or -1 when there is none. */
  long id(int row) {
    return id != null && id.has(row) && CellType.isNumber(id.text(), id.from(row), id.to(row))
        ? CellType.number(id.text(), id.from(row), id.to(row))
        : -1;
  }

  /** Writes a row; {@code base} is added to its DomainID. */
  void write(Fields fields, int row, long base) {
    fields.startRow();
    fields.known(Names.ID, id, row, base);
    fields.text(Names.NAME, name, row);
    fields.known(Names.ALEXA_RANK, alexaRank, row);
    fields.number(Names.REF_DOMAINS, refDomains, row);
    fields.number(Names.EXTERNAL_BACKLINKS, externalBacklinks, row);
    fields.number(Names.INDEXED_URLS, indexedUrls, row);
    fields.number(Names.CRAWLED_URLS, crawledUrls, row);
    fields.date(Names.FIRST_CRAWLED, firstCrawled, row);
    fields.date(Names.LAST_CRAWLED, lastCrawled, row);
    fields.text(Names.IP, ip, row);
    fields.text(Names.SUBNET, subnet, row);
    fields.text(Names.COUNTRY, country, row);
    fields.text(Names.TLD, tld, row);
    fields.number(Names.CITATION_FLOW, citationFlow, row);
    fields.number(Names.TRUST_FLOW, trustFlow, row);
    fields.topics(topics, row);
    fields.extra(unknown, row);
    fields.endRow();
  }
}
