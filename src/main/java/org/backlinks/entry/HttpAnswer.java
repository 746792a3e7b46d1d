package org.backlinks.entry;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.backlinks.render.Buffer;
import org.backlinks.render.Format;
import org.jspecify.annotations.Nullable;

/**
 * An answer for a gateway.
 *
 * @param base64 whether the body is no text, so that the gateway must be given base64
 */
record HttpAnswer(int status, Map<String, String> headers, @Nullable Buffer body, boolean base64) {

  static HttpAnswer page(int status, Format format, Buffer body) {
    return typed(status, format.contentType(), body);
  }

  static HttpAnswer json(int status, Buffer body) {
    return page(status, Format.JSON, body);
  }

  static HttpAnswer problem(int status, Buffer body) {
    return typed(status, "application/problem+json", body);
  }

  static HttpAnswer empty(int status) {
    return new HttpAnswer(status, new LinkedHashMap<>(), null, false);
  }

  /** The caller has the page already. */
  static HttpAnswer notModified() {
    return empty(304).chosen();
  }

  private static HttpAnswer typed(int status, String type, Buffer body) {
    return new HttpAnswer(status, new LinkedHashMap<>(), body, false)
        .with("Content-Type", type)
        .chosen();
  }

  private HttpAnswer chosen() {
    return with("Cache-Control", "private").with("Vary", "Accept, Accept-Encoding");
  }

  HttpAnswer with(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** The same answer packed, where that makes it smaller. */
  HttpAnswer packed() throws IOException {
    if (body == null || body.size() < Gzip.SMALLEST) {
      return this;
    }
    Buffer packed = Gzip.packed(body);
    if (packed.size() / 3 * 4 >= body.escapedSize()) {
      packed.release();
      return this;
    }
    body.release();
    return new HttpAnswer(status, headers, packed, true).with("Content-Encoding", "gzip");
  }
}
