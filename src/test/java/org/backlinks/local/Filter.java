package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;

/** EventBridge's filter patterns, as far as a table's stream needs them. */
final class Filter {
  private Filter() {}

  /** Whether the record has, for every field of the pattern, one of the values listed there. */
  static boolean matches(JsonNode pattern, JsonNode record) {
    return pattern
        .propertyStream()
        .allMatch(field -> field(field.getValue(), record.path(field.getKey())));
  }

  private static boolean field(JsonNode pattern, JsonNode value) {
    return pattern.isArray()
        ? pattern.valueStream().anyMatch(wanted -> value(wanted, value))
        : matches(pattern, value);
  }

  private static boolean value(JsonNode wanted, JsonNode value) {
    if (!wanted.isObject()) {
      return wanted.equals(value);
    }
    return wanted
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
