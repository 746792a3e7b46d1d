package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayEventDecoderTest {
  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @CsvSource({
    "/v1/backlinks, '', /v1/backlinks",
    "/v1/v1/backlinks, /v1, /v1/backlinks",
    "/v1/links/v1/reports/0, /v1/links, /v1/reports/0",
    "/prod/v1/usage, /prod, /v1/usage",
    "/a/b/c/d/v1/estimates, /a/b/c/d, /v1/estimates",
    // only the first route in a path is used
    "/v1/notify/v1/usage, '', /v1/notify/v1/usage",
    "/v1/reports/v1/usage, '', /v1/reports/v1/usage",
    "/v1/nothing, '', /v1/nothing",
    "/a/b/c/d/e/v1/usage, '', /a/b/c/d/e/v1/usage",
    "/a%2Fb/v1/usage, '', /a%2Fb/v1/usage",
    // a slash at the end has no meaning
    "/v1/backlinks/, '', /v1/backlinks",
    "/prod/v1/usage/, /prod, /v1/usage",
    "/v1/reports/0/, '', /v1/reports/0",
    "/v1/openapi.json/, '', /v1/openapi.json",
    "/v1/notify/0/1/, '', /v1/notify/0/1",
    "/v1/estimates/, '', /v1/estimates",
    "/v1/usage//, '', /v1/usage/",
    "/v1/reports/, '', /v1/reports",
    "/, '', /",
    "/nothing/, '', /nothing/"
  })
  void decoderSeparatesPrefixFromRoute(String fullPath, String prefix, String path) {
    HttpRequest http =
        ((Event.Http) GatewayEventDecoder.decodeV2(httpEvent(fullPath, ""))).request();
    assertThat(http.pathPrefix()).isEqualTo(prefix);
    assertThat(http.path()).isEqualTo(path);
  }

  @Test
  void decoderUsesFullPathOfRestApiWhenStageLooksLikeRoute() {
    ObjectNode event = JSON.createObjectNode().put("httpMethod", "GET").put("path", "/v1/usage");
    event.putObject("requestContext").put("path", "/v1/v1/usage");
    HttpRequest http = ((Event.Http) GatewayEventDecoder.decodeV1(event)).request();
    assertThat(http.pathPrefix()).isEqualTo("/v1");
    assertThat(http.path()).isEqualTo("/v1/usage");
  }

  @Test
  void decoderDecodesQuery() {
    Event event =
        GatewayEventDecoder.decodeV2(
            httpEvent("/v1/backlinks", "target=b%C3%BCcher.example/a+b%2B&x&&x=%20ü"));
    assertThat(((Event.Http) event).request().queryParameters())
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
  void decoderRejectsQueryThatIsNotUtf8(String query) {
    assertThat(GatewayEventDecoder.decodeV2(httpEvent("/v1/backlinks", query)))
        .isEqualTo(new Event.MalformedHttp("query", "is not UTF-8"));
  }

  private static ObjectNode httpEvent(String path, String query) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("version", "2.0")
            .put("rawPath", path)
            .put("rawQueryString", query);
    event.putObject("requestContext").putObject("http").put("method", "GET");
    return event;
  }
}
