package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class QuestionPropertyTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final RequestReader READER = new RequestReader(true, Set.of());

  @Property
  void canonicalTargetIsUnchangedWhenParsedAgain(@ForAll("targets") String input) {
    assertIdempotent(input);
  }

  @Property
  void parserAcceptsOrRejectsAnyText(@ForAll String input) {
    assertIdempotent(input);
    assertIdempotent("http://" + input);
    assertIdempotent("http://" + input + ".example/");
  }

  private static void assertIdempotent(String input) {
    String text;
    try {
      text = TargetCanonicalizer.canonicalize(input);
    } catch (IllegalArgumentException rejected) {
      assertThat(rejected).hasMessageStartingWith("must ");
      return;
    }
    assertThat(TargetCanonicalizer.canonicalize(text)).isEqualTo(text);
  }

  @Property
  void readerAcceptsAnyJsonOrNamesInvalidFields(@ForAll("requests") JsonNode body) {
    switch (READER.fromJson(body)) {
      case ReportRequest(Question question, RequestOptions options, _) -> {
        assertThat(QuestionJson.parse(QuestionJson.toJson(question))).isEqualTo(question);
        assertThat(options.limit())
            .satisfiesAnyOf(
                limit -> assertThat(limit).isNull(), limit -> assertThat(limit).isBetween(1, 5000));
      }
      case InvalidRequest(List<FieldError> errors, _) ->
          assertThat(errors).extracting(FieldError::field).doesNotHaveDuplicates();
    }
  }

  @Property
  void readerAcceptsAnyQueryOrNamesInvalidParameters(
      @ForAll("names") String name, @ForAll List<String> values) {
    assertThat(READER.fromQuery(Map.of(name, values, "target", List.of("a.b")))).isNotNull();
  }

  @Provide
  Arbitrary<String> targets() {
    Arbitrary<String> part =
        Arbitraries.of(
            "http://",
            "HTTPS://",
            "example",
            "Bücher",
            "ß",
            "．",
            ".",
            "..",
            ":80",
            ":443",
            ":8080",
            "[::1]",
            "[",
            "]",
            "127.0.0",
            "1",
            "/",
            "//",
            "?a=B",
            "#f",
            "@",
            "%41",
            "com",
            "xn--",
            "XN--BCHER-KVA",
            "_",
            "-",
            "İ",
            "ﬁ",
            "ẞ",
            "\u00AD",
            "\u3002",
            "日本",
            "0x1",
            "\\",
            " ");
    return part.list().ofMinSize(1).ofMaxSize(8).map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> names() {
    List<String> names = new ArrayList<>(RequestReader.fieldNames());
    names.remove("target");
    names.addAll(List.of("maxUnits.analysis", "maxUnits.retrieval", "maxUnits.", "action", ""));
    return Arbitraries.of(names);
  }

  @Provide
  Arbitrary<JsonNode> requests() {
    Arbitrary<JsonNode> values = values();
    Arbitrary<JsonNode> objects =
        Arbitraries.maps(Arbitraries.oneOf(names(), Arbitraries.just("target")), values)
            .ofMaxSize(6)
            .map(QuestionPropertyTest::object);
    return Arbitraries.frequencyOf(Tuple.of(9, objects), Tuple.of(1, values));
  }

  private static Arbitrary<JsonNode> values() {
    Arbitrary<JsonNode> scalars =
        Arbitraries.oneOf(
            Arbitraries.of(
                JSON.nullNode(),
                JSON.booleanNode(true),
                JSON.booleanNode(false),
                JSON.textNode("url"),
                JSON.textNode("fresh"),
                JSON.textNode("PT1H"),
                JSON.textNode("GetBackLinkData"),
                JSON.textNode("http://Example.com:80/")),
            Arbitraries.strings().ofMaxLength(300).map(JSON::textNode),
            Arbitraries.integers().between(-2, 60).map(JSON::numberNode),
            Arbitraries.bigIntegers().map(JSON::numberNode),
            Arbitraries.doubles().map(JSON::numberNode));
    return Arbitraries.oneOf(
        scalars,
        scalars.list().ofMaxSize(3).map(QuestionPropertyTest::array),
        Arbitraries.maps(Arbitraries.of("analysis", "retrieval", "x"), scalars)
            .map(QuestionPropertyTest::object));
  }

  private static JsonNode array(List<JsonNode> elements) {
    ArrayNode array = JSON.arrayNode();
    return array.addAll(elements);
  }

  private static JsonNode object(Map<String, JsonNode> members) {
    ObjectNode object = JSON.objectNode();
    return object.setAll(members);
  }
}
