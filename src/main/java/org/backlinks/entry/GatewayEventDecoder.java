package org.backlinks.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Decodes the proxy events of API Gateway: of REST APIs (v1) and of HTTP APIs (v2). */
final class GatewayEventDecoder {
  /**
   * A stage or base path of at most four plain segments, then a route. The first route in a path
   * decides. Otherwise a path that begins with an open route could reach another route.
   */
  private static final Pattern PREFIXED_ROUTE =
      Pattern.compile(
          "(?<prefix>(?:/[A-Za-z0-9._~-]{1,64}){0,4}?)(?<path>(?:%s).*)"
              .formatted(
                  Arrays.stream(Route.values())
                      .map(route -> Pattern.quote(route.fixedPart()))
                      .collect(Collectors.joining("|"))));

  private GatewayEventDecoder() {}

  static boolean isV2(JsonNode event) {
    return event.path("version").asText().equals("2.0")
        && event.path("requestContext").path("http").isObject();
  }

  static boolean isV1(JsonNode event) {
    return event.path("httpMethod").isTextual()
        && event.path("requestContext").isObject()
        && !event.path("requestContext").has("elb");
  }

  static Event decodeV2(JsonNode event) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    try {
      parseQuery(event.path("rawQueryString").asText(), parameters);
    } catch (IllegalArgumentException e) {
      return new Event.MalformedHttp("query", "has an invalid percent-encoding");
    } catch (CharacterCodingException e) {
      return new Event.MalformedHttp("query", "is not UTF-8");
    }
    JsonNode http = event.path("requestContext").path("http");
    return decodeRequest(
        event, http.path("method").asText(), event.path("rawPath").asText(), parameters, true);
  }

  static Event decodeV1(JsonNode event) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    event
        .path("queryStringParameters")
        .properties()
        .forEach(parameter ->
            parameters.put(parameter.getKey(), List.of(parameter.getValue().asText())));
    event
        .path("multiValueQueryStringParameters")
        .properties()
        .forEach(parameter -> {
          List<String> values = new ArrayList<>();
          parameter.getValue().forEach(value -> values.add(value.asText()));
          parameters.put(parameter.getKey(), values);
        });
    String path = event.path("path").asText();
    String fullPath = event.path("requestContext").path("path").asText(path);
    return decodeRequest(
        event,
        event.path("httpMethod").asText(),
        PREFIXED_ROUTE.matcher(fullPath).matches() ? fullPath : path,
        parameters,
        // a REST API returns binary bodies only if its owner configured their media types
        false);
  }

  private static Event decodeRequest(
      JsonNode event,
      String method,
      String path,
      Map<String, List<String>> parameters,
      boolean canReturnBinary) {
    RequestBody body;
    try {
      body = decodeBody(event);
    } catch (IllegalArgumentException e) {
      return new Event.MalformedHttp("body", "is not base64, although the event says so");
    }
    Matcher matcher = PREFIXED_ROUTE.matcher(path);
    boolean isRoute = matcher.matches();
    return new Event.Http(
        new HttpRequest(
            method.toUpperCase(Locale.ROOT),
            isRoute ? withoutTrailingSlash(matcher.group("path")) : path,
            isRoute ? matcher.group("prefix") : "",
            parameters,
            decodeHeaders(event),
            body,
            canReturnBinary));
  }

  /** Removes a slash at the end of a route. It has no meaning. */
  private static String withoutTrailingSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static RequestBody decodeBody(JsonNode event) {
    JsonNode body = event.path("body");
    if (!body.isTextual() || body.textValue().isEmpty()) {
      return RequestBody.EMPTY;
    }
    return RequestBody.of(
        event.path("isBase64Encoded").asBoolean()
            ? Base64.getDecoder().decode(body.textValue())
            : body.textValue().getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> decodeHeaders(JsonNode event) {
    Map<String, String> headers = new LinkedHashMap<>();
    event
        .path("headers")
        .properties()
        .forEach(header ->
            headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText()));
    event
        .path("multiValueHeaders")
        .properties()
        .forEach(header -> {
          List<String> values = new ArrayList<>();
          header.getValue().forEach(value -> values.add(value.asText()));
          headers.put(header.getKey().toLowerCase(Locale.ROOT), String.join(", ", values));
        });
    return headers;
  }

  private static void parseQuery(String raw, Map<String, List<String>> parameters)
      throws CharacterCodingException {
    for (String part : raw.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      String decoded = percentDecode(value);
      parameters.computeIfAbsent(percentDecode(name), key -> new ArrayList<>()).add(decoded);
    }
  }

  /**
   * Decodes percent-encoded UTF-8. Rejects other charsets: their text would become a wrong
   * question, which would be paid for.
   */
  private static String percentDecode(String text) throws CharacterCodingException {
    ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    // this charset has one character for each byte
    Charset bytes = StandardCharsets.ISO_8859_1;
    String decoded = URLDecoder.decode(bytes.decode(utf8).toString(), bytes);
    return StandardCharsets.UTF_8.newDecoder().decode(bytes.encode(decoded)).toString();
  }
}
