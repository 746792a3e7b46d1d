package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.ReportFixture.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.backlinks.question.FieldError;
import org.backlinks.report.Problem;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemJsonTest {
  @Test
  void problemHasRfc9457Members() throws IOException {
    assertThat(json(Problem.of(Problem.Kind.NOT_FOUND, "No such report."), null))
        .isEqualTo(
            tree(
                """
                {'type':'/problems/not-found','title':'Not found','status':404,
                 'detail':'No such report.','instance':'urn:x:1','retryable':false}
                """));
  }

  @Test
  void problemListsFieldErrorsInOrder() throws IOException {
    Problem problem =
        Problem.invalidRequest(
            List.of(new FieldError("target", "is missing"), new FieldError("limit", "is \"x\"")));
    JsonNode json = json(problem, null);
    assertThat(json.path("status").asInt()).isEqualTo(400);
    assertThat(json.path("errors").toString())
        .isEqualTo(
            "[{\"field\":\"target\",\"message\":\"is missing\"},"
                + "{\"field\":\"limit\",\"message\":\"is \\\"x\\\"\"}]");
  }

  @Test
  void problemHasRetryAfterAndReport() throws IOException {
    ReportId id = SampleReports.id();
    Problem problem =
        new Problem(Problem.Kind.UPSTREAM_UNAVAILABLE, "Later.", List.of(), Duration.ofSeconds(90));
    JsonNode json = json(problem, id);
    assertThat(json.path("retryAfter").asLong()).isEqualTo(90);
    assertThat(json.path("retryable").asBoolean()).isTrue();
    assertThat(json.path("report").textValue()).isEqualTo(id.text());
    assertThat(json.has("errors")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void everyKindIsWritten(Problem.Kind kind) throws IOException {
    JsonNode json = json(Problem.of(kind, "Why."), null);
    assertThat(json.path("type").textValue()).isEqualTo("/problems/" + kind.wireName());
    assertThat(json.path("status").asInt()).isEqualTo(kind.status());
  }

  private static JsonNode json(Problem problem, @Nullable ReportId report) throws IOException {
    return ReportFixture.JSON.readTree(
        ProblemJson.render(problem, "urn:x:1", report).toByteArray());
  }
}
