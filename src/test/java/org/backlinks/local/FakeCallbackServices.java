package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of Step Functions, Lambda and EventBridge that end waiting tasks and take events, on a
 * free port of the loopback interface. It checks the signature of each request. Its error messages
 * show tokens, as those of AWS may do, so that a test notices when they are logged.
 */
public final class FakeCallbackServices implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String INTERNAL_FAILURE = "InternalFailure";
  private static final Pattern DURABLE_PATH =
      Pattern.compile("/[0-9-]+/durable-execution-callbacks/([^/]+)/(succeed|fail|heartbeat)");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Waiter> waiters = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger failingRequests = new AtomicInteger();
  private volatile String failure = INTERNAL_FAILURE;
  private final HttpServer server;

  /** A task or a durable function that waits. */
  public static final class Waiter {
    private final String token;
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final List<JsonNode> results = new CopyOnWriteArrayList<>();
    private volatile boolean isTimedOut;
    private volatile @Nullable String refusal;
    private volatile Duration delay = Duration.ZERO;

    private Waiter(String token) {
      this.token = token;
    }

    /** Returns the task token or the callback id. */
    public String token() {
      return token;
    }

    /** Returns the number of heartbeats so far. */
    public int heartbeats() {
      return heartbeats.get();
    }

    /**
     * Returns the results so far. A success is an object with {@code output}, a failure one with
     * {@code error} and {@code cause}.
     */
    public List<JsonNode> results() {
      return List.copyOf(results);
    }

    /** Lets each later request for the waiter be refused with this code. */
    public void refuse(String code) {
      refusal = code;
    }

    /** Lets each later request for the waiter take effect at once and its answer come late. */
    public void delayAnswers(Duration time) {
      delay = time;
    }

    /** Lets the waiter give up: each later request is refused. */
    public void timeOut() {
      isTimedOut = true;
    }
  }

  private FakeCallbackServices(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Starts the server without waiters. */
  public static FakeCallbackServices start() {
    try {
      return new FakeCallbackServices(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the address of all services. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Returns the settings with which the function finds these services. */
  public Map<String, String> environment() {
    String endpoint = uri().toString();
    return Map.of(
        "AWS_ENDPOINT_URL_SFN", endpoint,
        "AWS_ENDPOINT_URL_LAMBDA", endpoint,
        "AWS_ENDPOINT_URL_EVENTBRIDGE", endpoint);
  }

  /** Starts to wait for a token, which is the token of a task or the id of a durable callback. */
  public Waiter await(String token) {
    AuditFindings.CURRENT_RUN.plantSecretValues(token);
    Waiter waiter = new Waiter(token);
    waiters.put(token, waiter);
    return waiter;
  }

  /** Returns the entries that were put on the event bus, with {@code detail} as an object. */
  public List<JsonNode> events() {
    return List.copyOf(events);
  }

  /** Lets the next requests fail with the status 500. */
  public void failNextRequests(int count) {
    failure = INTERNAL_FAILURE;
    failingRequests.set(count);
  }

  /** Lets the next requests be throttled. */
  public void throttleNextRequests(int count) {
    failure = "ThrottlingException";
    failingRequests.set(count);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String service =
          operation == null ? "lambda" : operation.startsWith("AWSEvents") ? "events" : "states";
      String signatureError =
          SignatureVerifier.findError(exchange, body, LocalDynamoDb.REGION, service);
      if (signatureError != null) {
        sendError(exchange, 403, "InvalidSignatureException", signatureError);
      } else if (failingRequests.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        int status = failure.equals(INTERNAL_FAILURE) ? 500 : 400;
        sendError(exchange, status, failure, new String(body, StandardCharsets.UTF_8));
      } else if (operation == null) {
        endDurableCallback(exchange, body);
      } else if (operation.equals("AWSEvents.PutEvents")) {
        putEvents(exchange, JSON.readTree(body));
      } else {
        endTask(exchange, operation, JSON.readTree(body));
      }
    }
  }

  private void endTask(HttpExchange exchange, String operation, JsonNode request)
      throws IOException {
    Waiter waiter = waiters.get(request.path("taskToken").asText());
    if (waiter == null) {
      sendError(exchange, 400, "TaskDoesNotExist", request.path("taskToken").asText());
    } else if (waiter.isTimedOut) {
      sendError(exchange, 400, "TaskTimedOut", waiter.token);
    } else if (waiter.refusal != null) {
      sendError(exchange, 400, waiter.refusal, waiter.token);
    } else {
      switch (operation) {
        case "AWSStepFunctions.SendTaskHeartbeat" -> waiter.heartbeats.incrementAndGet();
        case "AWSStepFunctions.SendTaskSuccess" ->
            waiter.results.add(success(request.path("output").asText()));
        case "AWSStepFunctions.SendTaskFailure" ->
            waiter.results.add(
                failure(request.path("error").asText(), request.path("cause").asText()));
        default -> throw new IllegalArgumentException(operation);
      }
      pause(waiter.delay);
      send(exchange, 200, JSON.createObjectNode());
    }
  }

  private static void pause(Duration time) {
    try {
      new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void endDurableCallback(HttpExchange exchange, byte[] body) throws IOException {
    Matcher path = DURABLE_PATH.matcher(exchange.getRequestURI().getRawPath());
    if (!path.matches()) {
      sendError(exchange, 404, "ResourceNotFoundException", "unknown path");
      return;
    }
    String id = URLDecoder.decode(path.group(1), StandardCharsets.UTF_8);
    Waiter waiter = waiters.get(id);
    if (waiter == null || waiter.isTimedOut) {
      sendError(exchange, 400, "CallbackTimeoutException", id);
      return;
    }
    if (waiter.refusal != null) {
      sendError(exchange, 400, waiter.refusal, id);
      return;
    }
    switch (path.group(2)) {
      case "heartbeat" -> waiter.heartbeats.incrementAndGet();
      case "succeed" -> waiter.results.add(success(new String(body, StandardCharsets.UTF_8)));
      default -> {
        JsonNode error = JSON.readTree(body);
        ObjectNode failure =
            failure(error.path("ErrorType").asText(), error.path("ErrorMessage").asText());
        search(error.path("ErrorData").asText());
        failure.set("data", JSON.readTree(error.path("ErrorData").asText()));
        waiter.results.add(failure);
      }
    }
    send(exchange, 200, JSON.createObjectNode());
  }

  private static ObjectNode success(String output) throws IOException {
    search(output);
    return JSON.createObjectNode().set("output", JSON.readTree(output));
  }

  private static ObjectNode failure(String error, String cause) {
    search(error + cause);
    return JSON.createObjectNode().put("error", error).put("cause", cause);
  }

  /** Searches a text that recipients read for tokens. */
  private static void search(String text) {
    if (AuditFindings.CURRENT_RUN.isEnabled()) {
      AuditFindings.CURRENT_RUN.search("a notice", text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void putEvents(HttpExchange exchange, JsonNode request) throws IOException {
    for (JsonNode entry : request.path("Entries")) {
      search(entry.toString());
      ObjectNode event = entry.deepCopy();
      event.set("Detail", JSON.readTree(entry.path("Detail").asText()));
      events.add(event);
    }
    send(exchange, 200, JSON.createObjectNode().put("FailedEntryCount", 0));
  }

  private static void sendError(
      HttpExchange exchange, int status, String type, @Nullable String message) throws IOException {
    exchange.getResponseHeaders().set("X-Amzn-ErrorType", type);
    send(exchange, status, JSON.createObjectNode().put("__type", type).put("message", message));
  }

  private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
