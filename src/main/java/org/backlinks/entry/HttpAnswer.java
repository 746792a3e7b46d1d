package org.backlinks.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.backlinks.render.Buffer;
import org.jspecify.annotations.Nullable;

/** An answer for a gateway. */
record HttpAnswer(int status, Map<String, String> headers, @Nullable Buffer body) {

  static HttpAnswer json(int status, Buffer body) {
    return typed(status, "application/json", body);
  }

  static HttpAnswer problem(int status, Buffer body) {
    return typed(status, "application/problem+json", body);
  }

  static HttpAnswer empty(int status) {
    return new HttpAnswer(status, new LinkedHashMap<>(), null);
  }

  private static HttpAnswer typed(int status, String type, Buffer body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", type);
    headers.put("Cache-Control", "private");
    headers.put("Vary", "Accept, Accept-Encoding");
    return new HttpAnswer(status, headers, body);
  }

  HttpAnswer with(String name, String value) {
    headers.put(name, value);
    return this;
  }
}
