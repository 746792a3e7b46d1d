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
 * A request made of {@code -Dname=value}: only what is given is sent, each in its own JSON type.
 */
final class Question {
  private static final String DEFAULT_TARGET = "http://www.example.com/";
  private static final Set<String> TEXTS =
      Set.of("index", "command", "maxAge", "idempotencyKey", "tag");
  private static final Set<String> NUMBERS =
      Set.of("maxBacklinks", "maxPerDomain", "wait", "limit");
  private static final Set<String> BOOLEANS = Set.of("includeDomains", "forceQueue");
  private static final Set<String> UNITS = Set.of("analysis", "retrieval");

  private Question() {}

  /**
   * The direct payload.
   *
   * @param properties the value of a name, or null
   */
  static ObjectNode of(UnaryOperator<String> properties) {
    ObjectNode question = new JsonMapper().createObjectNode();
    question.put("target", value(properties, "target").orElse(DEFAULT_TARGET));
    value(properties, "scopes")
        .ifPresent(scopes ->
            Stream.of(scopes.split(","))
                .map(String::strip)
                .forEach(question.putArray("scopes")::add));
    TEXTS.forEach(name -> value(properties, name).ifPresent(text -> question.put(name, text)));
    NUMBERS.forEach(
        name -> value(properties, name).ifPresent(text -> number(question, name, text)));
    BOOLEANS.forEach(
        name -> value(properties, name).ifPresent(text -> truth(question, name, text)));
    UNITS.forEach(unit ->
        value(properties, "maxUnits." + unit)
            .ifPresent(text -> number(question.withObject("/maxUnits"), unit, text)));
    return question;
  }

  private static Optional<String> value(UnaryOperator<String> properties, String name) {
    return Optional.ofNullable(properties.apply(name));
  }

  /** What can't be read is sent as it is: the function names the field that is wrong. */
  private static void number(ObjectNode owner, String name, String text) {
    owner.set(
        name,
        text.matches("-?\\d{1,18}")
            ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
            : JsonNodeFactory.instance.textNode(text));
  }

  private static void truth(ObjectNode owner, String name, String text) {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "" -> owner.put(name, true);
      case "false" -> owner.put(name, false);
      default -> owner.put(name, text);
    }
  }
}
