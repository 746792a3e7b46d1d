package org.backlinks.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** API Gateway in front of the function, as an HTTP server on the loopback interface. */
public final class HttpFront implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** API Gateway's own limit on a request body, in bytes. */
  private static final int BODY = 10 * 1024 * 1024;

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "keep-alive", "transfer-encoding", "upgrade", "te", "trailer");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(1)
              .setFileSystemOptions(
                  new FileSystemOptions()
                      .setFileCachingEnabled(false)
                      .setClassPathResolvingEnabled(false)));
  private final Gateway gateway;
  private final Invoker invoker;
  private final HttpServer server;

  private HttpFront(Gateway gateway, int port, Invoker invoker) {
    this.gateway = gateway;
    this.invoker = invoker;
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(port)
                    .setHttp2ClearTextEnabled(false)
                    .setMaxInitialLineLength(16 * 1024)
                    .setMaxHeaderSize(16 * 1024))
            .requestHandler(this::serve);
  }

  /**
   * Starts it.
   *
   * @param port 0 for a free one
   */
  public static HttpFront start(Gateway gateway, int port, Invoker invoker) {
    HttpFront front = new HttpFront(gateway, port, invoker);
    try {
      front.server.listen().toCompletionStage().toCompletableFuture().join();
      return front;
    } catch (RuntimeException e) {
      front.close();
      throw new IllegalStateException("port " + port + ": " + e.getCause(), e);
    }
  }

  /** Where the routes begin: with the stage, without a slash at the end. */
  public URI uri() {
    String stage = gateway.stage().map(name -> "/" + name).orElse("");
    return URI.create("http://127.0.0.1:" + server.actualPort() + stage);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    threads.shutdownNow();
  }

  private void serve(HttpServerRequest request) {
    Buffer body = Buffer.buffer();
    request.handler(part -> {
      if (body.length() <= BODY) {
        body.appendBuffer(part);
      }
    });
    request.endHandler(_ -> threads.execute(() -> serve(request, body.getBytes())));
  }

  private void serve(HttpServerRequest request, byte[] body) {
    Answer answer;
    try {
      answer = answer(call(request, body));
    } catch (InterruptedException e) {
      answer = gateway.failed();
    } catch (Exception e) {
      System.err.println("gateway: " + e);
      answer = gateway.failed();
    }
    try {
      send(request, answer);
    } catch (IllegalArgumentException e) { // a header that HTTP does not allow
      System.err.println("gateway: " + e);
      request.response().headers().clear();
      send(request, gateway.failed());
    }
  }

  private Answer answer(Call call) throws InterruptedException, IOException {
    if (call.body().length > BODY) {
      return Answer.message(413, "Request Entity Too Large");
    }
    Optional<ObjectNode> event;
    try {
      event = gateway.event(call);
    } catch (IllegalArgumentException e) {
      return Answer.message(400, "Bad Request"); // a broken percent escape
    }
    if (event.isEmpty()) {
      return gateway.noSuchStage();
    }
    byte[] bytes = JSON.writeValueAsBytes(event.get());
    if (bytes.length > RuntimeApi.LIMIT) {
      return Answer.message(413, "Request Entity Too Large");
    }
    Future<byte[]> result = threads.submit(() -> invoker.invoke(bytes));
    try {
      return gateway.answer(result.get(gateway.limit().toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return gateway.late(); // the function goes on, as on Lambda
    } catch (ExecutionException e) {
      System.err.println("gateway: " + e.getCause());
      return gateway.failed();
    }
  }

  private Call call(HttpServerRequest request, byte[] body) {
    List<Call.Header> headers = new ArrayList<>();
    request
        .headers()
        .forEach((name, value) -> {
          if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            headers.add(new Call.Header(name, value));
          }
        });
    headers.add(new Call.Header("X-Forwarded-For", "127.0.0.1"));
    headers.add(new Call.Header("X-Forwarded-Port", Integer.toString(server.actualPort())));
    headers.add(new Call.Header("X-Forwarded-Proto", "http"));
    String path = Optional.ofNullable(request.path()).orElse("/");
    return new Call(
        UUID.randomUUID().toString(),
        Instant.now(),
        request.method().name(),
        path,
        Optional.ofNullable(request.query()).orElse(""),
        headers,
        body,
        "127.0.0.1");
  }

  private static void send(HttpServerRequest request, Answer answer) {
    HttpServerResponse response = request.response().setStatusCode(answer.status());
    for (Call.Header header : answer.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (!OF_THE_CONNECTION.contains(name) && !name.equals("content-length")) {
        response.headers().add(header.name(), header.value());
      }
    }
    boolean empty = answer.status() == 204 || answer.status() == 304;
    if (empty || request.method().name().equals("HEAD")) {
      if (!empty) {
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length));
      }
      response.end();
    } else {
      response.end(Buffer.buffer(answer.body()));
    }
  }
}
