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
 * An HTTP request as it reached the gateway; path and query still percent-encoded.
 *
 * @param query empty when there is none
 */
record Call(
    String requestId,
    Instant time,
    String method,
    String path,
    String query,
    List<Header> headers,
    byte[] body,
    String sourceIp) {
  private static final DateTimeFormatter CLF =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Set<String> TEXT =
      Set.of("application/json", "application/javascript", "application/xml");

  String clfTime() {
    return CLF.format(time);
  }

  /** The header's last value, or an empty text. */
  String header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .reduce("", (before, last) -> last);
  }

  Call withPath(String other) {
    return new Call(requestId, time, method, other, query, headers, body, sourceIp);
  }

  /** Header values by name. */
  Map<String, List<String>> headersBy(UnaryOperator<String> name) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    headers.forEach(header ->
        all.computeIfAbsent(name.apply(header.name()), _ -> new ArrayList<>()).add(header.value()));
    return all;
  }

  /** Query parameters, decoded. */
  Map<String, List<String>> parameters() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        all.computeIfAbsent(decode(name), _ -> new ArrayList<>()).add(decode(value));
      }
    }
    return all;
  }

  /** Whether the gateway passes the body as text; otherwise as base64. */
  boolean hasTextBody() {
    String type = header("content-type").split(";")[0].strip().toLowerCase(Locale.ROOT);
    return header("content-encoding").isEmpty()
        && (type.startsWith("text/") || TEXT.contains(type));
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
