package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.units.PartialUnits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParameterReaderTest {
  private static final RequestReader READER = new RequestReader(true, Set.of());

  @Test
  void readerReadsEveryParameter() {
    ReportRequest request =
        (ReportRequest)
            read(
                "target", "Example.com",
                "scopes", "rootDomain,url,subdomain",
                "index", "fresh",
                "maxBacklinks", "5",
                "maxPerDomain", "1",
                "includeDomains", "true",
                "command", "GetTopBackLinks",
                "includeDeleted", "false",
                "forceQueue", "false",
                "maxAge", "PT1H",
                "wait", "0",
                "maxUnits.analysis", "5000",
                "maxUnits.retrieval", "0",
                "idempotencyKey", "k",
                "limit", "7",
                "tag", "t",
                "compareWith", "0123456789abcdef0123456789abcdef");
    assertThat(request)
        .isEqualTo(
            new ReportRequest(
                new Question(
                    new Target("example.com"),
                    EnumSet.allOf(Scope.class),
                    Index.FRESH,
                    5,
                    1,
                    true,
                    Command.GET_TOP_BACK_LINKS,
                    false),
                new RequestOptions(
                    false,
                    new MaxAge.Limited(Duration.ofHours(1)),
                    Duration.ZERO,
                    new PartialUnits(5000L, 0L),
                    "k",
                    7,
                    "t",
                    new EarlierReport.Named("0123456789abcdef0123456789abcdef"),
                    List.of())));
  }

  @ParameterizedTest
  @CsvSource({"100", "100.0", "1e2", "1E+2", "1000e-1", "0.1e3", "100.000"})
  void numbersAreComparedByValueAsInJson(String number) {
    ReportRequest request =
        (ReportRequest)
            read(
                "target",
                "a.b",
                "maxBacklinks",
                number,
                "limit",
                number,
                "maxUnits.analysis",
                number);
    assertThat(request.question().maxBacklinks()).isEqualTo(100);
    assertThat(request.options().limit()).isEqualTo(100);
    assertThat(request.options().maxUnits().analysis()).isEqualTo(100);
  }

  @Test
  void queryHasSameDefaultOptionsAsJson() {
    assertThat(((ReportRequest) read("target", "a.b")).options())
        .isEqualTo(RequestOptions.defaults());
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
        "maxBacklinks       | 1.5           | must be a whole number from 1 to 50000",
        "maxBacklinks       | 1.            | must be a whole number from 1 to 50000",
        "maxBacklinks       | .1e1          | must be a whole number from 1 to 50000",
        "maxBacklinks       | 0x10          | must be a whole number from 1 to 50000",
        "maxBacklinks       | 1e            | must be a whole number from 1 to 50000",
        "maxBacklinks       | 1e999999999   | must be a whole number from 1 to 50000",
        "maxBacklinks       | 1e-999999999  | must be a whole number from 1 to 50000",
        "maxBacklinks       | 1e9999999999  | must be a whole number from 1 to 50000",
        "maxBacklinks       | ' 1'          | must be a whole number from 1 to 50000",
        "maxBacklinks       | +1            | must be a whole number from 1 to 50000",
        "maxBacklinks       | ١             | must be a whole number from 1 to 50000",
        "maxBacklinks       | ''            | must be a whole number from 1 to 50000",
        "maxPerDomain       | many          | must be a whole number from 1 to 2147483647",
        "includeDomains     | TRUE          | must be true or false",
        "includeDomains     | ''            | must be true or false",
        "includeDeleted     | 1             | must be true or false",
        "command            | both          | must be auto, GetTopBackLinks or GetBackLinkData",
        "forceQueue         | 1             | must be true or false",
        "forceQueue         | true          | must not be true with GET, which is for reading: use POST",
        "maxAge             | PT0S          | must be at least PT1S with GET, which is for reading: use POST",
        "maxAge             | PT0.999999999S| must be at least PT1S with GET, which is for reading: use POST",
        "maxAge             | pt0,5s        | must be at least PT1S with GET, which is for reading: use POST",
        "maxAge             | PT0.0002H     | must be at least PT1S with GET, which is for reading: use POST",
        "maxAge             | -PT0S         | must be index, or an ISO-8601 duration of weeks, days, hours, minutes and seconds, such as PT24H",
        "maxAge             | P0D           | must be at least PT1S with GET, which is for reading: use POST",
        "maxAge             | 1h            | must be index, or an ISO-8601 duration of weeks, days, hours, minutes and seconds, such as PT24H",
        "wait               | 26            | must be a whole number of seconds from 0 to 25",
        "maxUnits           | 5             | must be given as maxUnits.analysis and maxUnits.retrieval",
        "maxUnits.analysis  | -1            | must be a whole number from 0 to 9223372036854775807",
        "maxUnits.retrieval | x             | must be a whole number from 0 to 9223372036854775807",
        "maxUnits.standard  | 1             | is not a field",
        "idempotencyKey     | ''            | must be a string of 1 to 255 characters without control characters",
        "limit              | 5001          | must be a whole number from 1 to 5000",
        "cursor             | abc           | is not a field"
      })
  void errorNamesInvalidParameter(String name, String value, String message) {
    RequestResult result =
        name.equals("target") ? read(name, value) : read("target", "a.b", name, value);
    assertThat(((InvalidRequest) result).errors()).containsExactly(new FieldError(name, message));
  }

  @Test
  void readerReadsIncludeDeleted() {
    ReportRequest request = (ReportRequest) read("target", "a.b", "includeDeleted", "true");
    assertThat(request.question().includeDeleted()).isTrue();
  }

  @Test
  void readerRejectsRepeatedParameter() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    parameters.put("target", List.of("a.b", "a.b"));
    parameters.put("maxUnits.analysis", List.of("1", "2"));
    parameters.put("limit", List.of());
    parameters.put("index", List.of("no"));
    assertThat(READER.fromQuery(parameters))
        .isEqualTo(
            new InvalidRequest(
                List.of(
                    new FieldError("target", "must be given once"),
                    new FieldError("maxUnits.analysis", "must be given once"),
                    new FieldError("limit", "must be given once"),
                    new FieldError("index", "must be historic or fresh"))));
  }

  @Test
  void errorNamesUnknownParameterInWellFormedText() {
    Map<String, List<String>> parameters =
        Map.of("target", List.of("a.b"), "\uD83D" + "x".repeat(500), List.of("1", "2"));
    assertThat(READER.fromQuery(parameters))
        .isEqualTo(
            new InvalidRequest(
                List.of(new FieldError("\uFFFD" + "x".repeat(99), "is not a field"))));
  }

  private static RequestResult read(String... namesAndValues) {
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
