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
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The Lambda Runtime API as one function process sees it: one event at a time. */
public final class RuntimeApi implements AutoCloseable {
  /** Lambda's limit on an event and on an answer, in bytes. */
  public static final int LIMIT = 6 * 1024 * 1024;

  static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:backlinks";

  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final String INVOCATION = RUNTIME + "invocation/";

  /** Lambda gives an init 10 s; a JVM on a busy machine needs longer. */
  private static final Duration INIT = Duration.ofSeconds(90);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final HttpServer server;
  private final List<String> ids = new CopyOnWriteArrayList<>();
  private @Nullable Invocation current;
  private @Nullable FunctionError broken;

  private RuntimeApi(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Starts it on a free loopback port. */
  public static RuntimeApi start() {
    try {
      return new RuntimeApi(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code AWS_LAMBDA_RUNTIME_API} must say: host and port. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Hands the event to the process and waits for its answer.
   *
   * @param timeout counted from when the process takes the event, as Lambda does
   */
  public byte[] invoke(byte[] event, Duration timeout) throws InterruptedException {
    Invocation invocation = submit(new Invocation(event, timeout));
    try {
      await(invocation.taken, INIT);
      return await(invocation.answer, timeout);
    } finally {
      done(invocation);
    }
  }

  /** The request ids given out so far. */
  public List<String> ids() {
    return List.copyOf(ids);
  }

  /** Ends what is under way, and everything after it, with this error. */
  public synchronized void fail(FunctionError error) {
    if (broken == null) {
      broken = error;
    }
    if (current != null) {
      current.fail(error);
    }
  }

  @Override
  public void close() {
    fail(new FunctionError("Runtime.ExitError", "the runtime API was closed"));
    server.stop(0);
    threads.shutdownNow();
  }

  private synchronized Invocation submit(Invocation invocation) {
    if (broken != null) {
      throw new FunctionError(broken.type(), broken.text());
    }
    if (current != null) {
      throw new IllegalStateException("a function takes one event at a time");
    }
    current = invocation;
    ids.add(invocation.id);
    waiting.add(invocation);
    return invocation;
  }

  private synchronized void done(Invocation invocation) {
    current = null;
    waiting.remove(invocation);
  }

  private synchronized @Nullable Invocation current(String id) {
    return current != null && current.id.equals(id) ? current : null;
  }

  private static <T> T await(CompletableFuture<T> result, Duration limit)
      throws InterruptedException {
    try {
      return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw FunctionError.timedOut(limit);
    } catch (ExecutionException e) {
      throw (FunctionError) e.getCause();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals(INVOCATION + "next")) {
        next(exchange);
      } else if (path.equals(RUNTIME + "init/error")) {
        fail(new FunctionError("Init", text(exchange)));
        reply(exchange, 202);
      } else if (path.startsWith(INVOCATION)) {
        result(exchange, path.substring(INVOCATION.length()).split("/"));
      } else {
        reply(exchange, 404);
      }
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    Invocation invocation;
    try {
      invocation = waiting.take();
    } catch (InterruptedException e) {
      return;
    }
    Instant deadline = Instant.now().plus(invocation.timeout);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id);
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", ARN);
    headers.set("Lambda-Runtime-Trace-Id", invocation.trace());
    invocation.taken.complete(deadline);
    exchange.sendResponseHeaders(200, invocation.event.length == 0 ? -1 : invocation.event.length);
    exchange.getResponseBody().write(invocation.event);
  }

  private void result(HttpExchange exchange, String[] idAndKind) throws IOException {
    Invocation invocation = current(idAndKind[0]);
    if (invocation == null || idAndKind.length != 2) {
      reply(exchange, 400);
    } else if (idAndKind[1].equals("error")) {
      String text = text(exchange);
      reply(exchange, 202);
      invocation.fail(new FunctionError("Unhandled", text));
    } else {
      answer(exchange, invocation);
    }
  }

  private static void answer(HttpExchange exchange, Invocation invocation) throws IOException {
    InputStream body = exchange.getRequestBody();
    byte[] answer = body.readNBytes(LIMIT);
    long more = body.transferTo(OutputStream.nullOutputStream());
    if (more > 0) {
      reply(exchange, 413);
      invocation.fail(FunctionError.tooLarge("a response", answer.length + more));
    } else {
      reply(exchange, 202);
      invocation.answer.complete(answer);
    }
  }

  private static void reply(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] body =
        "{\"status\":\"%s\"}"
            .formatted(status < 300 ? "OK" : "error")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String text(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static final class Invocation {
    final String id = UUID.randomUUID().toString();
    final byte[] event;
    final Duration timeout;
    final CompletableFuture<Instant> taken = new CompletableFuture<>();
    final CompletableFuture<byte[]> answer = new CompletableFuture<>();

    Invocation(byte[] event, Duration timeout) {
      this.event = event;
      this.timeout = timeout;
    }

    void fail(FunctionError error) {
      taken.completeExceptionally(error);
      answer.completeExceptionally(error);
    }

    String trace() {
      String hex = id.replace("-", "");
      String seconds = HexFormat.of().toHexDigits((int) Instant.now().getEpochSecond());
      return "Root=1-%s-%s;Parent=%s;Sampled=0"
          .formatted(seconds, hex.substring(8), hex.substring(0, 16));
    }
  }
}
