package org.backlinks.local.majestic;

/**
 * What happened to one link of a series.
 *
 * @param build the first build of the index that shows it
 * @param sourceUrl the address of the source before the change
 * @param before the text before the change, or an empty string
 * @param after the text after the change, or an empty string
 */
public record SeriesChange(int build, Kind kind, String sourceUrl, String before, String after) {
  /** What changed. */
  public enum Kind {
    /** The link is new. */
    BORN,
    /** The link is in no later list. */
    LOST,
    /** Later lists have the link as deleted, if they have deleted links. */
    DELETED,
    /** The same source has another spelling: {@code www.} before its host. */
    MOVED,
    /** The link has {@code nofollow}. */
    NOFOLLOW,
    /** The link has another anchor text. */
    ANCHOR,
    /** The text became an image. */
    LINK_TYPE
  }
}
