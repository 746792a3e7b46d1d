package org.backlinks.local;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An HTTP request that the gateway received. Path and query are percent-encoded.
 *
 * @param query the query string, empty when the request has none
 */
record GatewayRequest(
    String requestId,
    Instant time,
    String method,
    String path,
    String query,
    List<Header> headers,
    byte[] body,
    String sourceIp) {
  private static final DateTimeFormatter COMMON_LOG_FORMAT =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Set<String> TEXT_TYPES =
      Set.of("application/json", "application/javascript", "application/xml");

  String commonLogTime() {
    return COMMON_LOG_FORMAT.format(time);
  }

  /** Returns the last value of the header, or an empty string. */
  String header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .reduce("", (_, last) -> last);
  }

  GatewayRequest withPath(String newPath) {
    return new GatewayRequest(requestId, time, method, newPath, query, headers, body, sourceIp);
  }

  /** Returns the values of the headers by name. */
  Map<String, List<String>> headersGroupedBy(UnaryOperator<String> name) {
    Map<String, List<String>> valuesByName = new LinkedHashMap<>();
    headers.forEach(header ->
        valuesByName
            .computeIfAbsent(name.apply(header.name()), _ -> new ArrayList<>())
            .add(header.value()));
    return valuesByName;
  }

  /** Returns the decoded query parameters. */
  Map<String, List<String>> queryParameters() {
    Map<String, List<String>> valuesByName = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        valuesByName.computeIfAbsent(decode(name), _ -> new ArrayList<>()).add(decode(value));
      }
    }
    return valuesByName;
  }

  /** Returns whether the gateway passes the body as text. It passes other bodies as base64. */
  boolean hasTextBody() {
    String type = header("content-type").split(";")[0].strip().toLowerCase(Locale.ROOT);
    return header("content-encoding").isEmpty()
        && (type.startsWith("text/") || TEXT_TYPES.contains(type));
  }

  String bodyText() {
    return hasTextBody()
        ? new String(body, StandardCharsets.UTF_8)
        : Base64.getEncoder().encodeToString(body);
  }

  static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  record Header(String name, String value) {}
}
