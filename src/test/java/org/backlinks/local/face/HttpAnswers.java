package org.backlinks.local.face;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Answers for the gateways: status, headers, body, and that they agree with each other. */
final class HttpAnswers {
  private static final Set<String> MEMBERS =
      Set.of("statusCode", "headers", "isBase64Encoded", "body");
  private static final String TYPE = "content-type";

  private final Document document;
  private final Queries queries;

  HttpAnswers(Document document) {
    this.document = document;
    this.queries = new Queries(document);
  }

  List<String> violations(Woken.Http call, JsonNode answer) {
    List<String> found = new ArrayList<>();
    answer
        .fieldNames()
        .forEachRemaining(name -> {
          if (!MEMBERS.contains(name)) {
            found.add("a gateway knows no member " + name);
          }
        });
    String status = answer.path("statusCode").asText();
    JsonNode route = document.route(call.path());
    JsonNode operation = route.path(call.method().toLowerCase(Locale.ROOT));
    JsonNode response = response(route, operation, status);
    if (response.isMissingNode()) {
      found.add("status " + status + " is not described");
      return found;
    }
    Map<String, String> headers = headers(answer);
    headers(response, headers, found);
    JsonNode body = body(response, headers, answer, found);
    agree(call, headers, body, found);
    if (!operation.isMissingNode() && Accepted.of(Integer.parseInt(status))) {
      accepted(call, operation, found);
    }
    return found;
  }

  /** A problem that no operation tells is one of an unknown route, or of another method. */
  private JsonNode response(JsonNode route, JsonNode operation, String status) {
    if (!operation.isMissingNode()) {
      return document.followed(operation.path("responses").path(status));
    }
    return Stream.of(route.path("x-other-methods"), document.at("/x-unknown-route"))
        .map(document::followed)
        .filter(response -> status(response).equals(status))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** The status that a response for problems is of. */
  private static String status(JsonNode response) {
    return response
        .at("/content/application~1problem+json/schema/allOf/1/properties/status/const")
        .asText();
  }

  private static Map<String, String> headers(JsonNode answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    answer
        .path("headers")
        .properties()
        .forEach(header ->
            headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText()));
    return headers;
  }

  private void headers(JsonNode response, Map<String, String> given, List<String> found) {
    Set<String> left = new TreeSet<>(given.keySet());
    left.remove(TYPE);
    response
        .path("headers")
        .properties()
        .forEach(described -> {
          String name = described.getKey();
          JsonNode header = document.followed(described.getValue());
          String value = given.get(name.toLowerCase(Locale.ROOT));
          left.remove(name.toLowerCase(Locale.ROOT));
          if (value != null) {
            document
                .errors(header.path("schema"), TextNode.valueOf(value))
                .forEach(error -> found.add("header " + name + " '" + value + "'" + error));
          } else if (header.path("required").asBoolean()) {
            found.add("header " + name + " is missing");
          }
        });
    left.forEach(name -> found.add("header " + name + " is not described"));
  }

  /** The body where it is JSON, else a missing node. */
  private JsonNode body(
      JsonNode response, Map<String, String> headers, JsonNode answer, List<String> found) {
    String type = headers.getOrDefault(TYPE, "");
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      if (answer.has("body") || !type.isEmpty()) {
        found.add("no body is described");
      }
      return MissingNode.getInstance();
    }
    JsonNode schema = content.path(type).path("schema");
    if (schema.isMissingNode()) {
      found.add("content type '" + type + "' is not described");
      return MissingNode.getInstance();
    }
    boolean packed = headers.getOrDefault("content-encoding", "").equals("gzip");
    if (packed != answer.path("isBase64Encoded").asBoolean()) {
      found.add("base64 without gzip, or gzip without base64");
    }
    byte[] bytes = Unpacked.body(answer);
    if (type.endsWith("json") && !type.endsWith("ndjson")) {
      JsonNode body = Woken.Events.json(bytes);
      found.addAll(document.errors(schema, Rows.some(body)));
      return body;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    found.addAll(document.errors(schema, TextNode.valueOf(text)));
    found.addAll(type.startsWith("text/csv") ? Csv.errors(document, text) : lines(text));
    return MissingNode.getInstance();
  }

  private List<String> lines(String text) {
    if (!text.isEmpty() && !text.endsWith("\n")) {
      return List.of("the last line has no end");
    }
    return Rows.some(text.lines().toList()).stream()
        .flatMap(line ->
            document
                .errors(
                    document.schema("Backlink"),
                    Woken.Events.json(line.getBytes(StandardCharsets.UTF_8)))
                .stream())
        .toList();
  }

  private void agree(
      Woken.Http call, Map<String, String> headers, JsonNode body, List<String> found) {
    if (!headers.getOrDefault("retry-after", "").equals(body.path("retryAfter").asText())) {
      found.add("Retry-After is not what the body says");
    }
    String location = headers.get("location");
    if (location != null && !location.endsWith("/" + body.path("id").asText())) {
      found.add("Location is not that of the body's report");
    }
    String allow = headers.get("allow");
    if (allow != null && !Set.of(allow.split(", ")).equals(document.methodsOf(call.path()))) {
      found.add("Allow is not what is described");
    }
  }

  private void accepted(Woken.Http call, JsonNode operation, List<String> found) {
    found.addAll(queries.errors(operation, call.query()));
    JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
    if (!schema.isMissingNode()) {
      document
          .errors(schema, call.body())
          .forEach(error -> found.add("the accepted body " + error));
    }
  }
}
