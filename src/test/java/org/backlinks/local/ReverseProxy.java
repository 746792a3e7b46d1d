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

/** An HTTP proxy between the function and a server. A subclass decides how it handles a request. */
public abstract class ReverseProxy implements AutoCloseable {
  /** The host that the client called and signed. */
  static final String FORWARDED_HOST = "X-Forwarded-Host";

  private static final Set<String> HOP_BY_HOP =
      caseInsensitiveSet(
          "host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI target;
  private final HttpServer listener;

  /**
   * Creates a proxy for the server on a free port of the loopback interface. It handles no request
   * before {@link #start}.
   */
  protected ReverseProxy(URI server) throws IOException {
    this.target = server;
    listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    listener.setExecutor(threads);
    listener.createContext("/", this::serve);
  }

  /** Starts the proxy. */
  protected final void start() {
    listener.start();
  }

  /** Returns the address that the function uses in place of the server's address. */
  public final URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getAddress().getPort());
  }

  /** Handles one request. When the method sends no answer, the proxy closes the connection. */
  protected abstract void handle(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException;

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      handle(exchange, exchange.getRequestBody().readAllBytes());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends the request to the server and returns its answer. */
  protected final HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
            .header(FORWARDED_HOST, host)
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

  /** Sends the status and the headers of an answer. The caller writes the body. */
  protected static void sendHead(HttpExchange exchange, HttpResponse<byte[]> answer)
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

  private static Set<String> caseInsensitiveSet(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(Arrays.asList(names));
    return set;
  }

  @Override
  public void close() {
    listener.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
