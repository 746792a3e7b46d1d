package org.backlinks.entry;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.backlinks.html.PageStyle;
import org.backlinks.render.PageFormat;
import org.backlinks.render.ResponseBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response.
 *
 * @param headers in the order in which they are written
 * @param body the body, or null. A response that is made from another one takes over its body. The
 *     body is released when the last of these responses is written
 * @param isBase64 whether the body is binary. The gateway then receives it as base64
 */
record HttpResponse(
    int status, Map<String, String> headers, @Nullable ResponseBuffer body, boolean isBase64) {

  HttpResponse {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  static HttpResponse page(int status, PageFormat format, ResponseBuffer body) {
    return format == PageFormat.HTML
        ? html(status, body)
        : ofType(status, format.contentType(), body);
  }

  /** Returns the response with a page for people. A browser loads and runs nothing from it. */
  static HttpResponse html(int status, ResponseBuffer body) {
    return ofType(status, PageFormat.HTML.contentType(), body)
        .withHeader("Content-Security-Policy", PageStyle.contentSecurityPolicy())
        .withHeader("Referrer-Policy", "no-referrer");
  }

  static HttpResponse json(int status, ResponseBuffer body) {
    return page(status, PageFormat.JSON, body);
  }

  static HttpResponse problem(int status, ResponseBuffer body) {
    return ofType(status, "application/problem+json", body);
  }

  static HttpResponse empty(int status) {
    return new HttpResponse(status, Map.of(), null, false);
  }

  /** Returns the response to a caller who already has the page with this entity tag. */
  static HttpResponse notModified(String entityTag) {
    return empty(304).withNegotiationHeaders().withHeader("ETag", entityTag);
  }

  private static HttpResponse ofType(int status, String contentType, ResponseBuffer body) {
    return new HttpResponse(status, Map.of("Content-Type", contentType), body, false)
        .withNegotiationHeaders();
  }

  private HttpResponse withNegotiationHeaders() {
    return withHeader("Cache-Control", "private").withHeader("Vary", "Accept, Accept-Encoding");
  }

  /** Returns this response with a new header, or with another value of a header. */
  HttpResponse withHeader(String name, String value) {
    Map<String, String> newHeaders = new LinkedHashMap<>(headers);
    newHeaders.put(name, value);
    return new HttpResponse(status, newHeaders, body, isBase64);
  }

  /**
   * Returns the response to the same request with method HEAD: all headers and no body. Releases
   * the body of this response.
   */
  HttpResponse withoutBody() {
    if (body != null) {
      body.close();
    }
    return new HttpResponse(status, headers, null, false);
  }

  /**
   * Returns this response with a compressed body if that makes the gateway's event smaller. In that
   * case, releases the body of this response.
   */
  HttpResponse withGzipIfSmaller() throws IOException {
    if (body == null || body.size() < FastGzipOutputStream.MIN_BODY_BYTES) {
      return this;
    }
    ResponseBuffer compressed = FastGzipOutputStream.compress(body);
    // base64 encodes three bytes as four characters
    if (compressed.size() / 3 * 4 >= body.escapedSize()) {
      compressed.close();
      return this;
    }
    body.close();
    return new HttpResponse(status, headers, compressed, true)
        .withHeader("Content-Encoding", "gzip");
  }
}
