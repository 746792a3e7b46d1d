package org.backlinks.entry;

import org.backlinks.render.Format;
import org.jspecify.annotations.Nullable;

/**
 * In which form a caller takes a page.
 *
 * @param escaped whether it will stand inside a gateway's answer
 * @param gzip whether it may be packed
 * @param unless entity tags of pages that the caller has already, or null
 */
record Wish(Format format, boolean escaped, boolean gzip, @Nullable String unless) {
  /** What another Lambda takes. */
  static final Wish DIRECT = new Wish(Format.JSON, false, false, null);
}
