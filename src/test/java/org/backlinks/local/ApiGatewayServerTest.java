package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiGatewayServerTest extends ApiGatewayTestBase {
  @Test
  void pathOutsideStageIsRefused() throws Exception {
    for (ApiGateway gateway : List.of(ApiGateway.httpApi("prod"), ApiGateway.restApi("prod"))) {
      ApiGatewayServer server = startServer(gateway, OK_RESULT);
      URI addressOutsideStage = server.uri().resolve("/production/v1/usage");
      assertThat(send(HttpRequest.newBuilder(addressOutsideStage)).statusCode()).isIn(403, 404);
    }
    assertThat(receivedEvents).isEmpty();
  }

  @Test
  void invalidPercentEscapeIsRefusedByGateway() throws Exception {
    ApiGatewayServer server = startServer(ApiGateway.httpApi(), OK_RESULT);
    assertThat(sendRequestLine(server, "GET /v1/backlinks?target=%zz HTTP/1.1"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(receivedEvents).isEmpty();
  }

  @Test
  void functionErrorIsAnsweredWithoutCause() throws Exception {
    Invoker failingFunction =
        event -> {
          throw new FunctionErrorException("Unhandled", "secret");
        };
    var response = send(request(startServer(ApiGateway.httpApi(), failingFunction), "/"));
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).asString().isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  @Test
  void invalidResponseHeaderIsAnsweredWith502() throws Exception {
    var response =
        exchange(
            ApiGateway.httpApi(),
            "{\"statusCode\":200,\"headers\":{\"Location\":\"/a\\r\\nX-Evil: 1\"},\"body\":\"x\"}");
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().map()).doesNotContainKeys("x-evil", "location");
  }

  @Test
  void responseHasNoBodyWhenHttpForbidsOne() throws Exception {
    var response = exchange(ApiGateway.httpApi(), "{\"statusCode\":204}");
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    ApiGatewayServer server =
        startServer(ApiGateway.httpApi(), "{\"statusCode\":200,\"body\":\"four\"}");
    var head = send(request(server, "/").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.headers().firstValue("content-length")).hasValue("4");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void bodyIsRefusedWhenOverLimit() throws Exception {
    ApiGatewayServer server = startServer(ApiGateway.httpApi(), OK_RESULT);
    for (int size : new int[] {FakeRuntimeApi.MAX_PAYLOAD_BYTES, 10 * 1024 * 1024 + 1}) {
      var response =
          send(
              request(server, "/")
                  .header("Content-Type", "text/plain")
                  .POST(BodyPublishers.ofByteArray(new byte[size])));
      assertThat(response.statusCode()).isEqualTo(413);
    }
    assertThat(receivedEvents).isEmpty();
  }

  @Test
  void targetOf2000EncodedCharactersIsAccepted() throws Exception {
    JsonNode event = get(ApiGateway.httpApi(), "/v1/backlinks?target=" + "%C3%A9".repeat(2_000));
    assertThat(event.at("/queryStringParameters/target").asText()).isEqualTo("é".repeat(2_000));
  }

  private static String sendRequestLine(ApiGatewayServer server, String line) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.uri().getPort())) {
      String request = line + "\r\nHost: local\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.ISO_8859_1);
    }
  }
}
