package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {
  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @CsvSource({
    "/v1/backlinks, '', /v1/backlinks",
    "/v1/v1/backlinks, /v1, /v1/backlinks",
    "/v1/links/v1/reports/0, /v1/links, /v1/reports/0",
    "/prod/v1/usage, /prod, /v1/usage",
    "/a/b/c/d/v1/estimates, /a/b/c/d, /v1/estimates",
    // what lies behind one of our paths is no path of ours
    "/v1/notify/v1/usage, '', /v1/notify/v1/usage",
    "/v1/reports/v1/usage, '', /v1/reports/v1/usage",
    "/v1/nothing, '', /v1/nothing",
    "/a/b/c/d/e/v1/usage, '', /a/b/c/d/e/v1/usage",
    "/a%2Fb/v1/usage, '', /a%2Fb/v1/usage"
  })
  void tellsAStageOrABasePathFromOurOwnPath(String whole, String prefix, String path) {
    HttpCall http = ((Event.Http) Gateway.v2(v2(whole, ""))).call();
    assertThat(http.prefix()).isEqualTo(prefix);
    assertThat(http.path()).isEqualTo(path);
  }

  @Test
  void takesTheLongerPathOfARestApiWhoseStageIsNamedLikeOurs() {
    ObjectNode event = JSON.createObjectNode().put("httpMethod", "GET").put("path", "/v1/usage");
    event.putObject("requestContext").put("path", "/v1/v1/usage");
    HttpCall http = ((Event.Http) Gateway.v1(event)).call();
    assertThat(http.prefix()).isEqualTo("/v1");
    assertThat(http.path()).isEqualTo("/v1/usage");
  }

  @Test
  void readsAQuery() {
    Event event = Gateway.v2(v2("/v1/backlinks", "target=b%C3%BCcher.example/a+b%2B&x&&x=%20ü"));
    assertThat(((Event.Http) event).call().parameters())
        .containsOnlyKeys("target", "x")
        .containsEntry("target", List.of("bücher.example/a b+"))
        .containsEntry("x", List.of("", " ü"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "target=caf%E9",
        "%C3=1",
        "target=%F0%9F%98",
        "target=%ED%A0%80",
        "target=ü%E9",
        "target=\ud800"
      })
  void refusesWhatIsNotUtf8(String query) {
    assertThat(Gateway.v2(v2("/v1/backlinks", query)))
        .isEqualTo(new Event.BadHttp("query", "is not UTF-8"));
  }

  private static ObjectNode v2(String path, String query) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("version", "2.0")
            .put("rawPath", path)
            .put("rawQueryString", query);
    event.putObject("requestContext").putObject("http").put("method", "GET");
    return event;
  }
}
