package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.backlinks.local.contract.OpenApiDocument;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.render.PageFormat;
import org.backlinks.report.Problem.Kind;
import org.backlinks.snapshot.Warnings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the routes, problems and limits of the program with its OpenAPI document. */
class OpenApiRoutesTest {
  private static final OpenApiDocument DOCUMENT =
      OpenApiDocument.read(Path.of("src/main/resources/openapi.json"));

  @Test
  void documentHasExactlyTheRoutes() {
    assertThat(DOCUMENT.paths())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Route.values()).map(Route::template).toList())
        .hasSize(10);
  }

  @ParameterizedTest
  @EnumSource
  void documentHasExactlyTheMethodsOfRoute(Route route) {
    assertThat(DOCUMENT.methods(route.template()))
        .containsExactlyInAnyOrderElementsOf(route.methods());
  }

  @ParameterizedTest
  @EnumSource
  void documentRequiresNoAuthorizationForOpenRoutesOnly(Route route) {
    for (String method : route.methods()) {
      JsonNode operation =
          DOCUMENT.at("/paths").path(route.template()).path(method.toLowerCase(Locale.ROOT));
      JsonNode security =
          operation.has("security") ? operation.path("security") : DOCUMENT.at("/security");
      assertThat(security.isArray()).isTrue();
      assertThat(security.isEmpty()).as(method + " " + route).isEqualTo(route.isOpen());
    }
  }

  @Test
  void documentHasHeadForEveryGet() {
    for (String path : DOCUMENT.paths()) {
      boolean isRead =
          DOCUMENT.methods(path).contains("GET") && !path.equals(Route.NOTIFICATION.template());
      assertThat(DOCUMENT.methods(path).contains("HEAD")).as(path).isEqualTo(isRead);
    }
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  @Test
  void documentHasExactlyTheProblems() {
    assertThat(texts(DOCUMENT.schema("ProblemType").path("enum")))
        .containsExactlyElementsOf(
            Arrays.stream(Kind.values()).map(kind -> "/problems/" + kind.wireName()).toList());
    assertThat(texts(DOCUMENT.schema("Problem").at("/properties/status/enum")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Kind.values())
                .map(kind -> Integer.toString(kind.status()))
                .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @EnumSource
  void documentHasProblemUnderItsStatusOnly(Kind kind) {
    String type = "/problems/" + kind.wireName();
    Set<Integer> statuses = new TreeSet<>();
    for (JsonNode response : DOCUMENT.at("/components/responses")) {
      JsonNode properties =
          response.at("/content/application~1problem+json/schema/allOf/1/properties");
      if (texts(properties.at("/type/enum")).contains(type)) {
        statuses.add(properties.at("/status/const").intValue());
      }
    }
    assertThat(statuses).containsExactly(kind.status());
    JsonNode retryable = DOCUMENT.schema("Problem").at("/allOf/0/if/properties/type/enum");
    assertThat(texts(retryable).contains(type)).isEqualTo(kind.isRetryable());
  }

  @Test
  void documentHasExactlyThePageContentTypes() {
    Set<String> types = new TreeSet<>();
    DOCUMENT
        .at("/components/responses/ReadyPage/content")
        .fieldNames()
        .forEachRemaining(types::add);
    assertThat(types)
        .isEqualTo(
            Arrays.stream(PageFormat.values())
                .map(PageFormat::contentType)
                .collect(Collectors.toSet()));
  }

  @Test
  void documentHasTheLimitsOfAnswers() {
    JsonNode request = DOCUMENT.schema("Request").path("properties");
    JsonNode ready = DOCUMENT.schema("ReadyReport").path("properties");
    JsonNode page = DOCUMENT.schema("Page").path("properties");
    assertThat(ready.at("/backlinks/maxItems"))
        .isEqualTo(request.at("/limit/maximum"))
        .isEqualTo(page.at("/count/maximum"));
    assertThat(page.at("/total/maximum").intValue())
        .isEqualTo(Question.MAX_BACKLINKS * Scope.values().length);
    assertThat(ready.at("/lists/maxItems").intValue()).isEqualTo(Scope.values().length);
    assertThat(DOCUMENT.schema("Warnings").path("maxItems").intValue())
        .isEqualTo(Warnings.MAX_LINES);
    String maxLength = "%,d bytes".formatted(JsonBodyParser.MAX_BODY_BYTES);
    assertThat(DOCUMENT.at("/components/responses/TooLarge/description").asText())
        .contains(maxLength);
    assertThat(DOCUMENT.at("/paths/~1v1~1backlinks/post/requestBody/description").asText())
        .contains(maxLength);
  }
}
