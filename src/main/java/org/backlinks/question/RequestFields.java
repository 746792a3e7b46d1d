package org.backlinks.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The fields of one request, and the first error of each invalid field. */
final class RequestFields {
  /** The maximum number of errors about unknown fields. It keeps the response small. */
  private static final int MAX_UNKNOWN_ERRORS = 100;

  private static final int MAX_NAME_LENGTH = 100;

  private final JsonNode members;
  private final String prefix;
  private final Map<String, String> errors;

  RequestFields(JsonNode members) {
    this(members, "", new LinkedHashMap<>());
  }

  private RequestFields(JsonNode members, String prefix, Map<String, String> errors) {
    this.members = members;
    this.prefix = prefix;
    this.errors = errors;
  }

  /**
   * Returns a field's value. Returns empty when the field is absent, null or invalid. An invalid
   * field is rejected.
   *
   * @param requirement the message of the error when the parser returns empty
   */
  <T> Optional<T> read(String field, String requirement, Function<JsonNode, Optional<T>> parser) {
    JsonNode node = members.get(field);
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    Optional<T> value = parser.apply(node);
    if (value.isEmpty()) {
      reject(field, requirement);
    }
    return value;
  }

  /** Returns the members of a field that is an object; none when it is absent or invalid. */
  RequestFields readObject(String field, String requirement, Set<String> known) {
    JsonNode inner =
        read(
                field,
                requirement,
                node -> Optional.of(node).filter(object -> object.isObject() && !object.isEmpty()))
            .orElse(MissingNode.getInstance());
    RequestFields fields = new RequestFields(inner, prefix + field + ".", errors);
    fields.rejectUnknown(known);
    return fields;
  }

  /**
   * Returns the first elements of a field that is a list of objects; none when it is absent or not
   * a list. Rejects a list that is too long.
   */
  List<RequestFields> readObjects(String field, String requirement, int maxSize) {
    List<RequestFields> objects = new ArrayList<>();
    read(field, requirement, node -> Optional.of(node).filter(JsonNode::isArray))
        .ifPresent(list -> {
          if (list.size() > maxSize) {
            reject(field, requirement);
          }
          for (JsonNode element : list) {
            if (objects.size() < maxSize) {
              String elementPrefix = prefix + field + "." + objects.size() + ".";
              objects.add(new RequestFields(element, elementPrefix, errors));
            }
          }
        });
    return objects;
  }

  /** Returns whether a field is present. */
  boolean has(String field) {
    return members.hasNonNull(field);
  }

  /** Returns the number of members, 0 when this is not an object. */
  int memberCount() {
    return members.isObject() ? members.size() : 0;
  }

  /** Rejects the field that is this object. */
  void rejectObject(String message) {
    errors.putIfAbsent(prefix.substring(0, prefix.length() - 1), message);
  }

  /** Returns the value of a flag. Returns false when the flag is absent, null or invalid. */
  boolean readFlag(String field) {
    return read(
            field,
            "must be true or false",
            node -> node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty())
        .orElse(false);
  }

  /** Returns a text; empty when the field is absent, null or not a text. */
  Optional<String> readText(String field) {
    return read(field, "must be a string", node -> Optional.ofNullable(node.textValue()));
  }

  /** Returns a whole number of a range; empty when the field is absent, null or invalid. */
  Optional<Integer> readWholeNumber(String field, int from, int to) {
    String requirement = "must be a whole number from " + from + " to " + to;
    return read(field, requirement, node -> parseWholeNumber(node, from, to)).map(Long::intValue);
  }

  /** Returns the value of a whole number of a range in any JSON form; empty for any other value. */
  static Optional<Long> parseWholeNumber(JsonNode node, long from, long to) {
    return exactLong(node).filter(number -> from <= number && number <= to);
  }

  private static Optional<Long> exactLong(JsonNode node) {
    try {
      // this does not expand the exponent of a value that is too large for a long
      return node.isNumber() ? Optional.of(node.decimalValue().longValueExact()) : Optional.empty();
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  void reject(String field, String message) {
    errors.putIfAbsent(prefix + field, message);
  }

  void rejectUnknown(Set<String> known) {
    List<String> unknown = new ArrayList<>();
    members.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(known);
    unknown.stream()
        .limit(MAX_UNKNOWN_ERRORS)
        .forEach(name -> reject(printableName(name), "is not a field"));
    if (unknown.size() > MAX_UNKNOWN_ERRORS) {
      int remaining = unknown.size() - MAX_UNKNOWN_ERRORS;
      errors.putIfAbsent("request", "has " + remaining + " more unknown fields");
    }
  }

  List<FieldError> errors() {
    return errors.entrySet().stream()
        .map(error -> new FieldError(error.getKey(), error.getValue()))
        .toList();
  }

  /** Returns an unknown field's name, truncated and without unpaired surrogates. */
  private static String printableName(String name) {
    return name.codePoints()
        .limit(MAX_NAME_LENGTH)
        .map(point -> Character.getType(point) == Character.SURROGATE ? '\uFFFD' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
