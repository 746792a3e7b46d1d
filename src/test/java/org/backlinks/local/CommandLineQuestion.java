package org.backlinks.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A request that is built from {@code -Dname=value}. It contains only the given fields, each with
 * its JSON type.
 */
final class CommandLineQuestion {
  private static final String DEFAULT_TARGET = "http://www.example.com/";
  private static final Set<String> TEXT_FIELDS =
      Set.of("index", "command", "maxAge", "idempotencyKey", "tag", "compareWith");
  private static final Set<String> NUMBER_FIELDS =
      Set.of("maxBacklinks", "maxPerDomain", "wait", "limit");
  private static final Set<String> BOOLEAN_FIELDS =
      Set.of("includeDomains", "includeDeleted", "forceQueue");
  private static final Set<String> UNIT_FIELDS = Set.of("analysis", "retrieval");

  private CommandLineQuestion() {}

  /**
   * Returns the payload of a direct call.
   *
   * @param properties returns the value of a name, or null
   */
  static ObjectNode fromProperties(UnaryOperator<String> properties) {
    ObjectNode question = new JsonMapper().createObjectNode();
    question.put("target", property(properties, "target").orElse(DEFAULT_TARGET));
    property(properties, "scopes")
        .ifPresent(scopes ->
            Stream.of(scopes.split(","))
                .map(String::strip)
                .forEach(question.putArray("scopes")::add));
    TEXT_FIELDS.forEach(
        name -> property(properties, name).ifPresent(text -> question.put(name, text)));
    NUMBER_FIELDS.forEach(
        name -> property(properties, name).ifPresent(text -> putNumber(question, name, text)));
    BOOLEAN_FIELDS.forEach(
        name -> property(properties, name).ifPresent(text -> putBoolean(question, name, text)));
    UNIT_FIELDS.forEach(unit ->
        property(properties, "maxUnits." + unit)
            .ifPresent(text -> putNumber(question.withObject("/maxUnits"), unit, text)));
    return question;
  }

  private static Optional<String> property(UnaryOperator<String> properties, String name) {
    return Optional.ofNullable(properties.apply(name));
  }

  /** Sends a text that is no number unchanged, so that the function reports the invalid field. */
  private static void putNumber(ObjectNode owner, String name, String text) {
    owner.set(
        name,
        text.matches("-?\\d{1,18}")
            ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
            : JsonNodeFactory.instance.textNode(text));
  }

  private static void putBoolean(ObjectNode owner, String name, String text) {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "" -> owner.put(name, true);
      case "false" -> owner.put(name, false);
      default -> owner.put(name, text);
    }
  }
}
