package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backlinks.local.face.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields, limits and defaults of requests are those that the interface tells. */
class DescribedRequestTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Document DOCUMENT =
      Document.read(Path.of("src/main/resources/openapi.json"));
  private static final JsonNode REQUEST = DOCUMENT.schema("Request");
  private static final JsonNode FIELDS = REQUEST.path("properties");

  private static ObjectNode with(String pointer, Object value) {
    ObjectNode request = JSON.createObjectNode().put("target", "example.com");
    int slash = pointer.indexOf('/');
    if (slash < 0) {
      request.set(pointer, JSON.valueToTree(value));
    } else {
      request
          .putObject(pointer.substring(0, slash))
          .set(pointer.substring(slash + 1), JSON.valueToTree(value));
    }
    return request;
  }

  private static Reading read(JsonNode request) {
    return new RequestReader().fromJson(request);
  }

  /** Takes the same as the schema does. */
  private static void isTaken(boolean taken, JsonNode request) {
    assertThat(read(request) instanceof Asked).as(request.toString()).isEqualTo(taken);
    assertThat(DOCUMENT.errors(REQUEST, request).isEmpty())
        .as("as described: " + request)
        .isEqualTo(taken);
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> words(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  @Test
  void theFieldsAreTheOnesDescribed() {
    assertThat(names(FIELDS)).isEqualTo(RequestReader.fields());
    for (String action : List.of("DirectReport", "DirectEstimate")) {
      ObjectNode direct = DOCUMENT.schema(action).path("properties").deepCopy();
      direct.remove("action");
      assertThat(direct).isEqualTo(FIELDS);
    }
    assertThat(names(DOCUMENT.schema("DirectGet").path("properties")))
        .isEqualTo(
            Stream.concat(Look.PAGE.stream(), Stream.of("action")).collect(Collectors.toSet()));
  }

  @Test
  void theQuerysParametersAreTheFields() {
    Set<String> expected = new TreeSet<>(RequestReader.fields());
    expected.remove("maxUnits");
    expected.addAll(List.of("maxUnits.analysis", "maxUnits.retrieval", "csv"));
    Set<String> described = new TreeSet<>();
    for (JsonNode one : DOCUMENT.at("/paths/~1v1~1backlinks/get/parameters")) {
      JsonNode parameter = DOCUMENT.at(pointer(one));
      JsonNode there = parameter.isMissingNode() ? one : parameter;
      if (there.path("in").asText().equals("query")) {
        described.add(there.path("name").asText());
      }
      JsonNode field = FIELDS.path(there.path("name").asText());
      for (String limit : List.of("minimum", "maximum", "maxLength", "default")) {
        if (field.has(limit)) {
          assertThat(there.path("schema").path(limit)).as(limit).isEqualTo(field.path(limit));
        }
      }
    }
    assertThat(described).isEqualTo(expected);
  }

  private static String pointer(JsonNode reference) {
    String text = reference.path("$ref").asText();
    return text.isEmpty() ? "/none" : text.substring(text.indexOf('#') + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "maxBacklinks",
        "maxPerDomain",
        "wait",
        "limit",
        "maxUnits/analysis",
        "maxUnits/retrieval"
      })
  void numbersHaveTheLimitsDescribed(String field) {
    JsonNode schema = FIELDS.at("/" + field.replace("/", "/properties/"));
    BigInteger least = schema.path("minimum").bigIntegerValue();
    BigInteger most = schema.path("maximum").bigIntegerValue();
    isTaken(true, with(field, least));
    isTaken(true, with(field, most));
    isTaken(false, with(field, least.subtract(BigInteger.ONE)));
    isTaken(false, with(field, most.add(BigInteger.ONE)));
    isTaken(false, with(field, "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"target", "idempotencyKey", "tag"})
  void textsHaveTheLengthsDescribed(String field) {
    int most = FIELDS.path(field).path("maxLength").intValue();
    String start = field.equals("target") ? "http://example.com/" : "";
    isTaken(true, with(field, start + "x".repeat(most - start.length())));
    isTaken(false, with(field, start + "x".repeat(most + 1 - start.length())));
    isTaken(FIELDS.path(field).path("minLength").intValue() == 0, with(field, ""));
  }

  static Stream<List<String>> enumerations() {
    return Stream.of(
        Stream.concat(Stream.of("Scope"), Arrays.stream(Scope.values()).map(Scope::word)).toList(),
        Stream.concat(Stream.of("Index"), Arrays.stream(Index.values()).map(Index::word)).toList(),
        Stream.concat(Stream.of("Command"), Arrays.stream(Command.values()).map(Command::word))
            .toList());
  }

  @ParameterizedTest
  @MethodSource("enumerations")
  void wordsAreTheOnesDescribed(List<String> nameAndWords) {
    assertThat(words(DOCUMENT.schema(nameAndWords.getFirst()).path("enum")))
        .isEqualTo(nameAndWords.subList(1, nameAndWords.size()));
  }

  @Test
  void defaultsAreTheOnesDescribed() {
    Reading silent = read(JSON.createObjectNode().put("target", "example.com"));
    int defaults = 0;
    for (Map.Entry<String, JsonNode> field : FIELDS.properties()) {
      if (field.getValue().has("default")) {
        defaults++;
        assertThat(read(with(field.getKey(), field.getValue().path("default"))))
            .as(field.getKey())
            .isEqualTo(silent);
      }
    }
    assertThat(defaults).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PT0S", "P3650D", "PT0.5S", "P1DT2H3M4.5S", "PT", "P", "24", "P1Y", "PT-1S"})
  void durationsAreTakenAsDescribed(String age) {
    isTaken(read(with("maxAge", age)) instanceof Asked, with("maxAge", age));
  }

  @Test
  void otherwiseWrongRequestsAreRefusedByTheSchemaToo() {
    ArrayNode scopes = JSON.createArrayNode();
    isTaken(false, with("scopes", scopes));
    isTaken(false, with("scopes", scopes.add("web")));
    isTaken(false, with("maxUnits", JSON.createObjectNode()));
    isTaken(false, with("tags", "x"));
    isTaken(false, with("idempotencyKey", "a\\nb".translateEscapes()));
    isTaken(false, with("forceQueue", true).put("command", "GetBackLinkData"));
    isTaken(true, with("forceQueue", true));
    assertThat(Duration.parse(FIELDS.at("/maxAge/default").asText()))
        .isEqualTo(Terms.defaults().maxAge());
  }
}
