package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.ProblemAssertions.assertFieldsNamed;
import static org.backlinks.entry.ProblemAssertions.assertProblem;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.itemCount;
import static org.backlinks.local.SharedStack.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.SharedStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends invalid requests. The function names the wrong fields, calls no one and writes nothing. */
class InvalidRequestIT {
  private static final String INVALID_REQUEST = "invalid-request";

  private final GatewayClient http = new GatewayClient(SharedStack.httpApi());
  private final GatewayClient rest = new GatewayClient(SharedStack.restApi());
  private int callsBefore;
  private int itemsBefore;

  @BeforeEach
  void recordCounts() {
    callsBefore = stack().majestic().calls().size();
    itemsBefore = itemCount();
  }

  @AfterEach
  void assertNothingSentOrWritten() {
    assertThat(stack().majestic().calls()).hasSize(callsBefore);
    assertThat(itemCount()).isEqualTo(itemsBefore);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/bad/requests.csv", delimiter = '|', quoteCharacter = '\'')
  void invalidBodyFieldsAreNamed(String description, String request, String fields) {
    assertFieldsNamed(assertProblem(http.post(request), INVALID_REQUEST, 400), fields.split(" "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/bad/requests.csv", delimiter = '|', quoteCharacter = '\'')
  void invalidDirectPayloadFieldsAreNamed(String description, String request, String fields)
      throws Exception {
    assertFieldsNamed(assertProblem(invoke(request), INVALID_REQUEST, 400), fields.split(" "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/bad/bodies.csv", delimiter = '|', quoteCharacter = '\'')
  void invalidBodyIsRefused(String description, String body, String fields) {
    assertFieldsNamed(assertProblem(http.post(body), INVALID_REQUEST, 400), fields.split(" "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/bad/queries.csv", delimiter = '|', quoteCharacter = '\'')
  void invalidHttpApiParametersAreNamed(String description, String query, String fields) {
    assertFieldsNamed(assertProblem(http.get(query), INVALID_REQUEST, 400), fields.split(" "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/bad/queries.csv", delimiter = '|', quoteCharacter = '\'')
  void invalidRestApiParametersAreNamed(String description, String query, String fields) {
    assertFieldsNamed(assertProblem(rest.get(query), INVALID_REQUEST, 400), fields.split(" "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/bad/actions.csv", delimiter = '|', quoteCharacter = '\'')
  void invalidActionFieldsAreNamed(String description, String payload, String fields)
      throws Exception {
    assertFieldsNamed(assertProblem(invoke(payload), INVALID_REQUEST, 400), fields.split(" "));
  }

  static Stream<Arguments> overlongTexts() {
    return Stream.of(
        Arguments.of("target", "http://bad.example/" + "x".repeat(2_030)),
        Arguments.of("target", "bad-" + "x".repeat(60) + ".example"),
        Arguments.of("tag", "x".repeat(256)),
        Arguments.of("idempotencyKey", "x".repeat(256)));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("overlongTexts")
  void overlongTextIsRefused(String field, String text) throws Exception {
    String target = field.equals("target") ? text : "bad.example";
    String request =
        field.equals("target")
            ? "{\"target\": \"%s\"}".formatted(text)
            : "{\"target\": \"%s\", \"%s\": \"%s\"}".formatted(target, field, text);
    assertFieldsNamed(assertProblem(http.post(request), INVALID_REQUEST, 400), field);
    assertFieldsNamed(assertProblem(invoke(request), INVALID_REQUEST, 400), field);
  }

  @Test
  void problemNamesFieldWithoutItsValue() {
    String secret = "user:secret@bad.example";
    JsonNode problem =
        assertProblem(http.post("{\"target\": \"http://" + secret + "/\"}"), INVALID_REQUEST, 400);
    assertFieldsNamed(problem, "target");
    assertThat(problem.toString()).doesNotContain("secret");
  }

  @Test
  void ambiguousInternationalHostIsRefusedWithPunycodeHint() {
    JsonNode problem =
        assertProblem(
            http.post("{\"target\": \"http://stra\u00dfe.example/\"}"), INVALID_REQUEST, 400);
    assertFieldsNamed(problem, "target");
    assertThat(problem.at("/errors/0/message").asText()).contains("punycode");
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/bad/readers.csv", delimiter = '|', quoteCharacter = '\'')
  void payingParameterIsRefusedOnGetWithHintToPost(String query, String field) {
    JsonNode problem = assertProblem(http.get(query), INVALID_REQUEST, 400);
    assertFieldsNamed(problem, field);
    assertThat(problem.at("/errors/0/message").asText()).contains("POST");
  }

  @Test
  void idempotencyKeyInBodyAndHeaderIsRefused() {
    var response =
        http.request()
            .contentType("application/json")
            .header("Idempotency-Key", "one")
            .body("{\"target\": \"bad.example\", \"idempotencyKey\": \"one\"}")
            .post("/v1/backlinks");
    assertFieldsNamed(assertProblem(response, INVALID_REQUEST, 400), "idempotencyKey");
  }

  @Test
  void bodyThatIsNotUtf8IsRefused() {
    var response =
        http.request()
            .contentType("application/octet-stream+json")
            .body(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})
            .post("/v1/backlinks");
    assertFieldsNamed(assertProblem(response, INVALID_REQUEST, 400), "body");
  }
}
