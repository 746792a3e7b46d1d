package org.backlinks.entry;

import org.backlinks.render.PageFormat;
import org.backlinks.render.RenderedPage;

/** Makes the HTTP responses with pages of rows or changes. */
final class PageResponses {
  private PageResponses() {}

  /**
   * Returns the response with a page, and with a link to the next page if there is one.
   *
   * @param path the path of the pages and the start of their query, to which parameters are added
   * @param limit the maximum number of rows or changes on the next page
   */
  static HttpResponse of(
      RenderedPage payload, PageFormat format, String entityTag, String path, int limit) {
    HttpResponse response =
        HttpResponse.page(200, format, payload.body()).withHeader("ETag", entityTag);
    String cursor = payload.nextCursor();
    if (cursor == null) {
      return response;
    }
    String variant = format.csvVariant();
    return response.withHeader(
        "Link",
        "<%scursor=%s&limit=%d%s>; rel=\"next\""
            .formatted(path, cursor, limit, variant == null ? "" : "&csv=" + variant));
  }
}
