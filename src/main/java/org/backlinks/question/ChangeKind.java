package org.backlinks.question;

/** What happened to a link or a domain. Changes are listed in this order. */
public enum ChangeKind implements WireNamed {
  /** Only the later list has it, and upstream first saw it after the earlier index was built. */
  NEW("new"),
  /** Only the later list has it, but it may have existed before. */
  APPEARED("appeared"),
  LOST("lost"),
  /** Only the earlier list has it, but it may still exist. */
  UNLISTED("unlisted"),
  CHANGED("changed"),
  /** The same link in another spelling of its URLs. */
  MOVED("moved");

  private final String wireName;

  ChangeKind(String wireName) {
    this.wireName = wireName;
  }

  /** Returns whether it is a change of links only, and never one of referring domains. */
  public boolean isOfLinksOnly() {
    return this == CHANGED || this == MOVED;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
