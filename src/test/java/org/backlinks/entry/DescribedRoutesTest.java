package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.backlinks.local.face.Document;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.render.Format;
import org.backlinks.report.Problem.Kind;
import org.backlinks.snapshot.Warnings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Routes, problems and limits of answers are those that the interface tells. */
class DescribedRoutesTest {
  private static final Document DOCUMENT =
      Document.read(Path.of("src/main/resources/openapi.json"));

  @Test
  void everyRouteIsDescribedAndNoOther() throws IllegalAccessException {
    Set<String> ours = new TreeSet<>();
    for (Field field : Routes.class.getDeclaredFields()) {
      if (field.getType() == String.class) {
        field.setAccessible(true);
        String text = (String) field.get(null);
        if (text.startsWith("/v1/")) {
          ours.add(text);
        }
      }
    }
    Set<String> described = new TreeSet<>();
    for (String path : DOCUMENT.paths()) {
      described.add(path.replaceAll("\\{.*", ""));
    }
    assertThat(ours).isEqualTo(described).hasSize(6);
  }

  private static List<String> words(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  @Test
  void theProblemsAreTheOnesDescribed() {
    assertThat(words(DOCUMENT.schema("ProblemType").path("enum")))
        .containsExactlyElementsOf(
            Arrays.stream(Kind.values()).map(kind -> "/problems/" + kind.word()).toList());
    assertThat(words(DOCUMENT.schema("Problem").at("/properties/status/enum")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Kind.values())
                .map(kind -> Integer.toString(kind.status()))
                .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @EnumSource
  void aProblemStandsWithItsStatusAndNoOther(Kind kind) {
    String type = "/problems/" + kind.word();
    Set<Integer> statuses = new TreeSet<>();
    for (JsonNode response : DOCUMENT.at("/components/responses")) {
      JsonNode own = response.at("/content/application~1problem+json/schema/allOf/1/properties");
      if (words(own.at("/type/enum")).contains(type)) {
        statuses.add(own.at("/status/const").intValue());
      }
    }
    assertThat(statuses).containsExactly(kind.status());
    JsonNode retryable = DOCUMENT.schema("Problem").at("/allOf/0/if/properties/type/enum");
    assertThat(words(retryable).contains(type)).isEqualTo(kind.retryable());
  }

  @Test
  void thePagesTypesAreTheOnesDescribed() {
    Set<String> types = new TreeSet<>();
    DOCUMENT
        .at("/components/responses/ReadyPage/content")
        .fieldNames()
        .forEachRemaining(types::add);
    assertThat(types)
        .isEqualTo(
            Arrays.stream(Format.values()).map(Format::contentType).collect(Collectors.toSet()));
  }

  @Test
  void limitsOfAnswersAreTheOnesDescribed() {
    JsonNode request = DOCUMENT.schema("Request").path("properties");
    JsonNode ready = DOCUMENT.schema("ReadyReport").path("properties");
    JsonNode page = DOCUMENT.schema("Page").path("properties");
    assertThat(ready.at("/backlinks/maxItems"))
        .isEqualTo(request.at("/limit/maximum"))
        .isEqualTo(page.at("/count/maximum"));
    assertThat(page.at("/total/maximum").intValue())
        .isEqualTo(Question.MAX_BACKLINKS * Scope.values().length);
    assertThat(ready.at("/lists/maxItems").intValue()).isEqualTo(Scope.values().length);
    assertThat(DOCUMENT.schema("Warnings").path("maxItems").intValue()).isEqualTo(Warnings.MOST);
    String most = "%,d bytes".formatted(Routes.LARGEST_BODY);
    assertThat(DOCUMENT.at("/components/responses/TooLarge/description").asText()).contains(most);
    assertThat(DOCUMENT.at("/paths/~1v1~1backlinks/post/requestBody/description").asText())
        .contains(most);
  }
}
