package org.backlinks.snapshot;

import static org.backlinks.snapshot.CellType.DATE;
import static org.backlinks.snapshot.CellType.FLAG;
import static org.backlinks.snapshot.CellType.NUMBER;
import static org.backlinks.snapshot.CellType.NUMBER_OR_UNKNOWN;
import static org.backlinks.snapshot.CellType.TEXT;

/**
 * The known columns of a list of links, in payload order. Source: upstream's documentation of
 * {@code GetTopBackLinks}. A new column is one line here; its field also needs a line in
 * openapi.json.
 */
public enum LinkColumn implements KnownColumn {
  SOURCE_URL("SourceURL", TEXT, "source.url"),
  SOURCE_TITLE("SourceTitle", TEXT, "source.title"),
  SOURCE_LANGUAGE("SourceLanguage", TEXT, "source.language.code"),
  SOURCE_LANGUAGE_NAME("SourceLanguageDesc", TEXT, "source.language.name"),
  SOURCE_LANGUAGE_CONFIDENCE(
      "SourceLanguageConfidence", NUMBER, "source.language.confidence", Role.DETAIL),
  AC_RANK("ACRank", NUMBER_OR_UNKNOWN, "source.acRank"),
  SOURCE_CITATION_FLOW("SourceCitationFlow", NUMBER, "source.citationFlow"),
  SOURCE_TRUST_FLOW("SourceTrustFlow", NUMBER, "source.trustFlow"),
  SOURCE_TOPICS("SourceTopicalTrustFlow", NUMBER, "source.topics", Role.TOPICS),
  EXTERNAL_LINKS("SourceOutLinksExternal", NUMBER, "source.externalLinks"),
  EXTERNAL_DOMAINS("SourceOutDomainsExternal", NUMBER, "source.externalDomains"),
  INTERNAL_LINKS("SourceOutLinksInternal", NUMBER, "source.internalLinks"),
  TARGET_URL("TargetURL", TEXT, "target.url"),
  TARGET_TITLE("TargetTitle", TEXT, "target.title"),
  TARGET_LANGUAGE("TargetLanguage", TEXT, "target.language.code"),
  TARGET_LANGUAGE_NAME("TargetLanguageDesc", TEXT, "target.language.name"),
  TARGET_LANGUAGE_CONFIDENCE(
      "TargetLanguageConfidence", NUMBER, "target.language.confidence", Role.DETAIL),
  TARGET_CITATION_FLOW("TargetCitationFlow", NUMBER, "target.citationFlow"),
  TARGET_TRUST_FLOW("TargetTrustFlow", NUMBER, "target.trustFlow"),
  TARGET_TOPICS("TargetTopicalTrustFlow", NUMBER, "target.topics", Role.TOPICS),
  INDIRECT_TARGET_URL("IndirectTargetURL", TEXT, "target.indirect.url"),
  INDIRECT_TARGET_TYPE("IndirectTargetType", TEXT, "target.indirect.type"),
  ANCHOR_TEXT("AnchorText", TEXT, "anchorText"),
  LINK_TYPE("LinkType", TEXT, "link.type"),
  LINK_SUB_TYPE("LinkSubType", TEXT, "link.subType"),
  FLAG_REDIRECT("FlagRedirect", FLAG, "flags.redirect"),
  FLAG_FRAME("FlagFrame", FLAG, "flags.frame"),
  FLAG_NOFOLLOW("FlagNoFollow", FLAG, "flags.nofollow"),
  FLAG_IMAGE("FlagImages", FLAG, "flags.image"),
  FLAG_DELETED("FlagDeleted", FLAG, "flags.deleted"),
  FLAG_ALT_TEXT("FlagAltText", FLAG, "flags.altText"),
  FLAG_MENTION("FlagMention", FLAG, "flags.mention"),
  FIRST_INDEXED("FirstIndexedDate", DATE, "firstIndexed"),
  LAST_SEEN("LastSeenDate", DATE, "lastSeen"),
  CRAWLED("Date", DATE, "crawled"),
  LOST_ON("DateLost", DATE, "lost.on"),
  LOST_REASON("ReasonLost", TEXT, "lost.reason"),
  DOMAIN(KnownColumn.DOMAIN_ID, NUMBER_OR_UNKNOWN, "domain", Role.DOMAIN_ID),
  LINKS_AVAILABLE("LinksAvailableForRootDomain", NUMBER_OR_UNKNOWN, "linksAvailableForRootDomain");

  private final String upstreamName;
  private final CellType type;
  private final String path;
  private final Role role;

  LinkColumn(String upstreamName, CellType type, String path) {
    this(upstreamName, type, path, Role.VALUE);
  }

  LinkColumn(String upstreamName, CellType type, String path, Role role) {
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
