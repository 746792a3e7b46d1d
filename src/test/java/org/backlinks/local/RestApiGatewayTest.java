package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class RestApiGatewayTest extends ApiGatewayTestBase {
  @Test
  void eventHasMethodPathAndQueryInVersion1() throws Exception {
    JsonNode event =
        get(ApiGateway.restApi("prod"), "/v1/backlinks?target=a.b%2Fc+d&scopes=url&scopes=x");
    assertThat(event.has("version")).isFalse();
    assertThat(event.path("httpMethod").asText()).isEqualTo("GET");
    assertThat(event.path("path").asText()).isEqualTo("/v1/backlinks");
    assertThat(event.path("resource").asText()).isEqualTo("/{proxy+}");
    assertThat(event.path("pathParameters")).isEqualTo(json("{\"proxy\":\"v1/backlinks\"}"));
    assertThat(event.path("queryStringParameters"))
        .isEqualTo(json("{\"target\":\"a.b/c d\",\"scopes\":\"x\"}"));
    assertThat(event.path("multiValueQueryStringParameters"))
        .isEqualTo(json("{\"target\":[\"a.b/c d\"],\"scopes\":[\"url\",\"x\"]}"));
    assertThat(event.get("stageVariables").isNull()).isTrue();
    assertThat(event.get("body").isNull()).isTrue();
    JsonNode context = event.path("requestContext");
    assertThat(context.path("path").asText()).isEqualTo("/prod/v1/backlinks");
    assertThat(context.path("stage").asText()).isEqualTo("prod");
    assertThat(context.path("httpMethod").asText()).isEqualTo("GET");
    assertThat(context.at("/identity/sourceIp").asText()).isEqualTo("127.0.0.1");
    assertThat(context.path("requestId").asText()).isNotEmpty();
  }

  @Test
  void eventHasNullsWhenRequestHasNoQuery() throws Exception {
    JsonNode event = get(ApiGateway.restApi(), "/v1/usage");
    assertThat(event.get("queryStringParameters").isNull()).isTrue();
    assertThat(event.get("multiValueQueryStringParameters").isNull()).isTrue();
    assertThat(event.at("/requestContext/path").asText()).isEqualTo("/v1/usage");
  }

  @Test
  void headersKeepCaseAndAllValues() throws Exception {
    ApiGatewayServer server = startServer(ApiGateway.restApi("prod"), OK_RESULT);
    send(request(server, "/").header("If-None-Match", "a").header("If-None-Match", "b"));
    JsonNode event = JSON.readTree(receivedEvents.take());
    assertThat(event.at("/headers/If-None-Match").asText()).isEqualTo("b");
    assertThat(event.at("/multiValueHeaders/If-None-Match")).isEqualTo(json("[\"a\",\"b\"]"));
  }

  @Test
  void multiValueHeadersAreReturned() throws Exception {
    var response =
        exchange(
            ApiGateway.restApi("prod"),
            "{\"statusCode\":202,\"headers\":{\"Vary\":\"x\",\"Location\":\"/y\"},"
                + "\"multiValueHeaders\":{\"Vary\":[\"Accept\",\"Accept-Encoding\"]},"
                + "\"body\":\"{}\"}");
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().allValues("vary")).containsExactly("Accept", "Accept-Encoding");
    assertThat(response.headers().allValues("location")).containsExactly("/y");
    assertThat(response.headers().allValues("content-type")).containsExactly("application/json");
  }

  @Test
  void resultIsRefusedWhenStatusIsMissing() throws Exception {
    assertThat(exchange(ApiGateway.restApi(), "{\"state\":\"ready\"}").statusCode()).isEqualTo(502);
  }
}
