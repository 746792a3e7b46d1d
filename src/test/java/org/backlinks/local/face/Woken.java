package org.backlinks.local.face;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What woke the function, as far as its answer must fit it. */
sealed interface Woken {
  /** A request by one of the gateways; its path is without what stands before {@code /v1/}. */
  record Http(String method, String path, Map<String, List<String>> query, JsonNode body)
      implements Woken {}

  /** Any other object: another Lambda's payload. */
  record Direct(ObjectNode payload) implements Woken {}

  /** The schedule. */
  record Tick() implements Woken {}

  /** The table's stream. */
  record Stream() implements Woken {}

  /** What is no event at all. */
  record Nothing() implements Woken {}

  static Woken by(byte[] bytes) {
    JsonNode event = Events.json(bytes);
    JsonNode context = event.path("requestContext");
    if (event.path("version").asText().equals("2.0") && context.path("http").isObject()) {
      return new Http(
          context.at("/http/method").asText().toUpperCase(Locale.ROOT),
          Events.path(event.path("rawPath").asText()),
          Events.query(event.path("rawQueryString").asText()),
          Events.body(event));
    }
    if (event.path("httpMethod").isTextual() && context.isObject() && !context.has("elb")) {
      return new Http(
          event.path("httpMethod").asText().toUpperCase(Locale.ROOT),
          Events.path(event.path("path").asText()),
          Events.values(event),
          Events.body(event));
    }
    if (event.path("source").asText().equals("aws.events")) {
      return new Tick();
    }
    if (event.path("Records").path(0).path("eventSource").asText().equals("aws:dynamodb")) {
      return new Stream();
    }
    return event instanceof ObjectNode payload ? new Direct(payload) : new Nothing();
  }

  /** Takes events apart. */
  final class Events {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PATH = Pattern.compile("(?:/[^/]+)*?(/v1/.*)");

    private Events() {}

    /** A missing node where it is none. */
    static JsonNode json(byte[] bytes) {
      try {
        return JSON.readTree(bytes);
      } catch (IOException e) {
        return JSON.missingNode();
      }
    }

    private static String path(String whole) {
      Matcher path = PATH.matcher(whole);
      return path.matches() ? path.group(1) : whole;
    }

    private static JsonNode body(JsonNode event) {
      String text = event.path("body").asText();
      try {
        return json(
            event.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8));
      } catch (IllegalArgumentException notBase64) {
        return JSON.missingNode();
      }
    }

    private static Map<String, List<String>> query(String raw) {
      Map<String, List<String>> all = new LinkedHashMap<>();
      for (String pair : raw.split("&")) {
        String[] parts = pair.split("=", 2);
        try {
          all.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
              .add(parts.length == 1 ? "" : decoded(parts[1]));
        } catch (IllegalArgumentException broken) {
          // refused as a whole
        }
      }
      all.remove("");
      return all;
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> values(JsonNode event) {
      Map<String, List<String>> all = new LinkedHashMap<>();
      event
          .path("queryStringParameters")
          .properties()
          .forEach(one -> all.put(one.getKey(), List.of(one.getValue().asText())));
      event
          .path("multiValueQueryStringParameters")
          .properties()
          .forEach(one ->
              all.put(one.getKey(), one.getValue().valueStream().map(JsonNode::asText).toList()));
      return all;
    }
  }
}
