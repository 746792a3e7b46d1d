package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.Problems.namesFields;
import static org.backlinks.entry.Problems.problem;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.items;
import static org.backlinks.local.SharedStack.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.backlinks.local.Http;
import org.backlinks.local.SharedStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What can't be understood: named, and neither sent upstream nor written. */
class BadInputIT {
  private static final String INVALID = "invalid-request";

  private final Http http = new Http(SharedStack.http());
  private final Http rest = new Http(SharedStack.rest());
  private int callsBefore;
  private int itemsBefore;

  @BeforeEach
  void count() {
    callsBefore = stack().majestic().calls().size();
    itemsBefore = items();
  }

  @AfterEach
  void nothingWasSentUpstreamAndNothingWritten() {
    assertThat(stack().majestic().calls()).hasSize(callsBefore);
    assertThat(items()).isEqualTo(itemsBefore);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/bad/requests.csv", delimiter = '|', quoteCharacter = '\'')
  void aBodyNamesItsWrongFields(String what, String request, String fields) {
    namesFields(problem(http.post(request), INVALID, 400), fields.split(" "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/bad/requests.csv", delimiter = '|', quoteCharacter = '\'')
  void aDirectPayloadNamesItsWrongFields(String what, String request, String fields)
      throws Exception {
    namesFields(problem(invoke(request), INVALID, 400), fields.split(" "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/bad/bodies.csv", delimiter = '|', quoteCharacter = '\'')
  void aBodyThatIsNoRequestNamesWhatIsWrong(String what, String body, String fields) {
    namesFields(problem(http.post(body), INVALID, 400), fields.split(" "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/bad/queries.csv", delimiter = '|', quoteCharacter = '\'')
  void aQueryNamesItsWrongParameters(String what, String query, String fields) {
    namesFields(problem(http.get(query), INVALID, 400), fields.split(" "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/bad/queries.csv", delimiter = '|', quoteCharacter = '\'')
  void theOtherGatewaysQueryNamesThemToo(String what, String query, String fields) {
    namesFields(problem(rest.get(query), INVALID, 400), fields.split(" "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/bad/actions.csv", delimiter = '|', quoteCharacter = '\'')
  void aWrongActionNamesItsWrongFields(String what, String payload, String fields)
      throws Exception {
    namesFields(problem(invoke(payload), INVALID, 400), fields.split(" "));
  }

  static Stream<Arguments> tooLong() {
    return Stream.of(
        Arguments.of("target", "http://bad.example/" + "x".repeat(2_030)),
        Arguments.of("target", "bad-" + "x".repeat(60) + ".example"),
        Arguments.of("tag", "x".repeat(256)),
        Arguments.of("idempotencyKey", "x".repeat(256)));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("tooLong")
  void aTextBeyondItsLengthIsRefused(String field, String text) throws Exception {
    String target = field.equals("target") ? text : "bad.example";
    String request =
        field.equals("target")
            ? "{\"target\": \"%s\"}".formatted(text)
            : "{\"target\": \"%s\", \"%s\": \"%s\"}".formatted(target, field, text);
    namesFields(problem(http.post(request), INVALID, 400), field);
    namesFields(problem(invoke(request), INVALID, 400), field);
  }

  @Test
  void aRefusedFieldIsToldWithoutItsValue() {
    String secret = "user:secret@bad.example";
    JsonNode problem = problem(http.post("{\"target\": \"http://" + secret + "/\"}"), INVALID, 400);
    namesFields(problem, "target");
    assertThat(problem.toString()).doesNotContain("secret");
  }

  @Test
  void aHostThatTwoStandardsReadDifferentlyIsRefusedWithAHint() {
    JsonNode problem =
        problem(http.post("{\"target\": \"http://stra\u00dfe.example/\"}"), INVALID, 400);
    namesFields(problem, "target");
    assertThat(problem.at("/errors/0/message").asText()).contains("punycode");
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/bad/readers.csv", delimiter = '|', quoteCharacter = '\'')
  void whatPaysAnewIsRefusedOnGetWithAHintToPost(String query, String field) {
    JsonNode problem = problem(http.get(query), INVALID, 400);
    namesFields(problem, field);
    assertThat(problem.at("/errors/0/message").asText()).contains("POST");
  }

  @Test
  void anIdempotencyKeyInBothPlacesIsRefused() {
    var response =
        http.request()
            .contentType("application/json")
            .header("Idempotency-Key", "one")
            .body("{\"target\": \"bad.example\", \"idempotencyKey\": \"one\"}")
            .post("/v1/backlinks");
    namesFields(problem(response, INVALID, 400), "idempotencyKey");
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() {
    var response =
        http.request()
            .contentType("application/octet-stream+json")
            .body(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})
            .post("/v1/backlinks");
    namesFields(problem(response, INVALID, 400), "body");
  }
}
