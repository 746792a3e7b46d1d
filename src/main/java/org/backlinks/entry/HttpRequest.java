package org.backlinks.entry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request from either kind of API Gateway.
 *
 * @param method in upper case
 * @param path the path without prefix and without a slash at its end; it begins with {@code /v1/}
 *     if it belongs to a route
 * @param pathPrefix the stage or base path before the path: "" or "/…". Links in the response begin
 *     with it
 * @param queryParameters all values of each parameter, decoded and in their order
 * @param headers by lower-case name. Several values of a header are joined by commas
 * @param canReturnBinary whether the gateway can return a body that is not text
 */
record HttpRequest(
    String method,
    String path,
    String pathPrefix,
    Map<String, List<String>> queryParameters,
    Map<String, String> headers,
    RequestBody body,
    boolean canReturnBinary) {

  HttpRequest {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    queryParameters.forEach((name, values) -> parameters.put(name, List.copyOf(values)));
    queryParameters = Collections.unmodifiableMap(parameters);
    headers = Map.copyOf(headers);
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** Returns whether the method only reads. */
  boolean isGetOrHead() {
    return method.equals("GET") || isHead();
  }

  @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }
}
