package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.backlinks.units.PartialUnits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final RequestReader READER = new RequestReader(true, Set.of());

  @Test
  void readerFillsInDefaults() {
    ReportRequest request = readRequest("{'target': 'example.com'}");
    assertThat(request.question())
        .isEqualTo(
            new Question(
                Target.of("example.com"),
                Set.of(Scope.URL),
                Index.HISTORIC,
                100,
                null,
                false,
                Command.AUTO,
                false));
    assertThat(request.options())
        .isEqualTo(
            new RequestOptions(
                false,
                new MaxAge.Limited(Duration.ofHours(24)),
                Duration.ofSeconds(20),
                PartialUnits.NONE,
                null,
                null,
                null,
                null,
                List.of()))
        .isEqualTo(RequestOptions.defaults());
  }

  @Test
  void readerReadsEveryField() {
    ReportRequest request =
        readRequest(
            """
            {'target': 'HTTP://Example.com:80/A', 'scopes': ['rootDomain', 'url', 'subdomain'],
             'index': 'fresh', 'maxBacklinks': 50000, 'maxPerDomain': 2147483647,
             'includeDomains': true, 'command': 'GetTopBackLinks', 'forceQueue': true,
             'maxAge': 'PT0S', 'wait': 0, 'maxUnits': {'analysis': 0, 'retrieval': 9223372036854775807},
             'idempotencyKey': 'k', 'limit': 5000, 'tag': '', 'compareWith': 'previous'}\
            """);
    assertThat(request.question())
        .isEqualTo(
            new Question(
                new Target("http://example.com/A"),
                EnumSet.allOf(Scope.class),
                Index.FRESH,
                50_000,
                Integer.MAX_VALUE,
                true,
                Command.GET_TOP_BACK_LINKS,
                false));
    assertThat(request.options())
        .isEqualTo(
            new RequestOptions(
                true,
                new MaxAge.Limited(Duration.ZERO),
                Duration.ZERO,
                new PartialUnits(0L, Long.MAX_VALUE),
                "k",
                5000,
                "",
                new EarlierReport.Previous(),
                List.of()));
  }

  @Test
  void readerMergesRepeatedScopes() {
    assertThat(readRequest("{'target': 'a.b', 'scopes': ['url', 'url']}").question().scopes())
        .containsExactly(Scope.URL);
  }

  @Test
  void readerAcceptsLimitOfOneKindOfUnits() {
    RequestOptions options =
        readRequest("{'target': 'a.b', 'maxUnits': {'retrieval': 7}}").options();
    assertThat(options.maxUnits()).isEqualTo(new PartialUnits(null, 7L));
  }

  @ParameterizedTest
  @CsvSource({"P3650D", "PT0.5S", "P1DT2H", "pt24h"})
  void readerAcceptsIsoDurations(String maxAge) {
    assertThat(readRequest("{'target': 'a.b', 'maxAge': '" + maxAge + "'}").options().maxAge())
        .isEqualTo(new MaxAge.Limited(Duration.parse(maxAge)));
  }

  @Test
  void readerAcceptsReuseByIndex() {
    ReportRequest request = readRequest("{'target': 'a.b', 'maxAge': 'index'}");
    assertThat(request.options().maxAge()).isEqualTo(new MaxAge.SameIndex());
    assertThat(request.question()).isEqualTo(readRequest("{'target': 'a.b'}").question());
    assertThat(
            new RequestReader(true, Set.of())
                .fromQuery(Map.of("target", List.of("a.b"), "maxAge", List.of("index"))))
        .isEqualTo(request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "1", "'text'", "true"})
  void readerRejectsNonObjectBody(String body) {
    assertThat(errors(body)).containsExactly(new FieldError("request", "must be a JSON object"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "target         | 1                          | must be a string",
        "target         | ['example.com']            | must be a string",
        "target         | ''                         | must not be empty",
        "target         | 'localhost'                | must have a host with a dot in it",
        "scopes         | 'url'                      | must be a list of one or more of url, subdomain, rootDomain",
        "scopes         | []                         | must be a list of one or more of url, subdomain, rootDomain",
        "scopes         | {}                         | must be a list of one or more of url, subdomain, rootDomain",
        "scopes         | {'a': 'url'}               | must be a list of one or more of url, subdomain, rootDomain",
        "scopes         | ['url', 'domain']          | must be a list of one or more of url, subdomain, rootDomain",
        "scopes         | ['URL']                    | must be a list of one or more of url, subdomain, rootDomain",
        "scopes         | ['url', null]              | must be a list of one or more of url, subdomain, rootDomain",
        "scopes         | [1]                        | must be a list of one or more of url, subdomain, rootDomain",
        "index          | 'Fresh'                    | must be historic or fresh",
        "index          | 0                          | must be historic or fresh",
        "maxBacklinks   | 0                          | must be a whole number from 1 to 50000",
        "maxBacklinks   | 50001                      | must be a whole number from 1 to 50000",
        "maxBacklinks   | -1                         | must be a whole number from 1 to 50000",
        "maxBacklinks   | '10'                       | must be a whole number from 1 to 50000",
        "maxBacklinks   | true                       | must be a whole number from 1 to 50000",
        "maxBacklinks   | 4294967297                 | must be a whole number from 1 to 50000",
        "maxBacklinks   | 18446744073709551617       | must be a whole number from 1 to 50000",
        "maxPerDomain   | 0                          | must be a whole number from 1 to 2147483647",
        "maxPerDomain   | 2147483648                 | must be a whole number from 1 to 2147483647",
        "maxPerDomain   | '1'                        | must be a whole number from 1 to 2147483647",
        "includeDomains | 'true'                     | must be true or false",
        "includeDomains | 1                          | must be true or false",
        "command        | 'gettopbacklinks'          | must be auto, GetTopBackLinks or GetBackLinkData",
        "command        | {}                         | must be auto, GetTopBackLinks or GetBackLinkData",
        "includeDeleted | 'true'                     | must be true or false",
        "forceQueue     | 0                          | must be true or false",
        "maxAge         | 86400                      | must be index, or an ISO-8601 duration of weeks, days, hours, minutes and seconds, such as PT24H",
        "maxAge         | ''                         | must be index, or an ISO-8601 duration of weeks, days, hours, minutes and seconds, such as PT24H",
        "maxAge         | '24h'                      | must be index, or an ISO-8601 duration of weeks, days, hours, minutes and seconds, such as PT24H",
        "maxAge         | 'PT-1S'                    | must be index, or an ISO-8601 duration of weeks, days, hours, minutes and seconds, such as PT24H",
        "maxAge         | 'PT99999999999999999999H'  | must be index, or an ISO-8601 duration of weeks, days, hours, minutes and seconds, such as PT24H",
        "wait           | -1                         | must be a whole number of seconds from 0 to 25",
        "wait           | 26                         | must be a whole number of seconds from 0 to 25",
        "wait           | 1.5                        | must be a whole number of seconds from 0 to 25",
        "wait           | 'PT20S'                    | must be a whole number of seconds from 0 to 25",
        "maxUnits       | 5000                       | must be an object with analysis, retrieval or both",
        "maxUnits       | {}                         | must be an object with analysis, retrieval or both",
        "maxUnits       | []                         | must be an object with analysis, retrieval or both",
        "idempotencyKey | ''                         | must be a string of 1 to 255 characters without control characters",
        "idempotencyKey | 1                          | must be a string of 1 to 255 characters without control characters",
        "idempotencyKey | 'a\\nb'                    | must be a string of 1 to 255 characters without control characters",
        "idempotencyKey | '\\uD83D'                  | must be a string of 1 to 255 characters without control characters",
        "limit          | 0                          | must be a whole number from 1 to 5000",
        "limit          | 5001                       | must be a whole number from 1 to 5000",
        "limit          | '1'                        | must be a whole number from 1 to 5000",
        "tag            | 1                          | must be a string of at most 255 characters",
        "tag            | '\\uDE00'                  | must be a string of at most 255 characters",
        "Target         | 'example.com'              | is not a field",
        "action         | 'report'                   | is not a field",
        "maxUnits.analysis | 1                       | is not a field"
      })
  void errorNamesInvalidField(String field, String value, String message) {
    String target = field.equals("target") ? "" : "'target': 'example.com', ";
    assertThat(errors("{" + target + "'" + field + "': " + value + "}"))
        .containsExactly(new FieldError(field, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "analysis  | -1                    | must be a whole number from 0 to 9223372036854775807",
        "analysis  | 1.5                   | must be a whole number from 0 to 9223372036854775807",
        "retrieval | '1'                   | must be a whole number from 0 to 9223372036854775807",
        "retrieval | 9223372036854775808   | must be a whole number from 0 to 9223372036854775807",
        "standard  | 1                     | is not a field"
      })
  void errorNamesInvalidUnitLimit(String member, String value, String message) {
    assertThat(errors("{'target': 'a.b', 'maxUnits': {'" + member + "': " + value + "}}"))
        .containsExactly(new FieldError("maxUnits." + member, message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100.0",
        "1e2",
        "1E+2",
        "100.00",
        "1000e-1",
        "0.1e3",
        "10000.000E-2",
        "100e0",
        "1.0e2",
        "100",
        "100.000000000000000000000000000000"
      })
  void readerComparesNumbersByValue(String number) {
    String body =
        "{'target': 'a.b', 'maxBacklinks': #, 'maxPerDomain': #, 'limit': #, 'maxUnits': {'analysis': #}}"
            .replace("#", number);
    assertThat(readRequest(body).question().maxBacklinks()).isEqualTo(100);
    assertThat(readRequest(body).question().maxPerDomain()).isEqualTo(100);
    assertThat(readRequest(body).options().limit()).isEqualTo(100);
    assertThat(readRequest(body).options().maxUnits().analysis()).isEqualTo(100);
  }

  @Test
  void readerAcceptsWholeNumberWrittenAsFloat() {
    assertThat(
            readRequest("{'target': 't.example', 'maxBacklinks': 100.0}").question().maxBacklinks())
        .isEqualTo(100);
    assertThat(
            readRequest("{'target': 'a.b', 'maxUnits': {'analysis': 9007199254740993.0}}")
                .options()
                .maxUnits())
        .isEqualTo(new PartialUnits(9_007_199_254_740_993L, null));
    assertThat(readRequest("{'target': 'a.b', 'wait': 0e0}").options().maxWait()).isZero();
    assertThat(readRequest("{'target': 'a.b', 'wait': -0.0}").options().maxWait()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100.5",
        "1e400",
        "-1e400",
        "1e-1",
        "1e999999999",
        "1e-999999999",
        "-1E+2147483647",
        "0.999999999999999999999999999",
        "1.00000000000000000000001",
        "50000.1",
        "1e5"
      })
  @Timeout(5)
  void errorNamesFractionalOrOutOfRangeNumber(String number) {
    assertThat(errors("{'target': 'a.b', 'maxBacklinks': " + number + "}"))
        .extracting(FieldError::field)
        .containsExactly("maxBacklinks");
  }

  @Test
  void readerTreatsNullAsAbsent() {
    ReportRequest defaultRequest = readRequest("{'target': 'a.b'}");
    for (String field : RequestReader.fieldNames()) {
      if (!field.equals("target")) {
        assertThat(readRequest("{'target': 'a.b', '" + field + "': null}"))
            .as(field)
            .isEqualTo(defaultRequest);
      }
    }
    assertThat(readRequest("{'target': 'a.b', 'maxUnits': {'analysis': null, 'retrieval': null}}"))
        .isEqualTo(defaultRequest);
    assertThat(
            readRequest("{'target': 'a.b', 'maxUnits': {'analysis': null, 'retrieval': 5}}")
                .options()
                .maxUnits())
        .isEqualTo(new PartialUnits(null, 5L));
    assertThat(errors("{'target': null, 'unknown': null}"))
        .containsExactly(
            new FieldError("target", "is required"), new FieldError("unknown", "is not a field"));
  }

  @Test
  void errorsNameEveryInvalidFieldAtOnce() {
    assertThat(errors("{'scopes': [], 'index': 1, 'limit': 0, 'maxUnits': {'x': 1}, 'y': {}}"))
        .extracting(FieldError::field)
        .containsExactly("target", "scopes", "index", "maxUnits.x", "limit", "y");
  }

  @Test
  void readerRequiresTarget() {
    assertThat(errors("{}")).containsExactly(new FieldError("target", "is required"));
  }

  @Test
  void readerAcceptsTextOf255Characters() {
    String maxText = "😀".repeat(255);
    RequestOptions options =
        readRequest("{'target':'a.b','tag':'" + maxText + "','idempotencyKey':'" + maxText + "'}")
            .options();
    assertThat(options.tag()).isEqualTo(maxText);
    assertThat(options.optionalIdempotencyKey()).contains(maxText);
    assertThat(
            errors("{'target':'a.b','tag':'x" + maxText + "','idempotencyKey':'x" + maxText + "'}"))
        .extracting(FieldError::field)
        .containsExactly("idempotencyKey", "tag");
  }

  @Test
  void readerRejectsForceQueueWithGetBackLinkData() {
    assertThat(errors("{'target': 'a.b', 'forceQueue': true, 'command': 'GetBackLinkData'}"))
        .containsExactly(
            new FieldError("forceQueue", "must not be true with command GetBackLinkData"));
    assertThat(readRequest("{'target': 'a.b', 'forceQueue': false, 'command': 'GetBackLinkData'}"))
        .extracting(request -> request.question().command())
        .isEqualTo(Command.GET_BACK_LINK_DATA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", 'command': 'auto'", ", 'command': 'GetBackLinkData'"})
  void readerAcceptsIncludeDeletedWithSuccessorAndAuto(String command) {
    assertThat(
            readRequest("{'target': 'a.b', 'includeDeleted': true" + command + "}")
                .question()
                .includeDeleted())
        .isTrue();
    assertThat(
            readRequest("{'target': 'a.b', 'includeDeleted': false" + command + "}")
                .question()
                .includeDeleted())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'command': 'GetTopBackLinks' | must not be true with command GetTopBackLinks",
        "'forceQueue': true           | must not be true with forceQueue"
      })
  void readerRejectsIncludeDeletedThatCannotBeAnswered(String field, String message) {
    assertThat(errors("{'target': 'a.b', 'includeDeleted': true, " + field + "}"))
        .containsExactly(new FieldError("includeDeleted", message));
    assertThat(readRequest("{'target': 'a.b', 'includeDeleted': false, " + field + "}"))
        .isEqualTo(readRequest("{'target': 'a.b', " + field + "}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "GetBackLinkData"})
  void readerRejectsIncludeDeletedWhenSettingsLackSuccessor(String command)
      throws JsonProcessingException {
    RequestReader reader = new RequestReader(false, Set.of());
    String question = "{'target': 'a.b', 'command': '" + command + "', 'includeDeleted': ";
    assertThat(reader.fromJson(json(question + "true}")))
        .isEqualTo(
            new InvalidRequest(
                List.of(
                    new FieldError(
                        "includeDeleted",
                        "must not be true: the setting MAJESTIC_COMMAND lacks GetBackLinkData"))));
    assertThat(reader.fromJson(json(question + "false}"))).isInstanceOf(ReportRequest.class);
  }

  @Test
  void errorsNameHundredUnknownFieldsAndCountTheRest() {
    String unknownFields =
        IntStream.range(0, 103).mapToObj(i -> "'f" + i + "': 1").collect(Collectors.joining(","));
    assertThat(errors("{'target': 'a.b', " + unknownFields + "}"))
        .hasSize(101)
        .endsWith(
            new FieldError("f99", "is not a field"),
            new FieldError("request", "has 3 more unknown fields"));
  }

  @Test
  void errorNamesUnknownFieldInWellFormedText() {
    assertThat(errors("{'target': 'a.b', '\\uD83D" + "x".repeat(500) + "': 1}"))
        .containsExactly(new FieldError("\uFFFD" + "x".repeat(99), "is not a field"));
  }

  @Test
  void errorsNeverContainTheInvalidValue() {
    assertThat(errors("{'target': 'http://me:secret@a.b', 'index': 'secret', 'tag': ['secret']}"))
        .hasSize(3)
        .noneMatch(error -> error.message().contains("secret"));
  }

  @Test
  void readerListsAllFieldNames() {
    assertThat(RequestReader.fieldNames()).hasSize(17).contains("target", "maxUnits", "tag");
  }

  private static ReportRequest readRequest(String body) {
    return (ReportRequest) read(body);
  }

  private static List<FieldError> errors(String body) {
    return ((InvalidRequest) read(body)).errors();
  }

  private static RequestResult read(String body) {
    try {
      return READER.fromJson(json(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(body, e);
    }
  }

  private static JsonNode json(String body) throws JsonProcessingException {
    return JSON.readTree(body.replace('\'', '"'));
  }
}
