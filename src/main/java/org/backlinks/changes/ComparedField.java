package org.backlinks.changes;

import org.backlinks.question.WireNamed;
import org.backlinks.snapshot.LinkColumn;

/** A field whose change is reported. */
public enum ComparedField implements WireNamed {
  ANCHOR_TEXT(LinkColumn.ANCHOR_TEXT.path()),
  NOFOLLOW(LinkColumn.FLAG_NOFOLLOW.path()),
  REDIRECT(LinkColumn.FLAG_REDIRECT.path()),
  FRAME(LinkColumn.FLAG_FRAME.path()),
  IMAGE(LinkColumn.FLAG_IMAGE.path()),
  LINK_TYPE(LinkColumn.LINK_TYPE.path()),
  LINK_SUB_TYPE(LinkColumn.LINK_SUB_TYPE.path()),
  INDIRECT_TARGET("target.indirect"),
  /** Whether the link is dead. Only the change from dead to alive is one of this field. */
  LOST("lost");

  private final String wireName;

  ComparedField(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
