package org.backlinks.entry;

import org.backlinks.render.PageFormat;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a caller accepts a page.
 *
 * @param embedded whether the page will be a JSON string inside a gateway's event
 * @param gzip whether the caller accepts gzip
 * @param pathPrefix the stage or base path with which the addresses on a page begin, or ""
 * @param ifNoneMatch the value of the header {@code If-None-Match}, or null
 */
record Representation(
    PageFormat format,
    boolean embedded,
    boolean gzip,
    String pathPrefix,
    @Nullable String ifNoneMatch) {
  /** The form for direct callers. */
  static final Representation DIRECT = new Representation(PageFormat.JSON, false, false, "", null);

  /** Returns the same form for a caller who always gets the page. */
  Representation withoutIfNoneMatch() {
    return new Representation(format, embedded, gzip, pathPrefix, null);
  }
}
