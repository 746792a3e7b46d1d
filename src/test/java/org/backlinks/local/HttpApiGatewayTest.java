package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiGatewayTest extends ApiGatewayTestBase {
  @Test
  void eventHasMethodPathAndQueryInVersion2() throws Exception {
    JsonNode event =
        get(ApiGateway.httpApi(), "/v1/backlinks?target=a.b%2Fc+d&scopes=url&scopes=x%26");
    assertThat(event.path("version").asText()).isEqualTo("2.0");
    assertThat(event.path("routeKey").asText()).isEqualTo("$default");
    assertThat(event.path("rawPath").asText()).isEqualTo("/v1/backlinks");
    assertThat(event.path("rawQueryString").asText())
        .isEqualTo("target=a.b%2Fc+d&scopes=url&scopes=x%26");
    assertThat(event.path("queryStringParameters"))
        .isEqualTo(json("{\"target\":\"a.b/c d\",\"scopes\":\"url,x&\"}"));
    JsonNode context = event.path("requestContext");
    assertThat(context.at("/http/method").asText()).isEqualTo("GET");
    assertThat(context.at("/http/path").asText()).isEqualTo("/v1/backlinks");
    assertThat(context.at("/http/protocol").asText()).isEqualTo("HTTP/1.1");
    assertThat(context.at("/http/sourceIp").asText()).isEqualTo("127.0.0.1");
    assertThat(context.at("/http/userAgent").asText()).startsWith("Java-http-client/");
    assertThat(context.path("stage").asText()).isEqualTo("$default");
    assertThat(context.path("requestId").asText()).isNotEmpty();
    assertThat(context.path("timeEpoch").asLong()).isPositive();
    assertThat(event.path("isBase64Encoded").asBoolean(true)).isFalse();
    assertThat(event.has("body")).isFalse();
    assertThat(event.has("cookies")).isFalse();
  }

  @Test
  void eventHasNoQueryWhenRequestHasNone() throws Exception {
    JsonNode event = get(ApiGateway.httpApi(), "/v1/usage");
    assertThat(event.path("rawQueryString").asText("-")).isEmpty();
    assertThat(event.has("queryStringParameters")).isFalse();
  }

  @Test
  void pathIsDecodedAndPlusIsPreserved() throws Exception {
    assertThat(get(ApiGateway.httpApi(), "/v1/reports/a%20b+c").path("rawPath").asText())
        .isEqualTo("/v1/reports/a b+c");
  }

  @Test
  void pathIncludesStage() throws Exception {
    JsonNode event = get(ApiGateway.httpApi("prod"), "/v1/usage");
    assertThat(event.path("rawPath").asText()).isEqualTo("/prod/v1/usage");
    assertThat(event.at("/requestContext/http/path").asText()).isEqualTo("/prod/v1/usage");
    assertThat(event.at("/requestContext/stage").asText()).isEqualTo("prod");
  }

  @Test
  void repeatedHeadersAreJoinedInLowerCaseAndCookiesAreSplit() throws Exception {
    ApiGatewayServer server = startServer(ApiGateway.httpApi(), OK_RESULT);
    send(
        request(server, "/")
            .header("Accept", "text/csv")
            .header("ACCEPT", "application/json")
            .header("Cookie", "a=1; b=2"));
    JsonNode event = JSON.readTree(receivedEvents.take());
    assertThat(event.at("/headers/accept").asText()).isEqualTo("text/csv,application/json");
    assertThat(event.path("headers").has("cookie")).isFalse();
    assertThat(event.path("cookies")).isEqualTo(json("[\"a=1\",\"b=2\"]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "text/plain"})
  void textBodyIsPassedAsText(String type) throws Exception {
    JsonNode event =
        post(ApiGateway.httpApi(), type, "{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(event.path("body").asText()).isEqualTo("{\"a\":\"é\"}");
    assertThat(event.path("isBase64Encoded").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/octet-stream", "application/x-www-form-urlencoded"})
  void otherBodyIsPassedAsBase64(String type) throws Exception {
    byte[] body = {0, (byte) 0xff, 7};
    JsonNode event = post(ApiGateway.httpApi(), type, body);
    assertThat(Base64.getDecoder().decode(event.path("body").asText())).isEqualTo(body);
    assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
  }

  @Test
  void responseHasStatusHeadersCookiesAndBody() throws Exception {
    var response =
        exchange(
            ApiGateway.httpApi(),
            "{\"statusCode\":203,\"headers\":{\"Content-Type\":\"text/csv\",\"ETag\":\"x\"},"
                + "\"cookies\":[\"a=1\",\"b=2\"],\"body\":\"AP8=\",\"isBase64Encoded\":true}");
    assertThat(response.statusCode()).isEqualTo(203);
    assertThat(response.headers().allValues("content-type")).containsExactly("text/csv");
    assertThat(response.headers().allValues("etag")).containsExactly("x");
    assertThat(response.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
    assertThat(response.body()).containsExactly(0, 0xff);
  }

  @Test
  void wholeResultBecomesBodyWhenStatusIsMissing() throws Exception {
    var response = exchange(ApiGateway.httpApi(), "{\"state\":\"ready\"}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().allValues("content-type")).containsExactly("application/json");
    assertThat(response.body()).asString().isEqualTo("{\"state\":\"ready\"}");
  }
}
