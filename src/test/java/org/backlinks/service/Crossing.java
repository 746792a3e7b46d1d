package org.backlinks.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.backlinks.service.Boundary.Side;
import org.backlinks.service.Cells.Passage;
import org.jspecify.annotations.Nullable;

/** Stands between the function and a server, and stops what shall not get further. */
final class Crossing implements AutoCloseable {
  private static final Set<String> HOP_BY_HOP =
      caseless("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

  /** Tells which report a request is about, and which step of it. */
  interface Reader {
    Optional<Passage> read(HttpExchange exchange, String body);
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final Reader reader;
  private final HttpServer door;

  private Crossing(URI server, Reader reader) throws IOException {
    this.server = server;
    this.reader = reader;
    door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    door.setExecutor(threads);
    door.createContext("/", this::serve);
    door.start();
  }

  static Crossing beforeTable(URI table, Cells cells) throws IOException {
    return new Crossing(
        table,
        (exchange, body) -> {
          String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
          return cells.write(target.substring(target.indexOf('.') + 1), body);
        });
  }

  static Crossing beforeUpstream(URI upstream, Cells cells) throws IOException {
    return new Crossing(
        upstream, (exchange, body) -> cells.call(exchange.getRequestURI().getPath(), body));
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + door.getAddress().getPort());
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Passage passage = reader.read(exchange, new String(body, ISO_8859_1)).orElse(null);
      if (stays(passage, Side.BEFORE)) {
        return;
      }
      HttpResponse<byte[]> answer =
          client.send(request(exchange, body), BodyHandlers.ofByteArray());
      if (!stays(passage, Side.AFTER)) {
        give(exchange, answer, passage);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean stays(@Nullable Passage passage, Side side) {
    if (passage == null || !passage.cell().endsAt(passage.step(), side)) {
      return false;
    }
    passage.cell().stay();
    return true;
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
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
    return request.build();
  }

  private static void give(
      HttpExchange exchange, HttpResponse<byte[]> answer, @Nullable Passage passage)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!HOP_BY_HOP.contains(name)) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    OutputStream to = exchange.getResponseBody();
    to.write(body, 0, body.length / 2);
    to.flush();
    if (!stays(passage, Side.HALFWAY)) {
      to.write(body, body.length / 2, body.length - body.length / 2);
    }
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
