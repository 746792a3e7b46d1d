package org.backlinks.html;

import org.jspecify.annotations.Nullable;

/** The people for whom a page is made. */
public sealed interface Audience {
  /**
   * A caller of the interface. The page has the report's id and cost, and links to other pages.
   *
   * @param pathPrefix the stage or base path with which the addresses on the page begin, or ""
   * @param tag the caller's own tag, or null
   * @param reused whether the request started no paid call
   */
  record Caller(String pathPrefix, @Nullable String tag, boolean reused) implements Audience {}

  /**
   * Anybody who has a link to the page. The page has no id, cursor, cost, tag or warning, and no
   * link into the interface.
   */
  record Public() implements Audience {}
}
