package org.backlinks.changes;

import org.backlinks.question.WireNamed;

/** Why a change has its kind. Of two constants for one kind, the later one proves less. */
public enum Evidence implements WireNamed {
  /** Upstream first saw the link after the earlier index was built. */
  FIRST_INDEXED("first-indexed"),
  /** The other list has a link with the same URLs, anchor text and type. */
  DOUBLE("double"),
  /** The earlier list was not complete. */
  WAS_UNLISTED("was-unlisted"),
  /** The later list says that the link is gone. */
  REPORTED("reported"),
  /** The later list is complete and does not have the link. */
  COMPLETE_LIST("complete-list"),
  /** The fresh index drops links that were not crawled for some months. */
  LEFT_INDEX("left-index"),
  /** The later list has as many rows as it can have. */
  BELOW_CUT("below-cut"),
  UNKNOWN("unknown");

  private final String wireName;

  Evidence(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
