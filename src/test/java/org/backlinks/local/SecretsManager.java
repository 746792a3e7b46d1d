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

/** Secrets Manager as a reader of secrets sees it, on a free port of the loopback interface. */
public final class SecretsManager implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ERROR = "com.amazonaws.secretsmanager#";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Secret> secrets = new ConcurrentHashMap<>();
  private final List<String> reads = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /** What is answered for one secret. */
  private sealed interface Secret {
    record Text(String value) implements Secret {}

    record Binary(String base64) implements Secret {}

    record Refusal(int status, String type) implements Secret {}

    record Silence() implements Secret {}
  }

  private SecretsManager(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Starts it without a secret. */
  public static SecretsManager start() {
    try {
      return new SecretsManager(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code AWS_ENDPOINT_URL_SECRETS_MANAGER} must say. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Puts a secret's text, or replaces it. */
  public void put(String id, String text) {
    Findings.OF_RUN.plantSecret(text);
    secrets.put(id, new Secret.Text(text));
  }

  /** Puts a secret that is no text. */
  public void putBinary(String id, String base64) {
    secrets.put(id, new Secret.Binary(base64));
  }

  /** Lets every reading of the secret fail. */
  public void refuse(String id, int status, String type) {
    secrets.put(id, new Secret.Refusal(status, type));
  }

  /** Lets no reading of the secret be answered. */
  public void silence(String id) {
    secrets.put(id, new Secret.Silence());
  }

  /** How often the secret was asked for. */
  public int reads(String id) {
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
      String wrong = Signature.complaint(exchange, body, DynamoDb.REGION, "secretsmanager");
      if (wrong != null) {
        fail(exchange, 400, "InvalidSignatureException", wrong);
      } else if (!target.equals("secretsmanager.GetSecretValue")) {
        fail(exchange, 400, "UnknownOperationException", target);
      } else {
        String id = JSON.readTree(body).path("SecretId").asText();
        reads.add(id);
        answer(exchange, id, secrets.get(id));
      }
    }
  }

  private static void answer(HttpExchange exchange, String id, @Nullable Secret secret)
      throws IOException {
    switch (secret) {
      case null ->
          fail(exchange, 400, "ResourceNotFoundException", "Secrets Manager can't find " + id);
      case Secret.Text(String value) -> reply(exchange, 200, found(id, "SecretString", value));
      case Secret.Binary(String base64) -> reply(exchange, 200, found(id, "SecretBinary", base64));
      case Secret.Refusal(int status, String type) -> fail(exchange, status, type, "not for you");
      case Secret.Silence() -> silent();
    }
  }

  private static JsonNode found(String id, String member, String value) {
    return JSON.createObjectNode()
        .put("ARN", "arn:aws:secretsmanager:us-east-1:123456789012:secret:" + id + "-AbCdEf")
        .put("Name", id)
        .put("VersionId", "00000000-0000-0000-0000-000000000001")
        .put(member, value);
  }

  /** Until the client goes away, or this stops. */
  private static void silent() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void fail(HttpExchange exchange, int status, String type, String message)
      throws IOException {
    reply(
        exchange,
        status,
        JSON.createObjectNode().put("__type", ERROR + type).put("message", message));
  }

  private static void reply(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
