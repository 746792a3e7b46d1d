package org.backlinks.render;

/** Field names of rows. */
final class Names {
  static final Name SCOPE = Name.of("scope");
  static final Name SOURCE = Name.of("source");
  static final Name TARGET = Name.of("target");
  static final Name URL = Name.of("url");
  static final Name TITLE = Name.of("title");
  static final Name LANGUAGE = Name.of("language");
  static final Name CODE = Name.of("code");
  static final Name NAME = Name.of("name");
  static final Name CONFIDENCE = Name.of("confidence");
  static final Name AC_RANK = Name.of("acRank");
  static final Name CITATION_FLOW = Name.of("citationFlow");
  static final Name TRUST_FLOW = Name.of("trustFlow");
  static final Name EXTERNAL_LINKS = Name.of("externalLinks");
  static final Name EXTERNAL_DOMAINS = Name.of("externalDomains");
  static final Name INTERNAL_LINKS = Name.of("internalLinks");
  static final Name INDIRECT = Name.of("indirect");
  static final Name TYPE = Name.of("type");
  static final Name SUB_TYPE = Name.of("subType");
  static final Name ANCHOR_TEXT = Name.of("anchorText");
  static final Name LINK = Name.of("link");
  static final Name FLAGS = Name.of("flags");
  static final Name REDIRECT = Name.of("redirect");
  static final Name FRAME = Name.of("frame");
  static final Name NOFOLLOW = Name.of("nofollow");
  static final Name IMAGE = Name.of("image");
  static final Name DELETED = Name.of("deleted");
  static final Name ALT_TEXT = Name.of("altText");
  static final Name MENTION = Name.of("mention");
  static final Name FIRST_INDEXED = Name.of("firstIndexed");
  static final Name LAST_SEEN = Name.of("lastSeen");
  static final Name CRAWLED = Name.of("crawled");
  static final Name LOST = Name.of("lost");
  static final Name ON = Name.of("on");
  static final Name REASON = Name.of("reason");
  static final Name DOMAIN = Name.of("domain");
  static final Name LINKS_AVAILABLE = Name.of("linksAvailableForRootDomain");
  static final Name ID = Name.of("id");
  static final Name ALEXA_RANK = Name.of("alexaRank");
  static final Name REF_DOMAINS = Name.of("refDomains");
  static final Name EXTERNAL_BACKLINKS = Name.of("externalBacklinks");
  static final Name INDEXED_URLS = Name.of("indexedUrls");
  static final Name CRAWLED_URLS = Name.of("crawledUrls");
  static final Name FIRST_CRAWLED = Name.of("firstCrawled");
  static final Name LAST_CRAWLED = Name.of("lastCrawled");
  static final Name IP = Name.of("ip");
  static final Name SUBNET = Name.of("subnet");
  static final Name COUNTRY = Name.of("country");
  static final Name TLD = Name.of("tld");
  static final Name TOPICS = Name.of("topics");
  static final Name EXTRA = Name.of("extra");

  private Names() {}
}
