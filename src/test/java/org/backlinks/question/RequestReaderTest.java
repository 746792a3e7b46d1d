package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RequestReader READER = new RequestReader();

  @Test
  void fillsInEveryDefault() {
    Asked asked = asked("{'target': 'example.com'}");
    assertThat(asked.question())
        .isEqualTo(
            new Question(
                Target.of("example.com"),
                Set.of(Scope.URL),
                Index.HISTORIC,
                100,
                null,
                false,
                Command.AUTO));
    assertThat(asked.terms())
        .isEqualTo(
            new Terms(
                false, Duration.ofHours(24), Duration.ofSeconds(20), null, null, null, 1000, null))
        .isEqualTo(Terms.defaults());
  }

  @Test
  void readsEveryField() {
    Asked asked =
        asked(
            """
            {'target': 'HTTP://Example.com:80/A', 'scopes': ['rootDomain', 'url', 'subdomain'],
             'index': 'fresh', 'maxBacklinks': 50000, 'maxPerDomain': 2147483647,
             'includeDomains': true, 'command': 'GetTopBackLinks', 'forceQueue': true,
             'maxAge': 'PT0S', 'wait': 0, 'maxUnits': {'analysis': 0, 'retrieval': 9223372036854775807},
             'idempotencyKey': 'k', 'limit': 5000, 'tag': ''}\
            """);
    assertThat(asked.question())
        .isEqualTo(
            new Question(
                new Target("http://example.com/A"),
                EnumSet.allOf(Scope.class),
                Index.FRESH,
                50_000,
                Integer.MAX_VALUE,
                true,
                Command.GET_TOP_BACK_LINKS));
    assertThat(asked.terms())
        .isEqualTo(
            new Terms(true, Duration.ZERO, Duration.ZERO, 0L, Long.MAX_VALUE, "k", 5000, ""));
  }

  @Test
  void foldsScopesGivenTwice() {
    assertThat(asked("{'target': 'a.b', 'scopes': ['url', 'url']}").question().scopes())
        .containsExactly(Scope.URL);
  }

  @Test
  void takesOneOfTheTwoUnitLimits() {
    Terms terms = asked("{'target': 'a.b', 'maxUnits': {'retrieval': 7}}").terms();
    assertThat(terms.analysisLimit()).isEmpty();
    assertThat(terms.retrievalLimit()).hasValue(7);
  }

  @ParameterizedTest
  @CsvSource({"P3650D", "PT0.5S", "P1DT2H", "pt24h"})
  void takesDurationsOfIso8601(String maxAge) {
    assertThat(asked("{'target': 'a.b', 'maxAge': '" + maxAge + "'}").terms().maxAge())
        .isEqualTo(Duration.parse(maxAge));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "1", "'text'", "true"})
  void refusesWhatIsNoObject(String body) {
    assertThat(errors(body)).containsExactly(new FieldError("request", "must be a JSON object"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "target         | 1                          | must be a string",
        "target         | ['example.com']            | must be a string",
        "target         | null                       | must be a string, not null",
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
        "scopes         | null                       | must be a list of one or more of url, subdomain, rootDomain, not null",
        "index          | 'Fresh'                    | must be historic or fresh",
        "index          | 0                          | must be historic or fresh",
        "index          | null                       | must be historic or fresh, not null",
        "maxBacklinks   | 0                          | must be a whole number from 1 to 50000",
        "maxBacklinks   | 50001                      | must be a whole number from 1 to 50000",
        "maxBacklinks   | -1                         | must be a whole number from 1 to 50000",
        "maxBacklinks   | 10.0                       | must be a whole number from 1 to 50000",
        "maxBacklinks   | 1e2                        | must be a whole number from 1 to 50000",
        "maxBacklinks   | '10'                       | must be a whole number from 1 to 50000",
        "maxBacklinks   | true                       | must be a whole number from 1 to 50000",
        "maxBacklinks   | 4294967297                 | must be a whole number from 1 to 50000",
        "maxBacklinks   | 18446744073709551617       | must be a whole number from 1 to 50000",
        "maxBacklinks   | null                       | must be a whole number from 1 to 50000, not null",
        "maxPerDomain   | 0                          | must be a whole number from 1 to 2147483647",
        "maxPerDomain   | 2147483648                 | must be a whole number from 1 to 2147483647",
        "maxPerDomain   | '1'                        | must be a whole number from 1 to 2147483647",
        "maxPerDomain   | null                       | must be a whole number from 1 to 2147483647, not null",
        "includeDomains | 'true'                     | must be true or false",
        "includeDomains | 1                          | must be true or false",
        "includeDomains | null                       | must be true or false, not null",
        "command        | 'gettopbacklinks'          | must be auto, GetTopBackLinks or GetBackLinkData",
        "command        | {}                         | must be auto, GetTopBackLinks or GetBackLinkData",
        "command        | null                       | must be auto, GetTopBackLinks or GetBackLinkData, not null",
        "forceQueue     | 0                          | must be true or false",
        "forceQueue     | null                       | must be true or false, not null",
        "maxAge         | 86400                      | must be an ISO-8601 duration from PT0S to P3650D, such as PT24H",
        "maxAge         | ''                         | must be an ISO-8601 duration from PT0S to P3650D, such as PT24H",
        "maxAge         | '24h'                      | must be an ISO-8601 duration from PT0S to P3650D, such as PT24H",
        "maxAge         | 'PT-1S'                    | must be an ISO-8601 duration from PT0S to P3650D, such as PT24H",
        "maxAge         | 'P3650DT1S'                | must be an ISO-8601 duration from PT0S to P3650D, such as PT24H",
        "maxAge         | 'PT99999999999999999999H'  | must be an ISO-8601 duration from PT0S to P3650D, such as PT24H",
        "maxAge         | null                       | must be an ISO-8601 duration from PT0S to P3650D, such as PT24H, not null",
        "wait           | -1                         | must be a whole number of seconds from 0 to 25",
        "wait           | 26                         | must be a whole number of seconds from 0 to 25",
        "wait           | 1.5                        | must be a whole number of seconds from 0 to 25",
        "wait           | 'PT20S'                    | must be a whole number of seconds from 0 to 25",
        "wait           | null                       | must be a whole number of seconds from 0 to 25, not null",
        "maxUnits       | 5000                       | must be an object with analysis, retrieval or both",
        "maxUnits       | {}                         | must be an object with analysis, retrieval or both",
        "maxUnits       | []                         | must be an object with analysis, retrieval or both",
        "maxUnits       | null                       | must be an object with analysis, retrieval or both, not null",
        "idempotencyKey | ''                         | must be a string of 1 to 255 characters without control characters",
        "idempotencyKey | 1                          | must be a string of 1 to 255 characters without control characters",
        "idempotencyKey | 'a\\nb'                    | must be a string of 1 to 255 characters without control characters",
        "idempotencyKey | '\\uD83D'                  | must be a string of 1 to 255 characters without control characters",
        "idempotencyKey | null                       | must be a string of 1 to 255 characters without control characters, not null",
        "limit          | 0                          | must be a whole number from 1 to 5000",
        "limit          | 5001                       | must be a whole number from 1 to 5000",
        "limit          | '1'                        | must be a whole number from 1 to 5000",
        "limit          | null                       | must be a whole number from 1 to 5000, not null",
        "tag            | 1                          | must be a string of at most 255 characters",
        "tag            | '\\uDE00'                  | must be a string of at most 255 characters",
        "tag            | null                       | must be a string of at most 255 characters, not null",
        "Target         | 'example.com'              | is not a field",
        "action         | 'report'                   | is not a field",
        "maxUnits.analysis | 1                       | is not a field"
      })
  void namesTheWrongField(String field, String value, String message) {
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
        "analysis  | 1.0                   | must be a whole number from 0 to 9223372036854775807",
        "analysis  | null                  | must be a whole number from 0 to 9223372036854775807, not null",
        "retrieval | '1'                   | must be a whole number from 0 to 9223372036854775807",
        "retrieval | 9223372036854775808   | must be a whole number from 0 to 9223372036854775807",
        "standard  | 1                     | is not a field"
      })
  void namesTheWrongUnitLimit(String member, String value, String message) {
    assertThat(errors("{'target': 'a.b', 'maxUnits': {'" + member + "': " + value + "}}"))
        .containsExactly(new FieldError("maxUnits." + member, message));
  }

  @Test
  void namesEveryWrongFieldAtOnce() {
    assertThat(errors("{'scopes': [], 'index': 1, 'limit': 0, 'maxUnits': {'x': 1}, 'y': {}}"))
        .extracting(FieldError::field)
        .containsExactly("target", "scopes", "index", "maxUnits.x", "limit", "y");
  }

  @Test
  void requiresATarget() {
    assertThat(errors("{}")).containsExactly(new FieldError("target", "is required"));
  }

  @Test
  void allows255Characters() {
    String longest = "😀".repeat(255);
    Terms terms =
        asked("{'target':'a.b','tag':'" + longest + "','idempotencyKey':'" + longest + "'}")
            .terms();
    assertThat(terms.tag()).isEqualTo(longest);
    assertThat(terms.key()).contains(longest);
    assertThat(
            errors("{'target':'a.b','tag':'x" + longest + "','idempotencyKey':'x" + longest + "'}"))
        .extracting(FieldError::field)
        .containsExactly("idempotencyKey", "tag");
  }

  @Test
  void refusesToForceTheQueueOfTheCommandThatCannot() {
    assertThat(errors("{'target': 'a.b', 'forceQueue': true, 'command': 'GetBackLinkData'}"))
        .containsExactly(
            new FieldError("forceQueue", "must not be true with command GetBackLinkData"));
    assertThat(asked("{'target': 'a.b', 'forceQueue': false, 'command': 'GetBackLinkData'}"))
        .extracting(asked -> asked.question().command())
        .isEqualTo(Command.GET_BACK_LINK_DATA);
  }

  @Test
  void namesAHundredStrangersAndCountsTheRest() {
    String strangers =
        IntStream.range(0, 103).mapToObj(i -> "'f" + i + "': 1").collect(Collectors.joining(","));
    assertThat(errors("{'target': 'a.b', " + strangers + "}"))
        .hasSize(101)
        .endsWith(
            new FieldError("f99", "is not a field"),
            new FieldError("request", "has 3 more unknown fields"));
  }

  @Test
  void namesAStrangerInTextThatCanBeWritten() {
    assertThat(errors("{'target': 'a.b', '\\uD83D" + "x".repeat(500) + "': 1}"))
        .containsExactly(new FieldError("\uFFFD" + "x".repeat(99), "is not a field"));
  }

  @Test
  void neverRepeatsAWrongValue() {
    assertThat(errors("{'target': 'http://me:secret@a.b', 'index': 'secret', 'tag': ['secret']}"))
        .hasSize(3)
        .noneMatch(error -> error.message().contains("secret"));
  }

  @Test
  void knowsItsFields() {
    assertThat(RequestReader.fields()).hasSize(14).contains("target", "maxUnits", "tag");
  }

  private static Asked asked(String body) {
    return (Asked) read(body);
  }

  private static List<FieldError> errors(String body) {
    return ((Invalid) read(body)).errors();
  }

  private static Reading read(String body) {
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
