package org.backlinks.question;

/** The upstream command that answers. {@link #AUTO} lets the settings decide. */
public enum Command implements WireNamed {
  AUTO("auto"),
  GET_TOP_BACK_LINKS("GetTopBackLinks"),
  GET_BACK_LINK_DATA("GetBackLinkData");

  private final String wireName;

  Command(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
