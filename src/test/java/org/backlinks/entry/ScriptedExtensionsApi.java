package org.backlinks.entry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A Lambda Extensions API on the loopback interface. It gives the answers of a test in their order,
 * and does not answer a request for which there is no answer yet.
 */
final class ScriptedExtensionsApi implements AutoCloseable {
  static final String IDENTIFIER = "5a8c1f0e-0000-4000-8000-000000000001";

  private static final String IDENTIFIER_HEADER = "Lambda-Extension-Identifier";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<ScriptedAnswer> registrationAnswers = new LinkedBlockingQueue<>();
  private final BlockingQueue<ScriptedAnswer> eventAnswers = new LinkedBlockingQueue<>();
  private final BlockingQueue<ReceivedRequest> requests = new LinkedBlockingQueue<>();
  private final HttpServer server;

  private record ScriptedAnswer(int status, Map<String, String> headers, String body) {}

  /**
   * A request that the API has received.
   *
   * @param route the method and the path
   */
  record ReceivedRequest(String route, Map<String, String> headers, String body) {}

  ScriptedExtensionsApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/2020-01-01/extension/register", e -> serve(e, registrationAnswers));
    server.createContext("/2020-01-01/extension/event/next", e -> serve(e, eventAnswers));
    server.start();
  }

  /** Returns the value of {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  void acceptRegistration() {
    answerRegistration(200, Map.of(IDENTIFIER_HEADER, IDENTIFIER));
  }

  void answerRegistration(int status, Map<String, String> headers) {
    registrationAnswers.add(
        new ScriptedAnswer(status, headers, "{\"functionName\":\"backlinks\"}"));
  }

  void sendEvent(String requestId, Instant deadline) {
    answerNextEvent(
        200,
        """
        {"eventType":"INVOKE","deadlineMs":%d,"requestId":"%s","tracing":{"type":"X","value":"1"}}
        """
            .formatted(deadline.toEpochMilli(), requestId));
  }

  void refuseNextEvent() {
    answerNextEvent(403, "{\"errorType\":\"Extension.UnknownExtensionIdentifier\"}");
  }

  void answerNextEvent(int status, String body) {
    eventAnswers.add(new ScriptedAnswer(status, Map.of(), body));
  }

  /** Waits for the next request and returns it. */
  ReceivedRequest takeRequest() throws InterruptedException {
    return pollRequest(TIMEOUT)
        .orElseThrow(() -> new AssertionError("no request in " + TIMEOUT.toSeconds() + " s"));
  }

  /** Waits for the next request. Returns nothing when none arrives in time. */
  Optional<ReceivedRequest> pollRequest(Duration timeout) throws InterruptedException {
    return Optional.ofNullable(requests.poll(timeout.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void serve(HttpExchange exchange, BlockingQueue<ScriptedAnswer> answers)
      throws IOException {
    try (exchange) {
      requests.add(
          new ReceivedRequest(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              headers(exchange),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      ScriptedAnswer answer = answers.take();
      byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
      answer.headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(answer.status, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the headers that concern extensions. */
  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    headers.keySet().removeIf(name -> !name.regionMatches(true, 0, "Lambda-", 0, 7));
    return headers;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
