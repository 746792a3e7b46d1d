package org.backlinks.local;

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
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between the function and a server; what it does with a request its heirs say. */
public abstract class Relay implements AutoCloseable {
  private static final Set<String> HOP_BY_HOP =
      caseless("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final HttpServer door;

  /** Stands before that server, on a free loopback port; serves nothing before it is opened. */
  protected Relay(URI server) throws IOException {
    this.server = server;
    door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    door.setExecutor(threads);
    door.createContext("/", this::serve);
  }

  /** Begins to serve. */
  protected final void open() {
    door.start();
  }

  /** The base address before which it stands for the server. */
  public final URI uri() {
    return URI.create("http://127.0.0.1:" + door.getAddress().getPort());
  }

  /** Serves one request; one that is given no answer has its connection closed. */
  protected abstract void pass(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException;

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      pass(exchange, exchange.getRequestBody().readAllBytes());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the server answers. */
  protected final HttpResponse<byte[]> send(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!HOP_BY_HOP.contains(name)) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** Sends the head of an answer; its body is the caller's to write. */
  protected static void begin(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!HOP_BY_HOP.contains(name)) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    int length = answer.body().length;
    exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
  }

  private static Set<String> caseless(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(Arrays.asList(names));
    return set;
  }

  @Override
  public void close() {
    door.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
