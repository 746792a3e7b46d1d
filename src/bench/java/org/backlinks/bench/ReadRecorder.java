package org.backlinks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy for the database that records the reads in the format of the bare function. */
final class ReadRecorder implements AutoCloseable {
  private static final List<String> FORWARDED_HEADERS =
      List.of("Content-Type", "X-Amz-Target", "X-Amz-Date", "Authorization");

  private final URI database;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> reads = new CopyOnWriteArrayList<>();

  ReadRecorder(URI database) throws IOException {
    this.database = database;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void clear() {
    reads.clear();
  }

  /** Returns the event with which the bare function executes the same reads. */
  byte[] recordedReads() {
    return String.join("\n", reads).getBytes(StandardCharsets.UTF_8);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      recordRead(target.substring(target.indexOf('.') + 1), BenchmarkStack.JSON.readTree(body));
      HttpRequest.Builder request =
          HttpRequest.newBuilder(database).POST(HttpRequest.BodyPublishers.ofByteArray(body));
      for (String name : FORWARDED_HEADERS) {
        String value = exchange.getRequestHeaders().getFirst(name);
        if (value != null) {
          request.header(name, value);
        }
      }
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("x-amz-crc32")
          .ifPresent(checksum -> exchange.getResponseHeaders().set("x-amz-crc32", checksum));
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void recordRead(String operation, JsonNode request) {
    switch (operation) {
      case "GetItem" ->
          reads.add(
              "get %s %s"
                  .formatted(
                      request.path("TableName").asText(), partitionKey(request.path("Key"))));
      case "BatchGetItem" ->
          request
              .path("RequestItems")
              .properties()
              .forEach(table -> {
                StringBuilder line = new StringBuilder("batch ").append(table.getKey());
                table
                    .getValue()
                    .path("Keys")
                    .forEach(key -> line.append(' ').append(partitionKey(key)));
                reads.add(line.toString());
              });
      default -> {
        // the bare function executes only reads
      }
    }
  }

  private static String partitionKey(JsonNode key) {
    return key.path("pk").path("S").asText();
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
