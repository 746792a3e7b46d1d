package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;

/**
 * Starts gateways in front of a function that records its events and always returns the same
 * answer. Closes them after each test.
 */
abstract class ApiGatewayTestBase {
  static final JsonMapper JSON = new JsonMapper();
  static final String OK_RESULT = "{\"statusCode\":200,\"body\":\"ok\"}";

  private final HttpClient client = HttpClient.newHttpClient();
  final BlockingQueue<byte[]> receivedEvents = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> closeables = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    client.shutdownNow();
    for (AutoCloseable closeable : closeables) {
      closeable.close();
    }
  }

  ApiGatewayServer startServer(ApiGateway gateway, String answer) {
    return startServer(
        gateway,
        event -> {
          receivedEvents.add(event);
          return answer.getBytes(StandardCharsets.UTF_8);
        });
  }

  ApiGatewayServer startServer(ApiGateway gateway, Invoker function) {
    ApiGatewayServer server = ApiGatewayServer.start(gateway, 0, function);
    closeables.add(server);
    return server;
  }

  JsonNode get(ApiGateway gateway, String path) throws Exception {
    assertThat(send(request(startServer(gateway, OK_RESULT), path)).statusCode()).isEqualTo(200);
    return JSON.readTree(receivedEvents.take());
  }

  JsonNode post(ApiGateway gateway, String type, byte[] body) throws Exception {
    send(
        request(startServer(gateway, OK_RESULT), "/v1/backlinks")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body)));
    return JSON.readTree(receivedEvents.take());
  }

  HttpResponse<byte[]> exchange(ApiGateway gateway, String answer) throws Exception {
    return send(request(startServer(gateway, answer), "/"));
  }

  static HttpRequest.Builder request(ApiGatewayServer server, String path) {
    return HttpRequest.newBuilder(URI.create(server.uri() + path));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(
        request.version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofByteArray());
  }

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }
}
