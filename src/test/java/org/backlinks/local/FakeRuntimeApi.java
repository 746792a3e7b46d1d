package org.backlinks.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The Runtime API and the Extensions API of Lambda for one function process. */
public final class FakeRuntimeApi implements AutoCloseable {
  /** Maximum length in bytes of an event and of an answer on Lambda. */
  public static final int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

  static final String FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:backlinks";

  private static final String RUNTIME_PATH = "/2018-06-01/runtime/";
  private static final String INVOCATION_PATH = RUNTIME_PATH + "invocation/";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final Sandbox sandbox;
  private final FakeExtensionsApi extensions;

  private FakeRuntimeApi(HttpServer server, SandboxOptions options) {
    this.server = server;
    this.sandbox = new Sandbox(options);
    this.extensions = new FakeExtensionsApi(sandbox, options.registration());
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Starts the server on a free port of the loopback interface. */
  public static FakeRuntimeApi start() {
    return start(SandboxOptions.defaults());
  }

  /** Starts the server on a free port of the loopback interface. */
  public static FakeRuntimeApi start(SandboxOptions options) {
    try {
      return new FakeRuntimeApi(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
          options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the value for {@code AWS_LAMBDA_RUNTIME_API}: host and port. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns the sandbox of the served process. */
  Sandbox sandbox() {
    return sandbox;
  }

  /**
   * Sends the event to the process and waits for its answer.
   *
   * @param timeout the time from the delivery of the event to the process, as on Lambda
   */
  public byte[] invoke(byte[] event, Duration timeout) throws InterruptedException {
    return await(sandbox.submit(new PendingInvocation(event, timeout)).answer);
  }

  /** Returns the ids of all events so far. */
  public List<String> requestIds() {
    return sandbox.requestIds();
  }

  /** Fails the current event and every later one with this error. */
  public void fail(FunctionErrorException error) {
    sandbox.fail(error);
  }

  @Override
  public void close() {
    fail(new FunctionErrorException("Runtime.ExitError", "the runtime API was closed"));
    extensions.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private static byte[] await(CompletableFuture<byte[]> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw (FunctionErrorException) e.getCause();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals(INVOCATION_PATH + "next")) {
        sendNextEvent(exchange);
      } else if (path.equals(RUNTIME_PATH + "init/error")) {
        fail(new FunctionErrorException("Init", readBody(exchange)));
        JsonResponses.sendAccepted(exchange);
      } else if (path.startsWith(INVOCATION_PATH)) {
        receiveResult(exchange, path.substring(INVOCATION_PATH.length()).split("/"));
      } else if (path.startsWith(FakeExtensionsApi.PATH)) {
        extensions.serve(exchange);
      } else {
        JsonResponses.sendError(exchange, 404, "NotFound", "no such route");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendNextEvent(HttpExchange exchange) throws IOException, InterruptedException {
    EventDelivery delivery;
    try {
      delivery = sandbox.nextForRuntime().get();
    } catch (SandboxException e) {
      JsonResponses.sendError(exchange, 403, "InvalidStateTransition", e.getMessage());
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an event never completes with an error", e);
    }
    PendingInvocation invocation = delivery.invocation();
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id);
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(delivery.deadline().toEpochMilli()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", FUNCTION_ARN);
    headers.set("Lambda-Runtime-Trace-Id", invocation.traceHeader());
    exchange.sendResponseHeaders(200, invocation.event.length == 0 ? -1 : invocation.event.length);
    exchange.getResponseBody().write(invocation.event);
  }

  private void receiveResult(HttpExchange exchange, String[] idAndKind) throws IOException {
    PendingInvocation invocation = sandbox.findUnanswered(idAndKind[0]);
    if (invocation == null || idAndKind.length != 2) {
      JsonResponses.sendError(exchange, 400, "InvalidRequestID", "no such event is in progress");
    } else if (idAndKind[1].equals("error")) {
      String text = readBody(exchange);
      sandbox.complete(invocation, new FunctionErrorException("Unhandled", text));
      JsonResponses.sendAccepted(exchange);
    } else {
      receiveAnswer(exchange, invocation);
    }
  }

  private void receiveAnswer(HttpExchange exchange, PendingInvocation invocation)
      throws IOException {
    InputStream body = exchange.getRequestBody();
    byte[] answer = body.readNBytes(MAX_PAYLOAD_BYTES);
    long excessBytes = body.transferTo(OutputStream.nullOutputStream());
    if (excessBytes > 0) {
      FunctionErrorException error =
          FunctionErrorException.ofExcessSize("a response", answer.length + excessBytes);
      sandbox.complete(invocation, error);
      JsonResponses.sendError(exchange, 413, "RequestEntityTooLarge", error.details());
    } else {
      sandbox.complete(invocation, answer);
      JsonResponses.sendAccepted(exchange);
    }
  }

  private static String readBody(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }
}
