package org.backlinks.render;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;

/** Field names of rows, encoded once. */
final class Names {
  static final SerializableString SCOPE = of("scope");
  static final SerializableString SOURCE = of("source");
  static final SerializableString TARGET = of("target");
  static final SerializableString URL = of("url");
  static final SerializableString TITLE = of("title");
  static final SerializableString LANGUAGE = of("language");
  static final SerializableString CODE = of("code");
  static final SerializableString NAME = of("name");
  static final SerializableString CONFIDENCE = of("confidence");
  static final SerializableString AC_RANK = of("acRank");
  static final SerializableString CITATION_FLOW = of("citationFlow");
  static final SerializableString TRUST_FLOW = of("trustFlow");
  static final SerializableString EXTERNAL_LINKS = of("externalLinks");
  static final SerializableString EXTERNAL_DOMAINS = of("externalDomains");
  static final SerializableString INTERNAL_LINKS = of("internalLinks");
  static final SerializableString INDIRECT = of("indirect");
  static final SerializableString TYPE = of("type");
  static final SerializableString SUB_TYPE = of("subType");
  static final SerializableString ANCHOR_TEXT = of("anchorText");
  static final SerializableString LINK = of("link");
  static final SerializableString FLAGS = of("flags");
  static final SerializableString REDIRECT = of("redirect");
  static final SerializableString FRAME = of("frame");
  static final SerializableString NOFOLLOW = of("nofollow");
  static final SerializableString IMAGE = of("image");
  static final SerializableString DELETED = of("deleted");
  static final SerializableString ALT_TEXT = of("altText");
  static final SerializableString MENTION = of("mention");
  static final SerializableString FIRST_INDEXED = of("firstIndexed");
  static final SerializableString LAST_SEEN = of("lastSeen");
  static final SerializableString CRAWLED = of("crawled");
  static final SerializableString LOST = of("lost");
  static final SerializableString ON = of("on");
  static final SerializableString REASON = of("reason");
  static final SerializableString DOMAIN = of("domain");
  static final SerializableString LINKS_AVAILABLE = of("linksAvailableForRootDomain");
  static final SerializableString ID = of("id");
  static final SerializableString ALEXA_RANK = of("alexaRank");
  static final SerializableString REF_DOMAINS = of("refDomains");
  static final SerializableString EXTERNAL_BACKLINKS = of("externalBacklinks");
  static final SerializableString INDEXED_URLS = of("indexedUrls");
  static final SerializableString CRAWLED_URLS = of("crawledUrls");
  static final SerializableString FIRST_CRAWLED = of("firstCrawled");
  static final SerializableString LAST_CRAWLED = of("lastCrawled");
  static final SerializableString IP = of("ip");
  static final SerializableString SUBNET = of("subnet");
  static final SerializableString COUNTRY = of("country");
  static final SerializableString TLD = of("tld");

  private Names() {}

  static SerializableString of(String name) {
    return new SerializedString(name);
  }
}
