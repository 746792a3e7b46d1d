package org.backlinks.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Query parameters as the JSON object that they stand for. */
final class QueryFields {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,30}");
  private static final String UNITS = "maxUnits";
  private static final String ANALYSIS = UNITS + ".analysis";
  private static final String RETRIEVAL = UNITS + ".retrieval";
  private static final Set<String> LIMITS = Set.of(ANALYSIS, RETRIEVAL);

  private QueryFields() {}

  static RequestFields read(Map<String, List<String>> parameters, Set<String> known) {
    ObjectNode members = JSON.objectNode();
    Map<String, String> faults = new LinkedHashMap<>();
    parameters.forEach((name, values) -> {
      if (name.equals(UNITS)) {
        faults.put(name, "must be given as maxUnits.analysis and maxUnits.retrieval");
      } else if (!known.contains(LIMITS.contains(name) ? UNITS : name)) {
        members.putNull(name);
      } else if (values.size() != 1) {
        faults.put(name, "must be given once");
      } else {
        put(members, name, values.getFirst());
      }
    });
    RequestFields fields = new RequestFields(members);
    faults.forEach(fields::refuse);
    return fields;
  }

  private static void put(ObjectNode members, String name, String text) {
    switch (name) {
      case "scopes" -> {
        ArrayNode scopes = members.putArray(name);
        for (String scope : text.split(",", -1)) {
          scopes.add(scope);
        }
      }
      case "maxBacklinks", "maxPerDomain", "wait", "limit" -> members.set(name, number(text));
      case "includeDomains", "forceQueue" -> members.set(name, flag(text));
      case ANALYSIS -> members.withObjectProperty(UNITS).set("analysis", number(text));
      case RETRIEVAL -> members.withObjectProperty(UNITS).set("retrieval", number(text));
      default -> members.put(name, text);
    }
  }

  private static JsonNode number(String text) {
    return WHOLE_NUMBER.matcher(text).matches()
        ? JSON.numberNode(new BigInteger(text))
        : JSON.textNode(text);
  }

  private static JsonNode flag(String text) {
    return switch (text) {
      case "true" -> JSON.booleanNode(true);
      case "false" -> JSON.booleanNode(false);
      default -> JSON.textNode(text);
    };
  }
}
