package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
  private static final RequestReader READER = new RequestReader();

  @Test
  void readsEveryParameter() {
    Asked asked =
        (Asked)
            read(
                "target", "Example.com",
                "scopes", "rootDomain,url,subdomain",
                "index", "fresh",
                "maxBacklinks", "5",
                "maxPerDomain", "1",
                "includeDomains", "true",
                "command", "GetTopBackLinks",
                "forceQueue", "false",
                "maxAge", "PT1H",
                "wait", "0",
                "maxUnits.analysis", "5000",
                "maxUnits.retrieval", "0",
                "idempotencyKey", "k",
                "limit", "7",
                "tag", "t");
    assertThat(asked)
        .isEqualTo(
            new Asked(
                new Question(
                    new Target("example.com"),
                    EnumSet.allOf(Scope.class),
                    Index.FRESH,
                    5,
                    1,
                    true,
                    Command.GET_TOP_BACK_LINKS),
                new Terms(false, Duration.ofHours(1), Duration.ZERO, 5000L, 0L, "k", 7, "t")));
  }

  @Test
  void asksTheSameAsTheSameJson() {
    assertThat(((Asked) read("target", "a.b")).terms()).isEqualTo(Terms.defaults());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "target             | localhost     | must have a host with a dot in it",
        "target             | ''            | must not be empty",
        "scopes             | ''            | must be a list of one or more of url, subdomain, rootDomain",
        "scopes             | url,,subdomain| must be a list of one or more of url, subdomain, rootDomain",
        "scopes             | url subdomain | must be a list of one or more of url, subdomain, rootDomain",
        "index              | HISTORIC      | must be historic or fresh",
        "maxBacklinks       | 0             | must be a whole number from 1 to 50000",
        "maxBacklinks       | 1.0           | must be a whole number from 1 to 50000",
        "maxBacklinks       | ' 1'          | must be a whole number from 1 to 50000",
        "maxBacklinks       | +1            | must be a whole number from 1 to 50000",
        "maxBacklinks       | ١             | must be a whole number from 1 to 50000",
        "maxBacklinks       | ''            | must be a whole number from 1 to 50000",
        "maxPerDomain       | many          | must be a whole number from 1 to 2147483647",
        "includeDomains     | TRUE          | must be true or false",
        "includeDomains     | ''            | must be true or false",
        "command            | both          | must be auto, GetTopBackLinks or GetBackLinkData",
        "forceQueue         | 1             | must be true or false",
        "forceQueue         | true          | must not be true with GET, which is for reading: use POST",
        "maxAge             | PT0S          | must not be zero with GET, which is for reading: use POST",
        "maxAge             | -PT0S         | must not be zero with GET, which is for reading: use POST",
        "maxAge             | P0D           | must not be zero with GET, which is for reading: use POST",
        "maxAge             | 1h            | must be an ISO-8601 duration from PT0S to P3650D, such as PT24H",
        "wait               | 26            | must be a whole number of seconds from 0 to 25",
        "maxUnits           | 5             | must be given as maxUnits.analysis and maxUnits.retrieval",
        "maxUnits.analysis  | -1            | must be a whole number from 0 to 9223372036854775807",
        "maxUnits.retrieval | x             | must be a whole number from 0 to 9223372036854775807",
        "maxUnits.standard  | 1             | is not a field",
        "idempotencyKey     | ''            | must be a string of 1 to 255 characters without control characters",
        "limit              | 5001          | must be a whole number from 1 to 5000",
        "cursor             | abc           | is not a field"
      })
  void namesTheWrongParameter(String name, String value, String message) {
    Reading reading =
        name.equals("target") ? read(name, value) : read("target", "a.b", name, value);
    assertThat(reading).isEqualTo(new Invalid(List.of(new FieldError(name, message))));
  }

  @Test
  void refusesAParameterGivenTwice() {
    Map<String, List<String>> twice = new LinkedHashMap<>();
    twice.put("target", List.of("a.b", "a.b"));
    twice.put("maxUnits.analysis", List.of("1", "2"));
    twice.put("limit", List.of());
    twice.put("index", List.of("no"));
    assertThat(READER.fromQuery(twice))
        .isEqualTo(
            new Invalid(
                List.of(
                    new FieldError("target", "must be given once"),
                    new FieldError("maxUnits.analysis", "must be given once"),
                    new FieldError("limit", "must be given once"),
                    new FieldError("index", "must be historic or fresh"))));
  }

  @Test
  void namesAStrangerGivenTwiceInTextThatCanBeWritten() {
    Map<String, List<String>> strange =
        Map.of("target", List.of("a.b"), "\uD83D" + "x".repeat(500), List.of("1", "2"));
    assertThat(READER.fromQuery(strange))
        .isEqualTo(
            new Invalid(List.of(new FieldError("\uFFFD" + "x".repeat(99), "is not a field"))));
  }

  private static Reading read(String... namesAndValues) {
    return READER.fromQuery(parameters(namesAndValues));
  }

  private static Map<String, List<String>> parameters(String... namesAndValues) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    return parameters;
  }
}
