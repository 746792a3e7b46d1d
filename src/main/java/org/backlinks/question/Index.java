package org.backlinks.question;

/** One of upstream's two indexes. */
public enum Index implements WireNamed {
  HISTORIC("historic"),
  FRESH("fresh");

  private final String wireName;

  Index(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
