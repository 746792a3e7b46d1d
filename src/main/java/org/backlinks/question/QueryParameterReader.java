package org.backlinks.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Converts query parameters to the JSON object that they stand for. */
final class QueryParameterReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A number as in JSON. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,29})(?:\\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,9})?");

  private static final String MAX_UNITS = "maxUnits";
  private static final String MAX_ANALYSIS = MAX_UNITS + ".analysis";
  private static final String MAX_RETRIEVAL = MAX_UNITS + ".retrieval";
  private static final Set<String> UNIT_PARAMETERS = Set.of(MAX_ANALYSIS, MAX_RETRIEVAL);

  private QueryParameterReader() {}

  static RequestFields read(Map<String, List<String>> parameters, Set<String> known) {
    ObjectNode members = JSON.objectNode();
    Map<String, String> errors = new LinkedHashMap<>();
    parameters.forEach((name, values) -> {
      if (name.equals(MAX_UNITS)) {
        errors.put(name, "must be given as maxUnits.analysis and maxUnits.retrieval");
      } else if (!known.contains(UNIT_PARAMETERS.contains(name) ? MAX_UNITS : name)) {
        members.putNull(name);
      } else if (values.size() != 1) {
        errors.put(name, "must be given once");
      } else {
        putParameter(members, name, values.getFirst());
      }
    });
    RequestFields fields = new RequestFields(members);
    errors.forEach(fields::reject);
    return fields;
  }

  private static void putParameter(ObjectNode members, String name, String text) {
    switch (name) {
      case "scopes", "kinds" -> {
        ArrayNode words = members.putArray(name);
        for (String word : text.split(",", -1)) {
          words.add(word);
        }
      }
      case "maxBacklinks", "maxPerDomain", "wait", "limit" -> members.set(name, numberOrText(text));
      case "includeDomains", "includeDeleted", "forceQueue" ->
          members.set(name, booleanOrText(text));
      case MAX_ANALYSIS ->
          members.withObjectProperty(MAX_UNITS).set("analysis", numberOrText(text));
      case MAX_RETRIEVAL ->
          members.withObjectProperty(MAX_UNITS).set("retrieval", numberOrText(text));
      default -> members.put(name, text);
    }
  }

  private static JsonNode numberOrText(String text) {
    return NUMBER.matcher(text).matches()
        ? JSON.numberNode(new BigDecimal(text))
        : JSON.textNode(text);
  }

  private static JsonNode booleanOrText(String text) {
    return switch (text) {
      case "true" -> JSON.booleanNode(true);
      case "false" -> JSON.booleanNode(false);
      default -> JSON.textNode(text);
    };
  }
}
