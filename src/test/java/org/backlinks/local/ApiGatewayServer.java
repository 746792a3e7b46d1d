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
public final class ApiGatewayServer implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** Maximum length in bytes of a request body at API Gateway. */
  private static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  private static final Set<String> CONNECTION_HEADERS =
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
  private final ApiGateway gateway;
  private final Invoker invoker;
  private final HttpServer server;

  private ApiGatewayServer(ApiGateway gateway, int port, Invoker invoker) {
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
   * Starts a server.
   *
   * @param port 0 selects a free port
   */
  public static ApiGatewayServer start(ApiGateway gateway, int port, Invoker invoker) {
    ApiGatewayServer gatewayServer = new ApiGatewayServer(gateway, port, invoker);
    try {
      gatewayServer.server.listen().toCompletionStage().toCompletableFuture().join();
      return gatewayServer;
    } catch (RuntimeException e) {
      gatewayServer.close();
      throw new IllegalStateException("port " + port + ": " + e.getCause(), e);
    }
  }

  /** Returns the address of the routes: it ends with the stage, without a slash. */
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
      if (body.length() <= MAX_BODY_BYTES) {
        body.appendBuffer(part);
      }
    });
    request.endHandler(_ -> threads.execute(() -> serve(request, body.getBytes())));
  }

  private void serve(HttpServerRequest request, byte[] body) {
    GatewayResponse answer;
    try {
      GatewayRequest gatewayRequest = toRequest(request, body);
      Optional<GatewayResponse> form = QuestionForm.find(gatewayRequest);
      answer = form.isPresent() ? form.get() : invokeFunction(gatewayRequest);
    } catch (InterruptedException e) {
      answer = gateway.functionFailedResponse();
    } catch (Exception e) {
      System.err.println("gateway: " + e);
      answer = gateway.functionFailedResponse();
    }
    try {
      send(request, answer);
    } catch (IllegalArgumentException e) { // HTTP does not allow a header of the function
      System.err.println("gateway: " + e);
      request.response().headers().clear();
      send(request, gateway.functionFailedResponse());
    }
  }

  private GatewayResponse invokeFunction(GatewayRequest gatewayRequest)
      throws InterruptedException, IOException {
    if (gatewayRequest.body().length > MAX_BODY_BYTES) {
      return GatewayResponse.ofMessage(413, "Request Entity Too Large");
    }
    Optional<ObjectNode> event;
    try {
      event = gateway.toEvent(gatewayRequest);
    } catch (IllegalArgumentException e) {
      return GatewayResponse.ofMessage(400, "Bad Request"); // an invalid percent escape
    }
    if (event.isEmpty()) {
      return gateway.stageNotFoundResponse();
    }
    byte[] eventBytes = JSON.writeValueAsBytes(event.get());
    if (eventBytes.length > FakeRuntimeApi.MAX_PAYLOAD_BYTES) {
      return GatewayResponse.ofMessage(413, "Request Entity Too Large");
    }
    Future<byte[]> result = threads.submit(() -> invoker.invoke(eventBytes));
    try {
      return gateway.toResponse(result.get(gateway.timeout().toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return gateway.timeoutResponse(); // the function continues, as on Lambda
    } catch (ExecutionException e) {
      System.err.println("gateway: " + e.getCause());
      return gateway.functionFailedResponse();
    }
  }

  private GatewayRequest toRequest(HttpServerRequest request, byte[] body) {
    List<GatewayRequest.Header> headers = new ArrayList<>();
    request
        .headers()
        .forEach((name, value) -> {
          if (!CONNECTION_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            headers.add(new GatewayRequest.Header(name, value));
          }
        });
    headers.add(new GatewayRequest.Header("X-Forwarded-For", "127.0.0.1"));
    headers.add(
        new GatewayRequest.Header("X-Forwarded-Port", Integer.toString(server.actualPort())));
    headers.add(new GatewayRequest.Header("X-Forwarded-Proto", "http"));
    String path = Optional.ofNullable(request.path()).orElse("/");
    return new GatewayRequest(
        UUID.randomUUID().toString(),
        Instant.now(),
        request.method().name(),
        path,
        Optional.ofNullable(request.query()).orElse(""),
        headers,
        body,
        "127.0.0.1");
  }

  private static void send(HttpServerRequest request, GatewayResponse answer) {
    HttpServerResponse response = request.response().setStatusCode(answer.status());
    for (GatewayRequest.Header header : answer.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (!CONNECTION_HEADERS.contains(name) && !name.equals("content-length")) {
        response.headers().add(header.name(), header.value());
      }
    }
    boolean hasNoBody = answer.status() == 204 || answer.status() == 304;
    if (hasNoBody || request.method().name().equals("HEAD")) {
      if (!hasNoBody) {
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length));
      }
      response.end();
    } else {
      response.end(Buffer.buffer(answer.body()));
    }
  }
}
