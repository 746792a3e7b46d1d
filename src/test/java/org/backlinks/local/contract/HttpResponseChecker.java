package org.backlinks.local.contract;

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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks the status, the headers and the body of an answer to a gateway, and that they are
 * consistent.
 */
final class HttpResponseChecker {
  private static final Set<String> GATEWAY_MEMBERS =
      Set.of("statusCode", "headers", "isBase64Encoded", "body");
  private static final String CONTENT_TYPE = "content-type";
  private static final Pattern UNICODE_LINE_BREAKS = Pattern.compile("[\\x{85}\\x{2028}\\x{2029}]");

  private final OpenApiDocument document;
  private final QueryParameterChecker queryChecker;

  HttpResponseChecker(OpenApiDocument document) {
    this.document = document;
    this.queryChecker = new QueryParameterChecker(document);
  }

  List<String> violations(ReceivedEvent.HttpRequestEvent request, JsonNode answer) {
    List<String> violations = new ArrayList<>();
    answer
        .fieldNames()
        .forEachRemaining(name -> {
          if (!GATEWAY_MEMBERS.contains(name)) {
            violations.add("the gateway does not accept the member " + name);
          }
        });
    String status = answer.path("statusCode").asText();
    JsonNode route = document.pathItem(request.path());
    JsonNode operation = route.path(request.method().toLowerCase(Locale.ROOT));
    JsonNode response = describedResponse(route, operation, status);
    if (response.isMissingNode()) {
      violations.add("status " + status + " is not described");
      return violations;
    }
    Map<String, String> headers = headers(answer);
    checkHeaders(response, headers, violations);
    if (request.method().equals("HEAD")) {
      if (answer.has("body")) {
        violations.add("an answer to HEAD must have no body");
      }
    } else {
      JsonNode body = checkBody(request, response, headers, answer, violations);
      if (!headers.getOrDefault(CONTENT_TYPE, "").startsWith("text/html")) {
        checkHeadersMatchBody(headers, body, violations);
      }
    }
    checkAllowHeader(request, headers, violations);
    if (!operation.isMissingNode() && AcceptedRequest.isAccepted(Integer.parseInt(status))) {
      checkAcceptedRequest(request, operation, violations);
    }
    return violations;
  }

  /**
   * Returns the description of the response. Without a matching operation, it is the problem of an
   * unknown route or of another method.
   */
  private JsonNode describedResponse(JsonNode route, JsonNode operation, String status) {
    if (!operation.isMissingNode()) {
      return document.resolve(operation.path("responses").path(status));
    }
    return Stream.of(route.path("x-other-methods"), document.at("/x-unknown-route"))
        .map(document::resolve)
        .filter(response -> problemStatus(response).equals(status))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** Returns the status of a response that describes a problem. */
  private static String problemStatus(JsonNode response) {
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

  private void checkHeaders(
      JsonNode response, Map<String, String> headers, List<String> violations) {
    Set<String> undescribed = new TreeSet<>(headers.keySet());
    undescribed.remove(CONTENT_TYPE);
    response
        .path("headers")
        .properties()
        .forEach(described -> {
          String name = described.getKey();
          JsonNode header = document.resolve(described.getValue());
          String value = headers.get(name.toLowerCase(Locale.ROOT));
          undescribed.remove(name.toLowerCase(Locale.ROOT));
          if (value != null) {
            document
                .errors(header.path("schema"), TextNode.valueOf(value))
                .forEach(error -> violations.add("header " + name + " '" + value + "'" + error));
          } else if (header.path("required").asBoolean()) {
            violations.add("header " + name + " is missing");
          }
        });
    undescribed.forEach(name -> violations.add("header " + name + " is not described"));
  }

  /** Checks the body. Returns it when it is JSON, else a missing node. */
  private JsonNode checkBody(
      ReceivedEvent.HttpRequestEvent request,
      JsonNode response,
      Map<String, String> headers,
      JsonNode answer,
      List<String> violations) {
    String type = headers.getOrDefault(CONTENT_TYPE, "");
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      if (answer.has("body") || !type.isEmpty()) {
        violations.add("the description has no body");
      }
      return MissingNode.getInstance();
    }
    JsonNode schema = content.path(type).path("schema");
    if (schema.isMissingNode()) {
      violations.add("content type '" + type + "' is not described");
      return MissingNode.getInstance();
    }
    boolean isCompressed = headers.getOrDefault("content-encoding", "").equals("gzip");
    if (isCompressed != answer.path("isBase64Encoded").asBoolean()) {
      violations.add("base64 without gzip, or gzip without base64");
    }
    byte[] bytes = GatewayBodyDecoder.decode(answer);
    if (type.endsWith("json") && !type.endsWith("ndjson")) {
      JsonNode body = ReceivedEvent.EventParser.parseJson(bytes);
      violations.addAll(document.errors(schema, RowSample.sample(body)));
      return body;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    violations.addAll(document.errors(schema, TextNode.valueOf(text)));
    if (type.startsWith("text/html")) {
      violations.addAll(
          HtmlPageChecker.errors(text, headers.getOrDefault("content-security-policy", "")));
    } else if (type.startsWith("text/csv")) {
      violations.addAll(CsvHeaderChecker.errors(document, text, request.query().get("csv")));
    } else {
      violations.addAll(lineErrors(text, rowSchema(request)));
    }
    return MissingNode.getInstance();
  }

  /** Returns the schema of a line, which is one row of the JSON payload. */
  private JsonNode rowSchema(ReceivedEvent.HttpRequestEvent request) {
    return document.schema(
        !request.path().endsWith("/changes")
            ? "Backlink"
            : List.of("domain").equals(request.query().get("by")) ? "DomainChange" : "LinkChange");
  }

  private List<String> lineErrors(String text, JsonNode schema) {
    if (UNICODE_LINE_BREAKS.matcher(text).find()) {
      return List.of("a line contains a Unicode line break");
    }
    if (!text.isEmpty() && !text.endsWith("\n")) {
      return List.of("the last line has no line break");
    }
    return RowSample.sample(text.lines().toList()).stream()
        .flatMap(line ->
            document
                .errors(
                    schema,
                    ReceivedEvent.EventParser.parseJson(line.getBytes(StandardCharsets.UTF_8)))
                .stream())
        .toList();
  }

  private static void checkHeadersMatchBody(
      Map<String, String> headers, JsonNode body, List<String> violations) {
    if (!headers.getOrDefault("retry-after", "").equals(body.path("retryAfter").asText())) {
      violations.add("Retry-After does not match the body");
    }
    String location = headers.get("location");
    if (location != null && !location.endsWith("/" + body.path("id").asText())) {
      violations.add("Location does not name the report of the body");
    }
  }

  private void checkAllowHeader(
      ReceivedEvent.HttpRequestEvent request,
      Map<String, String> headers,
      List<String> violations) {
    String allow = headers.get("allow");
    if (allow != null
        && !Set.of(allow.split(", ")).equals(document.allowedMethods(request.path()))) {
      violations.add("Allow does not match the description");
    }
  }

  private void checkAcceptedRequest(
      ReceivedEvent.HttpRequestEvent request, JsonNode operation, List<String> violations) {
    if (!operation.path("x-ignores-query").booleanValue()) {
      violations.addAll(queryChecker.errors(operation, request.query()));
    }
    JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
    boolean mayBeAbsent = !operation.at("/requestBody/required").booleanValue();
    if (!schema.isMissingNode() && !(mayBeAbsent && request.body().isMissingNode())) {
      document
          .errors(schema, request.body())
          .forEach(error -> violations.add("the accepted body " + error));
    }
  }
}
