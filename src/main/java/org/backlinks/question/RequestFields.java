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

/** The fields of one request and what is wrong with them: the first fault of each is kept. */
final class RequestFields {
  /** So that a request of nothing but nonsense does not get an answer beyond all limits. */
  private static final int MAX_UNKNOWN = 100;

  private static final int MAX_NAME = 100;

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

  /** The field's value; nothing if it is absent or wrong, which is then noted as {@code must}. */
  <T> Optional<T> read(String field, String must, Function<JsonNode, Optional<T>> reading) {
    JsonNode given = members.get(field);
    if (given == null) {
      return Optional.empty();
    }
    Optional<T> value = reading.apply(given);
    if (value.isEmpty()) {
      refuse(field, given.isNull() ? must + ", not null" : must);
    }
    return value;
  }

  /** The members of a field that is itself an object; none where it is absent or wrong. */
  RequestFields within(String field, String must, Set<String> known) {
    JsonNode inner =
        read(field, must, node -> Optional.of(node).filter(one -> one.isObject() && !one.isEmpty()))
            .orElse(MissingNode.getInstance());
    RequestFields fields = new RequestFields(inner, prefix + field + ".", errors);
    fields.refuseOthers(known);
    return fields;
  }

  void refuse(String field, String message) {
    errors.putIfAbsent(prefix + field, message);
  }

  void refuseOthers(Set<String> known) {
    List<String> unknown = new ArrayList<>();
    members.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(known);
    unknown.stream().limit(MAX_UNKNOWN).forEach(name -> refuse(shown(name), "is not a field"));
    if (unknown.size() > MAX_UNKNOWN) {
      int more = unknown.size() - MAX_UNKNOWN;
      errors.putIfAbsent("request", "has " + more + " more unknown fields");
    }
  }

  List<FieldError> errors() {
    return errors.entrySet().stream()
        .map(error -> new FieldError(error.getKey(), error.getValue()))
        .toList();
  }

  /** A stranger's name, short enough and possible to write as UTF-8. */
  private static String shown(String name) {
    return name.codePoints()
        .limit(MAX_NAME)
        .map(one -> Character.getType(one) == Character.SURROGATE ? '\uFFFD' : one)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
