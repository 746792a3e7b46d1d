package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.local.Http;

/** What every problem must look like. */
public final class Problems {
  private Problems() {}

  /** Checks a problem that came over HTTP, and gives its body. */
  public static JsonNode problem(Response response, String type, int status) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    assertThat(response.contentType()).isEqualTo("application/problem+json");
    return problem(Http.body(response), type, status);
  }

  /** Checks a problem that a direct caller got. */
  public static JsonNode problem(JsonNode problem, String type, int status) {
    assertThat(problem.path("type").asText()).as(problem.toString()).isEqualTo("/problems/" + type);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("detail").asText()).isNotBlank();
    assertThat(problem.path("instance").asText()).startsWith("/");
    assertThat(problem.path("retryable").isBoolean()).isTrue();
    return problem;
  }

  /** Checks that exactly these fields are named as wrong. */
  public static void namesFields(JsonNode problem, String... fields) {
    List<String> named = new ArrayList<>();
    problem
        .path("errors")
        .forEach(error -> {
          named.add(error.path("field").asText());
          assertThat(error.path("message").asText()).isNotBlank();
        });
    assertThat(named).as(problem.toString()).containsExactlyInAnyOrder(fields);
    assertThat(problem.path("retryable").booleanValue()).isFalse();
    assertThat(problem.has("report")).as("no report for a bad request").isFalse();
  }
}
