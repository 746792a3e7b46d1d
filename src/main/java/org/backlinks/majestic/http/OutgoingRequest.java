package org.backlinks.majestic.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP request. Each request is sent on its own connection.
 *
 * @param uri an http or https address with a host. {@link URI#getHost} may return null, for example
 *     for a name with an underscore.
 * @param headers the headers that not every request has, in order
 * @param body ASCII text; empty when there is none
 */
public record OutgoingRequest(String method, URI uri, Map<String, String> headers, String body) {
  private static final int DEFAULT_HTTP_PORT = 80;
  private static final int DEFAULT_HTTPS_PORT = 443;

  public OutgoingRequest {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  boolean isSecure() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /** Returns the host's name, or its address without brackets. */
  String host() {
    String authority = uri.getRawAuthority();
    int colon = authority.lastIndexOf(':');
    String host = colon > authority.indexOf(']') ? authority.substring(0, colon) : authority;
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    String authority = uri.getRawAuthority();
    int colon = authority.lastIndexOf(':');
    String port = colon > authority.indexOf(']') ? authority.substring(colon + 1) : "";
    return port.isEmpty()
        ? (isSecure() ? DEFAULT_HTTPS_PORT : DEFAULT_HTTP_PORT)
        : Integer.parseInt(port);
  }

  /** Returns the bytes of the whole request. */
  byte[] toBytes() {
    StringBuilder head = new StringBuilder(512);
    head.append(method).append(' ').append(requestTarget()).append(" HTTP/1.1\r\n");
    appendField(head, "Host", uri.getRawAuthority());
    appendField(head, "User-Agent", "Backlinks");
    appendField(head, "Accept", "*/*");
    appendField(head, "Connection", "close");
    headers.forEach((name, value) -> appendField(head, name, value));
    if (!body.isEmpty()) {
      appendField(head, "Content-Length", Integer.toString(body.length()));
    }
    return head.append("\r\n").append(body).toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private String requestTarget() {
    String path = uri.getRawPath();
    String query = uri.getRawQuery();
    return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
  }

  private static void appendField(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** Leaves out the body, because it holds the key. */
  @Override
  public String toString() {
    return method + " " + uri;
  }
}
