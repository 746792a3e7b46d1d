package org.backlinks.render;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Chunk;
import org.jspecify.annotations.Nullable;

/** The referring domains of one chunk as payload objects, found by their DomainID. */
final class DomainRows {
  private final Map<Long, Integer> rows = new HashMap<>();
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
  private final Chunk.Column[] unknown;

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
    if (id != null) {
      for (int row = 0; row < chunk.rows(); row++) {
        if (id.has(row) && CellType.isNumber(id.text(), id.from(row), id.to(row))) {
          rows.putIfAbsent(CellType.number(id.text(), id.from(row), id.to(row)), row);
        }
      }
    }
  }

  /** Writes the domain with this id; false when it is not in this chunk. */
  boolean write(Fields fields, long wanted) throws IOException {
    return write(fields, wanted, 0);
  }

  /**
   * Writes the domain with this id, as upstream numbered it.
   *
   * @param base added to the id that is written
   */
  boolean write(Fields fields, long wanted, long base) throws IOException {
    Integer found = rows.get(wanted);
    if (found == null) {
      return false;
    }
    int row = found;
    fields.object(null);
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
    Binding.Topic.write(topics, fields, row);
    fields.extra(unknown, row);
    fields.close();
    return true;
  }
}
