package org.backlinks.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decodes API Gateway's proxy events: REST (v1) and HTTP (v2). */
final class Gateway {
  /**
   * A stage or base path, at most a few plain segments, then one of our own paths: the first that
   * is found, so that nothing behind an open route leads to another.
   */
  private static final Pattern PATH =
      Pattern.compile(
          "(?<prefix>(?:/[A-Za-z0-9._~-]{1,64}){0,4}?)(?<path>(?:%s).*)"
              .formatted(
                  Stream.of(
                          Routes.BACKLINKS,
                          Routes.REPORTS,
                          Routes.ESTIMATES,
                          Routes.USAGE,
                          Routes.OPEN_API,
                          Routes.NOTIFY)
                      .map(Pattern::quote)
                      .collect(Collectors.joining("|"))));

  private Gateway() {}

  static boolean isV2(JsonNode event) {
    return event.path("version").asText().equals("2.0")
        && event.path("requestContext").path("http").isObject();
  }

  static boolean isV1(JsonNode event) {
    return event.path("httpMethod").isTextual()
        && event.path("requestContext").isObject()
        && !event.path("requestContext").has("elb");
  }

  static Event v2(JsonNode event) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    try {
      query(event.path("rawQueryString").asText(), parameters);
    } catch (IllegalArgumentException e) {
      return new Event.BadHttp("query", "has a percent sign that encodes nothing");
    } catch (CharacterCodingException e) {
      return new Event.BadHttp("query", "is not UTF-8");
    }
    JsonNode http = event.path("requestContext").path("http");
    return call(
        event, http.path("method").asText(), event.path("rawPath").asText(), parameters, true);
  }

  static Event v1(JsonNode event) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    event
        .path("queryStringParameters")
        .properties()
        .forEach(one -> parameters.put(one.getKey(), List.of(one.getValue().asText())));
    event
        .path("multiValueQueryStringParameters")
        .properties()
        .forEach(one -> {
          List<String> values = new ArrayList<>();
          one.getValue().forEach(value -> values.add(value.asText()));
          parameters.put(one.getKey(), values);
        });
    String path = event.path("path").asText();
    String full = event.path("requestContext").path("path").asText(path);
    return call(
        event,
        event.path("httpMethod").asText(),
        PATH.matcher(full).matches() ? full : path,
        parameters,
        // it does so only where its owner says for which types
        false);
  }

  private static Event call(
      JsonNode event,
      String method,
      String path,
      Map<String, List<String>> parameters,
      boolean takesBytes) {
    byte[] body;
    try {
      body = body(event);
    } catch (IllegalArgumentException e) {
      return new Event.BadHttp("body", "is not the base64 that the event says it is");
    }
    Matcher matcher = PATH.matcher(path);
    boolean ours = matcher.matches();
    return new Event.Http(
        new HttpCall(
            method.toUpperCase(Locale.ROOT),
            ours ? matcher.group("path") : path,
            ours ? matcher.group("prefix") : "",
            parameters,
            headers(event),
            body,
            takesBytes));
  }

  private static byte @Nullable [] body(JsonNode event) {
    JsonNode body = event.path("body");
    if (!body.isTextual() || body.textValue().isEmpty()) {
      return null;
    }
    return event.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(body.textValue())
        : body.textValue().getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> headers(JsonNode event) {
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

  private static void query(String raw, Map<String, List<String>> into)
      throws CharacterCodingException {
    for (String part : raw.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      String decoded = decode(value);
      into.computeIfAbsent(decode(name), key -> new ArrayList<>()).add(decoded);
    }
  }

  /** What another charset encoded would be asked for, and paid for, as something else. */
  private static String decode(String text) throws CharacterCodingException {
    ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    // in this charset each character is a byte
    Charset bytes = StandardCharsets.ISO_8859_1;
    String decoded = URLDecoder.decode(bytes.decode(utf8).toString(), bytes);
    return StandardCharsets.UTF_8.newDecoder().decode(bytes.encode(decoded)).toString();
  }
}
