package org.backlinks.local.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks accepted query parameters against their description. */
final class QueryParameterChecker {
  private static final JsonMapper JSON = new JsonMapper();

  private final OpenApiDocument document;

  QueryParameterChecker(OpenApiDocument document) {
    this.document = document;
  }

  List<String> errors(JsonNode operation, Map<String, List<String>> query) {
    Map<String, JsonNode> described = new TreeMap<>();
    for (JsonNode node : operation.path("parameters")) {
      JsonNode parameter = document.resolve(node);
      if (parameter.path("in").asText().equals("query")) {
        described.put(parameter.path("name").asText(), parameter);
      }
    }
    List<String> errors = new ArrayList<>();
    query.forEach((name, values) -> {
      JsonNode parameter = Optional.ofNullable(described.remove(name)).orElse(JSON.nullNode());
      if (parameter.isNull() || values.size() != 1) {
        errors.add("the accepted parameter " + name + " is not described, or was sent twice");
        return;
      }
      JsonNode schema = parameter.path("schema");
      document
          .errors(schema, parseValue(schema, values.getFirst()))
          .forEach(error -> errors.add("the accepted parameter " + name + error));
    });
    described.forEach((name, parameter) -> {
      if (parameter.path("required").asBoolean()) {
        errors.add("the required parameter " + name + " is missing");
      }
    });
    return errors;
  }

  private static JsonNode parseValue(JsonNode schema, String text) {
    return switch (schema.path("type").asText()) {
      case "integer", "boolean" ->
          ReceivedEvent.EventParser.parseJson(text.getBytes(StandardCharsets.UTF_8));
      case "array" -> {
        ArrayNode list = JSON.createArrayNode();
        for (String part : text.split(",", -1)) {
          list.add(part);
        }
        yield list;
      }
      default -> JSON.getNodeFactory().textNode(text);
    };
  }
}
