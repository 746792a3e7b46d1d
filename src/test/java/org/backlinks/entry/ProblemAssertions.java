package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.local.GatewayClient;

/** Checks problems. */
public final class ProblemAssertions {
  private ProblemAssertions() {}

  /** Checks a problem that an HTTP caller got, and returns its body. */
  public static JsonNode assertProblem(Response response, String type, int status) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    assertThat(response.contentType()).isEqualTo("application/problem+json");
    return assertProblem(GatewayClient.parseBody(response), type, status);
  }

  /** Checks a problem that a direct caller got, and returns it. */
  public static JsonNode assertProblem(JsonNode problem, String type, int status) {
    assertThat(problem.path("type").asText()).as(problem.toString()).isEqualTo("/problems/" + type);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("detail").asText()).isNotBlank();
    assertThat(problem.path("instance").asText()).startsWith("/");
    assertThat(problem.path("retryable").isBoolean()).isTrue();
    return problem;
  }

  /** Checks that a problem names exactly these fields. */
  public static void assertFieldsNamed(JsonNode problem, String... fields) {
    List<String> named = new ArrayList<>();
    problem
        .path("errors")
        .forEach(error -> {
          named.add(error.path("field").asText());
          assertThat(error.path("message").asText()).isNotBlank();
        });
    assertThat(named).as(problem.toString()).containsExactlyInAnyOrder(fields);
    assertThat(problem.path("retryable").booleanValue()).isFalse();
    assertThat(problem.has("report")).as("an invalid request has no report").isFalse();
  }
}
