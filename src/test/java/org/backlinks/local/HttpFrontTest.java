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

class HttpFrontTest extends Fronts {
  @Test
  void refusesAPathOutsideTheStage() throws Exception {
    for (Gateway gateway : List.of(Gateway.http("prod"), Gateway.rest("prod"))) {
      HttpFront front = front(gateway, OK);
      URI outside = front.uri().resolve("/production/v1/usage");
      assertThat(send(HttpRequest.newBuilder(outside)).statusCode()).isIn(403, 404);
    }
    assertThat(events).isEmpty();
  }

  @Test
  void refusesABrokenPercentEscapeItself() throws Exception {
    HttpFront front = front(Gateway.http(), OK);
    assertThat(raw(front, "GET /v1/backlinks?target=%zz HTTP/1.1")).startsWith("HTTP/1.1 400 ");
    assertThat(events).isEmpty();
  }

  @Test
  void answersAFunctionErrorWithoutItsCause() throws Exception {
    Invoker failing =
        event -> {
          throw new FunctionError("Unhandled", "secret");
        };
    var response = send(request(front(Gateway.http(), failing), "/"));
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).asString().isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  @Test
  void answersAHeaderThatHttpDoesNotAllowWith502() throws Exception {
    var response =
        answered(
            Gateway.http(),
            "{\"statusCode\":200,\"headers\":{\"Location\":\"/a\\r\\nX-Evil: 1\"},\"body\":\"x\"}");
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().map()).doesNotContainKeys("x-evil", "location");
  }

  @Test
  void answersWithoutABodyWhereHttpAllowsNone() throws Exception {
    var response = answered(Gateway.http(), "{\"statusCode\":204}");
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    HttpFront front = front(Gateway.http(), "{\"statusCode\":200,\"body\":\"four\"}");
    var head = send(request(front, "/").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.headers().firstValue("content-length")).hasValue("4");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void refusesABodyOverTheLimits() throws Exception {
    HttpFront front = front(Gateway.http(), OK);
    for (int size : new int[] {RuntimeApi.LIMIT, 10 * 1024 * 1024 + 1}) {
      var response =
          send(
              request(front, "/")
                  .header("Content-Type", "text/plain")
                  .POST(BodyPublishers.ofByteArray(new byte[size])));
      assertThat(response.statusCode()).isEqualTo(413);
    }
    assertThat(events).isEmpty();
  }

  @Test
  void takesATargetOfTwoThousandEncodedCharacters() throws Exception {
    JsonNode event = get(Gateway.http(), "/v1/backlinks?target=" + "%C3%A9".repeat(2_000));
    assertThat(event.at("/queryStringParameters/target").asText()).isEqualTo("é".repeat(2_000));
  }

  private static String raw(HttpFront front, String line) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", front.uri().getPort())) {
      String request = line + "\r\nHost: local\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.ISO_8859_1);
    }
  }
}
