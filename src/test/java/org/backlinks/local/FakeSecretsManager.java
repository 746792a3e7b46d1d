package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The part of Secrets Manager that reads secrets, on a free port of the loopback interface. */
public final class FakeSecretsManager implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ERROR = "com.amazonaws.secretsmanager#";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, StoredSecret> secrets = new ConcurrentHashMap<>();
  private final List<String> reads = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /** The answer to a request for one secret. */
  private sealed interface StoredSecret {
    record Text(String value) implements StoredSecret {}

    record Binary(String base64) implements StoredSecret {}

    record Refusal(int status, String type) implements StoredSecret {}

    record NoAnswer() implements StoredSecret {}
  }

  private FakeSecretsManager(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Starts the server without a secret. */
  public static FakeSecretsManager start() {
    try {
      return new FakeSecretsManager(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the value for {@code AWS_ENDPOINT_URL_SECRETS_MANAGER}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Stores the text of a secret, or replaces it. */
  public void put(String id, String text) {
    AuditFindings.CURRENT_RUN.plantSecretValues(text);
    secrets.put(id, new StoredSecret.Text(text));
  }

  /** Stores a secret that has bytes in place of a text. */
  public void putBinary(String id, String base64) {
    secrets.put(id, new StoredSecret.Binary(base64));
  }

  /** Lets each request for the secret fail. */
  public void failReads(String id, int status, String type) {
    secrets.put(id, new StoredSecret.Refusal(status, type));
  }

  /** Leaves each request for the secret without an answer. */
  public void ignoreReads(String id) {
    secrets.put(id, new StoredSecret.NoAnswer());
  }

  /** Returns how often the secret was requested. */
  public int readCount(String id) {
    return (int) reads.stream().filter(id::equals).count();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      String signatureError =
          SignatureVerifier.findError(exchange, body, LocalDynamoDb.REGION, "secretsmanager");
      if (signatureError != null) {
        sendError(exchange, 400, "InvalidSignatureException", signatureError);
      } else if (!target.equals("secretsmanager.GetSecretValue")) {
        sendError(exchange, 400, "UnknownOperationException", target);
      } else {
        String id = JSON.readTree(body).path("SecretId").asText();
        reads.add(id);
        answer(exchange, id, secrets.get(id));
      }
    }
  }

  private static void answer(HttpExchange exchange, String id, @Nullable StoredSecret secret)
      throws IOException {
    switch (secret) {
      case null ->
          sendError(
              exchange, 400, "ResourceNotFoundException", "Secrets Manager cannot find " + id);
      case StoredSecret.Text(String value) ->
          send(exchange, 200, secretJson(id, "SecretString", value));
      case StoredSecret.Binary(String base64) ->
          send(exchange, 200, secretJson(id, "SecretBinary", base64));
      case StoredSecret.Refusal(int status, String type) ->
          sendError(exchange, status, type, "the request is refused");
      case StoredSecret.NoAnswer() -> waitForever();
    }
  }

  private static JsonNode secretJson(String id, String member, String value) {
    return JSON.createObjectNode()
        .put("ARN", "arn:aws:secretsmanager:us-east-1:123456789012:secret:" + id + "-AbCdEf")
        .put("Name", id)
        .put("VersionId", "00000000-0000-0000-0000-000000000001")
        .put(member, value);
  }

  /** Waits until the server stops. */
  private static void waitForever() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sendError(HttpExchange exchange, int status, String type, String message)
      throws IOException {
    send(
        exchange,
        status,
        JSON.createObjectNode().put("__type", ERROR + type).put("message", message));
  }

  private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
