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
 * Gateways before a function that keeps its events and gives one answer; closed after each test.
 */
abstract class Fronts {
  static final JsonMapper JSON = new JsonMapper();
  static final String OK = "{\"statusCode\":200,\"body\":\"ok\"}";

  private final HttpClient http = HttpClient.newHttpClient();
  final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    http.shutdownNow();
    for (AutoCloseable front : open) {
      front.close();
    }
  }

  HttpFront front(Gateway gateway, String answer) {
    return front(
        gateway,
        event -> {
          events.add(event);
          return answer.getBytes(StandardCharsets.UTF_8);
        });
  }

  HttpFront front(Gateway gateway, Invoker function) {
    HttpFront front = HttpFront.start(gateway, 0, function);
    open.add(front);
    return front;
  }

  JsonNode get(Gateway gateway, String path) throws Exception {
    assertThat(send(request(front(gateway, OK), path)).statusCode()).isEqualTo(200);
    return JSON.readTree(events.take());
  }

  JsonNode post(Gateway gateway, String type, byte[] body) throws Exception {
    send(
        request(front(gateway, OK), "/v1/backlinks")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body)));
    return JSON.readTree(events.take());
  }

  HttpResponse<byte[]> answered(Gateway gateway, String answer) throws Exception {
    return send(request(front(gateway, answer), "/"));
  }

  static HttpRequest.Builder request(HttpFront front, String path) {
    return HttpRequest.newBuilder(URI.create(front.uri() + path));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(
        request.version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofByteArray());
  }

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }
}
