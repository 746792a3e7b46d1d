package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backlinks.local.contract.OpenApiDocument;
import org.backlinks.render.PageFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the fields, limits and defaults of requests with the published schema. */
class RequestReaderSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final OpenApiDocument DOCUMENT =
      OpenApiDocument.read(Path.of("src/main/resources/openapi.json"));
  private static final JsonNode REQUEST = DOCUMENT.schema("Request");
  private static final JsonNode FIELDS = REQUEST.path("properties");

  private static ObjectNode withValue(String pointer, @Nullable Object value) {
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

  private static RequestResult read(JsonNode request) {
    return new RequestReader(true, Set.of("https://sqs.example.com/1/a")).fromJson(request);
  }

  /** Checks that the reader and the schema agree about a request. */
  private static void assertAcceptance(boolean isAccepted, JsonNode request) {
    assertThat(read(request) instanceof ReportRequest).as(request.toString()).isEqualTo(isAccepted);
    assertThat(DOCUMENT.errors(REQUEST, request).isEmpty())
        .as("in the schema: " + request)
        .isEqualTo(isAccepted);
  }

  private static Set<String> fieldNames(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> textValues(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  @Test
  void schemaListsAllRequestFields() {
    assertThat(fieldNames(FIELDS)).isEqualTo(RequestReader.fieldNames());
    for (String schema : List.of("DirectReport", "DirectEstimate", "EstimateRequest")) {
      ObjectNode fields = DOCUMENT.schema(schema).path("properties").deepCopy();
      fields.remove("action");
      assertThat(fields.remove(EstimateRequestReader.EXACT_FIELD) != null)
          .as("exact in " + schema)
          .isEqualTo(!schema.equals("DirectReport"));
      assertThat(fields).isEqualTo(FIELDS);
      assertThat(DOCUMENT.schema(schema).path("allOf")).isEqualTo(REQUEST.path("allOf"));
    }
    assertThat(fieldNames(DOCUMENT.schema("DirectGet").path("properties")))
        .isEqualTo(
            Stream.concat(PageQuery.PAGE_FIELDS.stream(), Stream.of("action"))
                .collect(Collectors.toSet()));
  }

  @Test
  void queryParametersMatchRequestFields() {
    Set<String> expected = new TreeSet<>(RequestReader.fieldNames());
    expected.remove("maxUnits");
    expected.remove("callbacks");
    expected.addAll(List.of("maxUnits.analysis", "maxUnits.retrieval", "csv"));
    Set<String> documented = new TreeSet<>();
    for (JsonNode reference : DOCUMENT.at("/paths/~1v1~1backlinks/get/parameters")) {
      JsonNode referenced = DOCUMENT.at(pointer(reference));
      JsonNode parameter = referenced.isMissingNode() ? reference : referenced;
      if (parameter.path("in").asText().equals("query")) {
        documented.add(parameter.path("name").asText());
      }
      JsonNode field = FIELDS.path(parameter.path("name").asText());
      for (String limit : List.of("minimum", "maximum", "maxLength", "default")) {
        if (field.has(limit)) {
          assertThat(parameter.path("schema").path(limit)).as(limit).isEqualTo(field.path(limit));
        }
      }
    }
    assertThat(documented).isEqualTo(expected);
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
  void numberIsAcceptedOnlyWithinSchemaLimits(String field) {
    JsonNode schema = FIELDS.at("/" + field.replace("/", "/properties/"));
    BigInteger min = schema.path("minimum").bigIntegerValue();
    BigInteger max = schema.path("maximum").bigIntegerValue();
    assertAcceptance(true, withValue(field, min));
    assertAcceptance(true, withValue(field, max));
    assertAcceptance(false, withValue(field, min.subtract(BigInteger.ONE)));
    assertAcceptance(false, withValue(field, max.add(BigInteger.ONE)));
    assertAcceptance(false, withValue(field, "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"target", "idempotencyKey", "tag"})
  void textIsAcceptedOnlyWithinSchemaLength(String field) {
    int max = FIELDS.path(field).path("maxLength").intValue();
    String prefix = field.equals("target") ? "http://example.com/" : "";
    assertAcceptance(true, withValue(field, prefix + "x".repeat(max - prefix.length())));
    assertAcceptance(false, withValue(field, prefix + "x".repeat(max + 1 - prefix.length())));
    assertAcceptance(FIELDS.path(field).path("minLength").intValue() == 0, withValue(field, ""));
  }

  @Test
  void compareWithIsAcceptedOnlyAsSchemaSays() {
    String id = "0123456789abcdef0123456789abcdef";
    for (Object accepted : new Object[] {"previous", id, null}) {
      assertAcceptance(true, withValue("compareWith", accepted));
    }
    for (Object refused :
        List.of(
            "", "Previous", "next", id + "0", id.toUpperCase(Locale.ROOT), id + "\n", 1, true)) {
      assertAcceptance(false, withValue("compareWith", refused));
    }
  }

  static Stream<List<String>> enumerations() {
    return Stream.of(
        Stream.concat(Stream.of("Scope"), Arrays.stream(Scope.values()).map(Scope::wireName))
            .toList(),
        Stream.concat(Stream.of("Index"), Arrays.stream(Index.values()).map(Index::wireName))
            .toList(),
        Stream.concat(Stream.of("Command"), Arrays.stream(Command.values()).map(Command::wireName))
            .toList(),
        Stream.concat(
                Stream.of("ChangeKind"),
                Arrays.stream(ChangeKind.values()).map(ChangeKind::wireName))
            .toList(),
        Stream.concat(
                Stream.of("ChangeSubject"),
                Arrays.stream(ChangeSubject.values()).map(ChangeSubject::wireName))
            .toList());
  }

  @ParameterizedTest
  @MethodSource("enumerations")
  void schemaEnumsMatchWireNames(List<String> schemaAndWireNames) {
    assertThat(textValues(DOCUMENT.schema(schemaAndWireNames.getFirst()).path("enum")))
        .isEqualTo(schemaAndWireNames.subList(1, schemaAndWireNames.size()));
  }

  @Test
  void schemaDefaultsMatchReaderDefaults() {
    RequestResult defaultRequest = read(JSON.createObjectNode().put("target", "example.com"));
    int defaults = 0;
    for (Map.Entry<String, JsonNode> field : FIELDS.properties()) {
      // the reader leaves the default of the limit to the format of the page
      if (field.getValue().has("default") && !field.getKey().equals("limit")) {
        defaults++;
        assertThat(read(withValue(field.getKey(), field.getValue().path("default"))))
            .as(field.getKey())
            .isEqualTo(defaultRequest);
      }
    }
    assertThat(defaults).isEqualTo(9);
    assertThat(FIELDS.at("/limit/default").intValue()).isEqualTo(PageFormat.JSON.limit(null));
  }

  @Test
  void schemaDurationPatternMatchesParser() {
    String pattern = "^%s(?!\\s)$|%s".formatted(MaxAge.SAME_INDEX, IsoDuration.REGEX);
    assertThat(FIELDS.at("/maxAge/pattern").asText()).isEqualTo(pattern);
    assertThat(parameter("MaxAge").path("pattern").asText()).isEqualTo(pattern);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PT0S",
        "P3650D",
        "P3651D",
        "PT0.5S",
        "P1DT2H3M4.5S",
        "pt24h",
        "P1W",
        "p1w2dt3h",
        "PT0.5H",
        "PT0,5h",
        "PT999999999999999H",
        "index"
      })
  void durationIsAcceptedWhenSchemaAcceptsIt(String age) {
    assertAcceptance(true, withValue("maxAge", age));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PT",
        "P",
        "24",
        "P1Y",
        "P1M",
        "PT-1S",
        "-PT1S",
        "PT0.5H1M",
        "PT.5H",
        "P1DT",
        "PT1H1H",
        "",
        "PT1S\n",
        "index\n",
        "Index",
        "indexes",
        "PT1234567890123456H",
        "PT\u0661H"
      })
  void durationIsRejectedWhenSchemaRejectsIt(String age) {
    assertAcceptance(false, withValue("maxAge", age));
  }

  private static JsonNode parameter(String name) {
    return DOCUMENT.at("/components/parameters/" + name).path("schema");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PT1S",
        "PT0.999999999S",
        "PT0S",
        "pt1.0s",
        "PT0M1S",
        "P0DT0H0M0.5S",
        "P0W",
        "PT0.0166M",
        "PT0.016666666M",
        "PT0.016666667M",
        "PT0.0167M",
        "PT0.02M",
        "PT0.000277777H",
        "PT0.000277778H",
        "PT0.0003H",
        "PT0.1H",
        "P0.000011574D",
        "P0.000011575D",
        "P0.00001D",
        "P0.0001D",
        "P0.5D",
        "P0.000001653W",
        "P0.000001654W",
        "P0.1W",
        "P0W0DT0H0M1S",
        "p0dt0,5s",
        "PT00H",
        "PT01S",
        "P1W"
      })
  void queryRejectsMaxAgeBelowOneSecondAsSchemaDoes(String age) {
    boolean isAccepted =
        new RequestReader(true, Set.of())
                .fromQuery(Map.of("target", List.of("example.com"), "maxAge", List.of(age)))
            instanceof ReportRequest;
    assertThat(isAccepted)
        .isEqualTo(
            IsoDuration.parse(age, Duration.ofDays(1))
                .filter(duration -> duration.toSeconds() >= 1)
                .isPresent());
    assertThat(DOCUMENT.errors(parameter("MaxAge"), JSON.getNodeFactory().textNode(age)).isEmpty())
        .isEqualTo(isAccepted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"100.0", "1e2", "1E+2", "100", "1000e-1", "100.5", "1e400", "0.0", "1e-3"})
  void numbersAreComparedByValueAsInSchema(String number) throws JsonProcessingException {
    JsonNode request =
        JSON.reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .readTree("{\"target\": \"example.com\", \"maxBacklinks\": " + number + "}");
    assertAcceptance(new BigDecimal(number).compareTo(BigDecimal.valueOf(100)) == 0, request);
  }

  @Test
  void nullIsTreatedAsAbsentAsInSchema() {
    for (String field : RequestReader.fieldNames()) {
      assertAcceptance(!field.equals("target"), withValue(field, null));
    }
    assertAcceptance(true, withValue("maxUnits/analysis", null));
    assertAcceptance(true, withValue("command", "GetBackLinkData").putNull("forceQueue"));
    assertAcceptance(false, withValue("unknown", null));
  }

  @Test
  void includeDeletedIsAcceptedOnlyWithSuccessorAndWithoutQueue() {
    assertAcceptance(true, withValue("includeDeleted", true));
    for (String command : List.of("auto", "GetBackLinkData")) {
      assertAcceptance(true, withValue("includeDeleted", true).put("command", command));
    }
    assertAcceptance(true, withValue("includeDeleted", true).putNull("command"));
    assertAcceptance(true, withValue("includeDeleted", true).putNull("forceQueue"));
    assertAcceptance(true, withValue("includeDeleted", true).put("forceQueue", false));
    assertAcceptance(false, withValue("includeDeleted", true).put("forceQueue", true));
    assertAcceptance(false, withValue("includeDeleted", true).put("command", "GetTopBackLinks"));
    assertAcceptance(true, withValue("includeDeleted", false).put("command", "GetTopBackLinks"));
    assertAcceptance(true, withValue("includeDeleted", false).put("forceQueue", true));
    assertAcceptance(true, withValue("command", "GetTopBackLinks").putNull("includeDeleted"));
  }

  @Test
  void schemaRejectsOtherInvalidRequests() {
    ArrayNode scopes = JSON.createArrayNode();
    assertAcceptance(false, withValue("scopes", scopes));
    assertAcceptance(false, withValue("scopes", scopes.add("web")));
    assertAcceptance(false, withValue("maxUnits", JSON.createObjectNode()));
    assertAcceptance(false, withValue("tags", "x"));
    assertAcceptance(false, withValue("idempotencyKey", "a\\nb".translateEscapes()));
    assertAcceptance(false, withValue("forceQueue", true).put("command", "GetBackLinkData"));
    assertAcceptance(true, withValue("forceQueue", true));
    assertAcceptance(false, withValue("includeDeleted", 1));
    assertThat(new MaxAge.Limited(Duration.parse(FIELDS.at("/maxAge/default").asText())))
        .isEqualTo(RequestOptions.defaults().maxAge());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true|[]",
        "true|[{'taskToken': 'AAAA+/=:._-'}]",
        "true|[{'durableCallbackId': 'YWJj'}, {'durableCallbackId': 'YQ=='}]",
        "true|[{'queueUrl': 'https://sqs.example.com/1/a'}]",
        "true|[{'taskToken': '1'}, {'taskToken': '2'}, {'taskToken': '3'}, {'taskToken': '4'}, {'taskToken': '5'}]",
        "false|[{'taskToken': '1'}, {'taskToken': '2'}, {'taskToken': '3'}, {'taskToken': '4'}, {'taskToken': '5'}, {'taskToken': '6'}]",
        "false|{'taskToken': 'a'}",
        "false|7",
        "false|[null]",
        "false|['a']",
        "false|[{}]",
        "false|[{'taskToken': ''}]",
        "false|[{'taskToken': 'a b'}]",
        "false|[{'taskToken': 7}]",
        "false|[{'durableCallbackId': 'a-b'}]",
        "false|[{'durableCallbackId': 'a==='}]",
        "false|[{'url': 'a'}]",
        "false|[{'taskToken': 'a', 'durableCallbackId': 'YQ=='}]"
      })
  void callbacksAreAcceptedAsInTheSchema(boolean isAccepted, String callbacks)
      throws JsonProcessingException {
    ObjectNode request = JSON.createObjectNode().put("target", "a.b");
    request.set("callbacks", JSON.readTree(callbacks.replace('\'', '"')));
    assertAcceptance(isAccepted, request);
  }
}
