package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;

/** The part of EventBridge's patterns that the table's stream and the rules of a bus need. */
public final class EventFilter {
  private EventFilter() {}

  /** Returns whether the record has one of the listed values in each field of the pattern. */
  public static boolean matches(JsonNode pattern, JsonNode record) {
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
              case "numeric" -> matchesNumber(test.getValue(), value);
              default -> throw new IllegalArgumentException("filter: " + test.getKey());
            });
  }

  /**
   * Returns whether the value is a number that passes each comparison.
   *
   * @param comparisons operators, each with its operand: {@code [">", 0, "<=", 5]}
   */
  private static boolean matchesNumber(JsonNode comparisons, JsonNode value) {
    if (comparisons.isEmpty() || comparisons.size() % 2 != 0) {
      throw new IllegalArgumentException("numeric: " + comparisons);
    }
    boolean isMatch = value.isNumber();
    for (int i = 0; i < comparisons.size(); i += 2) {
      int order = value.decimalValue().compareTo(comparisons.path(i + 1).decimalValue());
      isMatch &=
          switch (comparisons.path(i).asText()) {
            case "=" -> order == 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new IllegalArgumentException("numeric: " + comparisons);
          };
    }
    return isMatch;
  }
}
