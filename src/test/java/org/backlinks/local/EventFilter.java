package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;

/** The part of EventBridge's filter patterns that the stream of the table needs. */
final class EventFilter {
  private EventFilter() {}

  /** Returns whether the record has one of the listed values in each field of the pattern. */
  static boolean matches(JsonNode pattern, JsonNode record) {
    return pattern
        .propertyStream()
        .allMatch(field -> matchesField(field.getValue(), record.path(field.getKey())));
  }

  private static boolean matchesField(JsonNode pattern, JsonNode value) {
    return pattern.isArray()
        ? pattern.valueStream().anyMatch(allowed -> matchesValue(allowed, value))
        : matches(pattern, value);
  }

  private static boolean matchesValue(JsonNode expected, JsonNode value) {
    if (!expected.isObject()) {
      return expected.equals(value);
    }
    return expected
        .propertyStream()
        .allMatch(test ->
            switch (test.getKey()) {
              case "prefix" -> value.asText().startsWith(test.getValue().asText());
              case "suffix" -> value.asText().endsWith(test.getValue().asText());
              case "exists" -> value.isMissingNode() != test.getValue().asBoolean();
              default -> throw new IllegalArgumentException("filter: " + test.getKey());
            });
  }
}
