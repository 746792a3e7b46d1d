package org.backlinks.local.contract;

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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An event of the function, as far as its answer depends on it. */
sealed interface ReceivedEvent {
  /** A request through a gateway. Its path does not contain the part before {@code /v1/}. */
  record HttpRequestEvent(
      String method, String path, Map<String, List<String>> query, JsonNode body)
      implements ReceivedEvent {}

  /** Any other JSON object: the payload of a direct call. */
  record DirectInvocation(ObjectNode payload) implements ReceivedEvent {}

  /** An event of the schedule. */
  record ScheduledEvent() implements ReceivedEvent {}

  /** A batch of the table's stream or of a queue. */
  record BatchEvent() implements ReceivedEvent {}

  /** The sources of batches. Their answers name failed records. */
  Set<String> BATCH_SOURCES = Set.of("aws:dynamodb", "aws:sqs");

  /** Bytes that are no JSON object. */
  record UnrecognizedEvent() implements ReceivedEvent {}

  static ReceivedEvent parse(byte[] bytes) {
    JsonNode event = EventParser.parseJson(bytes);
    JsonNode context = event.path("requestContext");
    if (event.path("version").asText().equals("2.0") && context.path("http").isObject()) {
      return new HttpRequestEvent(
          context.at("/http/method").asText().toUpperCase(Locale.ROOT),
          EventParser.routePath(event.path("rawPath").asText()),
          EventParser.parseQuery(event.path("rawQueryString").asText()),
          EventParser.parseBody(event));
    }
    if (event.path("httpMethod").isTextual() && context.isObject() && !context.has("elb")) {
      return new HttpRequestEvent(
          event.path("httpMethod").asText().toUpperCase(Locale.ROOT),
          EventParser.routePath(event.path("path").asText()),
          EventParser.queryParameters(event),
          EventParser.parseBody(event));
    }
    if (Set.of("aws.events", "aws.scheduler").contains(event.path("source").asText())) {
      return new ScheduledEvent();
    }
    JsonNode records = event.isArray() ? event : event.path("Records");
    if (BATCH_SOURCES.contains(records.path(0).path("eventSource").asText())) {
      return new BatchEvent();
    }
    return event instanceof ObjectNode payload
        ? new DirectInvocation(payload)
        : new UnrecognizedEvent();
  }

  /** Parses events. */
  final class EventParser {
    private static final JsonMapper JSON = new JsonMapper();

    /** The pattern ignores a slash at the end. */
    private static final Pattern PATH = Pattern.compile("(?:/[^/]+)*?(/v1/.*?)/?");

    private EventParser() {}

    /** Parses JSON. Returns a missing node for invalid JSON. */
    static JsonNode parseJson(byte[] bytes) {
      try {
        return JSON.readTree(bytes);
      } catch (IOException e) {
        return JSON.missingNode();
      }
    }

    private static String routePath(String fullPath) {
      Matcher matcher = PATH.matcher(fullPath);
      return matcher.matches() ? matcher.group(1) : fullPath;
    }

    private static JsonNode parseBody(JsonNode event) {
      String text = event.path("body").asText();
      try {
        return parseJson(
            event.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        return JSON.missingNode();
      }
    }

    private static Map<String, List<String>> parseQuery(String query) {
      Map<String, List<String>> parameters = new LinkedHashMap<>();
      for (String pair : query.split("&")) {
        String[] parts = pair.split("=", 2);
        try {
          parameters
              .computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
              .add(parts.length == 1 ? "" : decode(parts[1]));
        } catch (IllegalArgumentException e) {
          // the function refuses the whole request
        }
      }
      parameters.remove("");
      return parameters;
    }

    private static String decode(String text) {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> queryParameters(JsonNode event) {
      Map<String, List<String>> parameters = new LinkedHashMap<>();
      event
          .path("queryStringParameters")
          .properties()
          .forEach(parameter ->
              parameters.put(parameter.getKey(), List.of(parameter.getValue().asText())));
      event
          .path("multiValueQueryStringParameters")
          .properties()
          .forEach(parameter ->
              parameters.put(
                  parameter.getKey(),
                  parameter.getValue().valueStream().map(JsonNode::asText).toList()));
      return parameters;
    }
  }
}
