package org.backlinks.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A proxy in front of the database. It makes transactions fail like on a busy table or over a bad
 * network. DynamoDB Local itself never reports a conflict.
 */
final class BusyTableProxy implements AutoCloseable {
  /** The fault that a transaction meets. */
  enum TransactionFault {
    NONE,
    /** The transaction is executed, and its response is lost. */
    RESPONSE_LOST,
    /** The transaction conflicts with another write of the same items. */
    CONFLICT,
    /** The transaction conflicts, and the condition on the day's budget does not hold either. */
    CONFLICT_AND_BUDGET_EXHAUSTED,
    /** An earlier request with the same token is still being executed. */
    IN_PROGRESS
  }

  private static final JsonMapper JSON = new JsonMapper();
  private static final String TRANSACTION = "DynamoDB_20120810.TransactWriteItems";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Queue<TransactionFault> faults = new ConcurrentLinkedQueue<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final URI table;
  private final HttpServer server;
  private final DynamoDbClient client;

  BusyTableProxy(URI table) throws IOException {
    this.table = table;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  DynamoDbClient client() {
    return client;
  }

  /** Sets the faults of the next transactions. Later transactions meet no fault. */
  void enqueue(TransactionFault... newFaults) {
    faults.addAll(List.of(newFaults));
  }

  /** Returns the tokens of all transactions so far, in order. */
  List<String> tokens() {
    return List.copyOf(tokens);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!TRANSACTION.equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))) {
        respond(exchange, forward(exchange, body));
        return;
      }
      JsonNode transaction = JSON.readTree(body);
      tokens.add(transaction.path("ClientRequestToken").asText());
      TransactionFault fault = faults.poll();
      switch (fault == null ? TransactionFault.NONE : fault) {
        case NONE -> respond(exchange, forward(exchange, body));
        case RESPONSE_LOST -> forward(exchange, body);
        case CONFLICT -> respondCancelled(exchange, transaction, "None");
        case CONFLICT_AND_BUDGET_EXHAUSTED ->
            respondCancelled(exchange, transaction, "ConditionalCheckFailed");
        case IN_PROGRESS -> respondError(exchange, "TransactionInProgressException", "[]");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(table).POST(BodyPublishers.ofByteArray(body));
    Consumer<String> header =
        name -> request.header(name, exchange.getRequestHeaders().getFirst(name));
    Stream.of("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date").forEach(header);
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  /**
   * Answers that the write of the slot conflicts with another write.
   *
   * @param dayCode the reason code for the write of the day's counter
   */
  private static void respondCancelled(HttpExchange exchange, JsonNode transaction, String dayCode)
      throws IOException {
    String reasons =
        transaction
            .path("TransactItems")
            .valueStream()
            .map(JsonNode::toString)
            .map(write ->
                write.contains("\"question#")
                    ? "TransactionConflict"
                    : write.contains("\"day#") ? dayCode : "None")
            .map(code -> "{\"Code\": \"" + code + "\"}")
            .collect(Collectors.joining(", ", "[", "]"));
    respondError(exchange, "TransactionCanceledException", reasons);
  }

  private static void respondError(HttpExchange exchange, String type, String reasons)
      throws IOException {
    byte[] body =
        "{\"__type\": \"com.amazonaws.dynamodb.v20120810#%s\", \"CancellationReasons\": %s}"
            .formatted(type, reasons)
            .getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(400, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void respond(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(response.statusCode(), response.body().length);
    exchange.getResponseBody().write(response.body());
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
  }
}
