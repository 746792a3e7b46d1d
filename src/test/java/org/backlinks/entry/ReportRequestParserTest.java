package org.backlinks.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.FieldError;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestReader;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportRequestParserTest {
  private static final ReportRequestParser PARSER =
      new ReportRequestParser(new RequestReader(true, Set.of()));
  private static final String BODY = "{\"target\": \"a.example\"}";

  private static HttpRequest get(Map<String, List<String>> query, Map<String, String> headers) {
    return new HttpRequest("GET", "/v1/backlinks", "", query, headers, RequestBody.EMPTY, true);
  }

  private static HttpRequest post(
      String body, Map<String, List<String>> query, Map<String, String> headers) {
    return new HttpRequest(
        "POST", "/v1/backlinks", "", query, headers, RequestBody.of(body.getBytes(UTF_8)), true);
  }

  private static ReportRequestParser.Result parse(HttpRequest request) {
    return PARSER.parse(ContentNegotiation.from(request, true).orElseThrow(), request);
  }

  private static ReportRequest valid(HttpRequest request) {
    return ((ReportRequestParser.Result.Valid) parse(request)).request();
  }

  private static Problem refused(HttpRequest request) {
    return ((ReportRequestParser.Result.Refused) parse(request)).problem();
  }

  private static List<String> invalidFields(HttpRequest request) {
    Problem problem = refused(request);
    assertThat(problem.kind()).isEqualTo(Kind.INVALID_REQUEST);
    return problem.errors().stream().map(FieldError::field).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void parserReadsQueryOfReadingMethods(String method) {
    HttpRequest request =
        new HttpRequest(
            method,
            "/v1/backlinks",
            "",
            Map.of("target", List.of("a.example")),
            Map.of(),
            RequestBody.of("ignored".getBytes(UTF_8)),
            true);
    assertThat(valid(request).question().target().text()).isEqualTo("a.example");
  }

  @Test
  void parserReadsBodyOfPost() {
    assertThat(valid(post(BODY, Map.of(), Map.of())).question().target().text())
        .isEqualTo("a.example");
  }

  @Test
  void idempotencyKeyIsTakenFromHeader() {
    Map<String, String> headers = Map.of("idempotency-key", "k1");
    HttpRequest query = get(Map.of("target", List.of("a.example")), headers);
    assertThat(valid(query).options().idempotencyKey()).isEqualTo("k1");
    assertThat(valid(post(BODY, Map.of(), headers)).options().idempotencyKey()).isEqualTo("k1");
    String nullKey = "{\"target\": \"a.example\", \"idempotencyKey\": null}";
    assertThat(valid(post(nullKey, Map.of(), headers)).options().idempotencyKey()).isEqualTo("k1");
  }

  @Test
  void idempotencyKeyIsRefusedInBothPlaces() {
    Map<String, String> headers = Map.of("idempotency-key", "k1");
    String body = "{\"target\": \"a.example\", \"idempotencyKey\": \"k1\"}";
    assertThat(invalidFields(post(body, Map.of(), headers))).containsExactly("idempotencyKey");
    HttpRequest query =
        get(Map.of("target", List.of("a.example"), "idempotencyKey", List.of("k1")), headers);
    assertThat(invalidFields(query)).containsExactly("idempotencyKey");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/json                 | true
          Application/JSON; charset=utf-8  | true
          application/vnd.example+json     | true
          text/json                        | false
          application/jsonx                | false
          application/x-www-form-urlencoded | false
          """)
  void bodyMustHaveJsonContentType(String contentType, boolean accepted) {
    HttpRequest request = post(BODY, Map.of(), Map.of("content-type", contentType));
    assertThat(parse(request) instanceof ReportRequestParser.Result.Valid).isEqualTo(accepted);
    if (!accepted) {
      assertThat(refused(request).kind()).isEqualTo(Kind.UNSUPPORTED_MEDIA_TYPE);
    }
  }

  @Test
  void bodyMayHaveExactlyTheMaximumLength() {
    String largest = BODY + " ".repeat(JsonBodyParser.MAX_BODY_BYTES - BODY.length());
    assertThat(valid(post(largest, Map.of(), Map.of())).question().maxRows()).isPositive();
    assertThat(refused(post(largest + " ", Map.of(), Map.of())).kind()).isEqualTo(Kind.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "null", "{", "{} {}", "{\"target\": 1, \"target\": 2}"})
  void bodyMustBeOneJsonObject(String body) {
    assertThat(invalidFields(post(body, Map.of(), Map.of()))).containsExactly("body");
  }

  @Test
  void problemNamesEveryInvalidField() {
    HttpRequest post =
        post(
            "{\"limit\": 0, \"other\": 1}",
            Map.of("csv", List.of("x"), "target", List.of("a.example")),
            Map.of());
    assertThat(invalidFields(post))
        .containsExactlyInAnyOrder("csv", "target", "target", "limit", "other");
    HttpRequest get =
        get(Map.of("csv", List.of("x"), "limit", List.of("0"), "other", List.of("1")), Map.of());
    assertThat(invalidFields(get)).containsExactlyInAnyOrder("csv", "target", "limit", "other");
  }
}
