package org.backlinks.question;

/** The pages to which the links of a list point. The order is the order of lists in payloads. */
public enum Scope implements WireNamed {
  URL("url"),
  SUBDOMAIN("subdomain"),
  ROOT_DOMAIN("rootDomain");

  private final String wireName;

  Scope(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
