package org.backlinks.render;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Chunk;
import org.jspecify.annotations.Nullable;

/** The link rows of one chunk, and the order of their fields in every format. */
final class LinkRows {
  private final byte[] scope;
  private final long domainBase;
  private final Page source;
  private final Page target;
  private final Chunk.@Nullable Column acRank;
  private final Chunk.@Nullable Column externalLinks;
  private final Chunk.@Nullable Column externalDomains;
  private final Chunk.@Nullable Column internalLinks;
  private final Chunk.@Nullable Column indirectUrl;
  private final Chunk.@Nullable Column indirectType;
  private final Chunk.@Nullable Column anchorText;
  private final Chunk.@Nullable Column linkType;
  private final Chunk.@Nullable Column linkSubType;
  private final Chunk.@Nullable Column redirect;
  private final Chunk.@Nullable Column frame;
  private final Chunk.@Nullable Column nofollow;
  private final Chunk.@Nullable Column image;
  private final Chunk.@Nullable Column deleted;
  private final Chunk.@Nullable Column altText;
  private final Chunk.@Nullable Column mention;
  private final Chunk.@Nullable Column firstIndexed;
  private final Chunk.@Nullable Column lastSeen;
  private final Chunk.@Nullable Column crawled;
  private final Chunk.@Nullable Column lostOn;
  private final Chunk.@Nullable Column lostReason;
  private final Chunk.@Nullable Column domain;
  private final Chunk.@Nullable Column linksAvailable;
  private final List<Binding.Unknown> unknown;

  LinkRows(Chunk chunk, String scope) {
    this(chunk, scope, 0);
  }

  /**
   * Rows of one of several answers.
   *
   * @param domainBase added to the DomainIDs
   */
  LinkRows(Chunk chunk, String scope, long domainBase) {
    this.domainBase = domainBase;
    Binding columns = new Binding(chunk);
    this.scope = scope.getBytes(StandardCharsets.UTF_8);
    this.source = new Page(columns, "Source", "SourceURL");
    this.target = new Page(columns, "Target", "TargetURL");
    this.acRank = columns.column("ACRank");
    this.externalLinks = columns.column("SourceOutLinksExternal");
    this.externalDomains = columns.column("SourceOutDomainsExternal");
    this.internalLinks = columns.column("SourceOutLinksInternal");
    this.indirectUrl = columns.column("IndirectTargetURL");
    this.indirectType = columns.column("IndirectTargetType");
    this.anchorText = columns.column("AnchorText");
    this.linkType = columns.column("LinkType");
    this.linkSubType = columns.column("LinkSubType");
    this.redirect = columns.column("FlagRedirect");
    this.frame = columns.column("FlagFrame");
    this.nofollow = columns.column("FlagNoFollow");
    this.image = columns.column("FlagImages");
    this.deleted = columns.column("FlagDeleted");
    this.altText = columns.column("FlagAltText");
    this.mention = columns.column("FlagMention");
    this.firstIndexed = columns.column("FirstIndexedDate");
    this.lastSeen = columns.column("LastSeenDate");
    this.crawled = columns.column("Date");
    this.lostOn = columns.column("DateLost");
    this.lostReason = columns.column("ReasonLost");
    this.domain = columns.column("DomainID");
    this.linksAvailable = columns.column("LinksAvailableForRootDomain");
    this.unknown = columns.unknown();
  }

  /** The row's DomainID with the base added, or -1 when there is none. */
  long domain(int row) {
    if (domain == null
        || !domain.has(row)
        || !CellType.isNumber(domain.text(), domain.from(row), domain.to(row))) {
      return -1;
    }
    long id = CellType.number(domain.text(), domain.from(row), domain.to(row));
    return id < 0 ? -1 : id + domainBase;
  }

  void write(Fields fields, int row) {
    fields.startRow();
    fields.constant(Names.SCOPE, scope);

    fields.object(Names.SOURCE);
    source.writeHead(fields, row);
    fields.known(Names.AC_RANK, acRank, row);
    source.writeFlows(fields, row);
    fields.number(Names.EXTERNAL_LINKS, externalLinks, row);
    fields.number(Names.EXTERNAL_DOMAINS, externalDomains, row);
    fields.number(Names.INTERNAL_LINKS, internalLinks, row);
    fields.close();

    fields.object(Names.TARGET);
    target.writeHead(fields, row);
    target.writeFlows(fields, row);
    fields.object(Names.INDIRECT);
    fields.text(Names.URL, indirectUrl, row);
    fields.text(Names.TYPE, indirectType, row);
    fields.close();
    fields.close();

    fields.text(Names.ANCHOR_TEXT, anchorText, row);
    fields.object(Names.LINK);
    fields.text(Names.TYPE, linkType, row);
    fields.text(Names.SUB_TYPE, linkSubType, row);
    fields.close();

    fields.object(Names.FLAGS);
    fields.flag(Names.REDIRECT, redirect, row);
    fields.flag(Names.FRAME, frame, row);
    fields.flag(Names.NOFOLLOW, nofollow, row);
    fields.flag(Names.IMAGE, image, row);
    fields.flag(Names.DELETED, deleted, row);
    fields.flag(Names.ALT_TEXT, altText, row);
    fields.flag(Names.MENTION, mention, row);
    fields.close();

    fields.date(Names.FIRST_INDEXED, firstIndexed, row);
    fields.date(Names.LAST_SEEN, lastSeen, row);
    fields.date(Names.CRAWLED, crawled, row);
    fields.object(Names.LOST);
    fields.date(Names.ON, lostOn, row);
    fields.text(Names.REASON, lostReason, row);
    fields.close();

    fields.known(Names.DOMAIN, domain, row, domainBase);
    fields.known(Names.LINKS_AVAILABLE, linksAvailable, row);
    fields.extra(unknown, row);
    fields.endRow();
  }

  /** What upstream says of both ends of a link in the same way. */
  private static final class Page {
    private final Chunk.@Nullable Column url;
    private final Chunk.@Nullable Column title;
    private final Chunk.@Nullable Column code;
    private final Chunk.@Nullable Column name;
    private final Chunk.@Nullable Column confidence;
    private final Chunk.@Nullable Column citationFlow;
    private final Chunk.@Nullable Column trustFlow;
    private final List<Binding.Topic> topics;

    Page(Binding columns, String prefix, String urlColumn) {
      this.url = columns.column(urlColumn);
      this.title = columns.column(prefix + "Title");
      this.code = columns.column(prefix + "Language");
      this.name = columns.column(prefix + "LanguageDesc");
      this.confidence = columns.column(prefix + "LanguageConfidence");
      this.citationFlow = columns.column(prefix + "CitationFlow");
      this.trustFlow = columns.column(prefix + "TrustFlow");
      this.topics = columns.topics(prefix);
    }

    void writeHead(Fields fields, int row) {
      fields.text(Names.URL, url, row);
      fields.text(Names.TITLE, title, row);
      fields.object(Names.LANGUAGE);
      fields.text(Names.CODE, code, row);
      fields.text(Names.NAME, name, row);
      if (has(code, row) || has(name, row)) {
        fields.number(Names.CONFIDENCE, confidence, row);
      } else {
        fields.passOver(Names.CONFIDENCE, confidence, row, CellType.NUMBER);
      }
      fields.close();
    }

    void writeFlows(Fields fields, int row) {
      fields.number(Names.CITATION_FLOW, citationFlow, row);
      fields.number(Names.TRUST_FLOW, trustFlow, row);
      fields.topics(topics, row);
    }

    private static boolean has(Chunk.@Nullable Column column, int row) {
      return column != null && column.has(row);
    }
  }
}
