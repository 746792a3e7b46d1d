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
 * The database behind a door that does to transactions what only a busy table or a bad network
 * does; DynamoDB Local itself never tells of a conflict.
 */
final class BusyTable implements AutoCloseable {
  /** What happens to one transaction. */
  enum Fate {
    PASS,
    /** It takes effect, and its answer is lost. */
    ANSWER_LOST,
    /** Another write of the same items was there. */
    CONFLICT,
    /** The same, and beside it the day's budget seems used up. */
    CONFLICT_BESIDE_A_LIMIT,
    /** An earlier sending is still at work. */
    IN_PROGRESS
  }

  private static final JsonMapper JSON = new JsonMapper();
  private static final String TRANSACTION = "DynamoDB_20120810.TransactWriteItems";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Queue<Fate> fates = new ConcurrentLinkedQueue<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final URI table;
  private final HttpServer door;
  private final DynamoDbClient client;

  BusyTable(URI table) throws IOException {
    this.table = table;
    door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    door.setExecutor(threads);
    door.createContext("/", this::serve);
    door.start();
    client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + door.getAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  DynamoDbClient client() {
    return client;
  }

  /** What happens to the next transactions; those after them pass. */
  void next(Fate... next) {
    fates.addAll(List.of(next));
  }

  /** The tokens of all transactions that came, in order. */
  List<String> tokens() {
    return List.copyOf(tokens);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!TRANSACTION.equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))) {
        give(exchange, passed(exchange, body));
        return;
      }
      JsonNode transaction = JSON.readTree(body);
      tokens.add(transaction.path("ClientRequestToken").asText());
      Fate fate = fates.poll();
      switch (fate == null ? Fate.PASS : fate) {
        case PASS -> give(exchange, passed(exchange, body));
        case ANSWER_LOST -> passed(exchange, body);
        case CONFLICT -> cancel(exchange, transaction, "None");
        case CONFLICT_BESIDE_A_LIMIT -> cancel(exchange, transaction, "ConditionalCheckFailed");
        case IN_PROGRESS -> refuse(exchange, "TransactionInProgressException", "[]");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> passed(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(table).POST(BodyPublishers.ofByteArray(body));
    Consumer<String> header =
        name -> request.header(name, exchange.getRequestHeaders().getFirst(name));
    Stream.of("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date").forEach(header);
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** The slot's write meets another; the day's counter is as said; nothing else stands against. */
  private static void cancel(HttpExchange exchange, JsonNode transaction, String ofTheDay)
      throws IOException {
    String reasons =
        transaction
            .path("TransactItems")
            .valueStream()
            .map(JsonNode::toString)
            .map(write ->
                write.contains("\"question#")
                    ? "TransactionConflict"
                    : write.contains("\"day#") ? ofTheDay : "None")
            .map(code -> "{\"Code\": \"" + code + "\"}")
            .collect(Collectors.joining(", ", "[", "]"));
    refuse(exchange, "TransactionCanceledException", reasons);
  }

  private static void refuse(HttpExchange exchange, String type, String reasons)
      throws IOException {
    byte[] body =
        "{\"__type\": \"com.amazonaws.dynamodb.v20120810#%s\", \"CancellationReasons\": %s}"
            .formatted(type, reasons)
            .getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(400, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void give(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }

  @Override
  public void close() {
    client.close();
    door.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
  }
}
